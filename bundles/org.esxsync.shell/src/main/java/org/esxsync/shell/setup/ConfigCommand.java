package org.esxsync.shell.setup;

import java.util.List;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.setup.ConfigurationEditor;
import org.esxsync.api.setup.EffectiveConfiguration;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.run.Format;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.view.ConfigurationView;

/**
 * Shows and changes settings.
 *
 * @param editor does it
 * @param writer writes results for programs
 * @param csvWriter writes rows for spreadsheets
 */
record ConfigCommand(ConfigurationEditor editor, JsonWriter writer, CsvWriter csvWriter) {

    private static final String SET = "set";
    private static final String ADD = "add";
    private static final String UNSET = "unset";
    private static final int WORDS_TO_SET = 4;
    private static final int WORDS_TO_UNSET = 3;

    /**
     * @param words nothing; a PID; or what is to be changed
     */
    Object run(Format format, String... words) {
        String first = words.length == 0 ? "" : words[0];
        if (first.equals(SET)) {
            String value = value(words);
            return "set in " + PlainText.of(editor.set(words[1], words[2], value));
        }
        if (first.equals(ADD)) {
            String value = value(words);
            return "added in " + PlainText.of(editor.add(words[1], words[2], value));
        }
        if (first.equals(UNSET)) {
            if (words.length != WORDS_TO_UNSET) {
                throw new UsageException("config", "write unset PID KEY");
            }
            return "removed from " + PlainText.of(editor.unset(words[1], words[2]));
        }
        if (words.length > 1) {
            throw new UsageException(
                    "config", "'%s' is one word too many".formatted(PlainText.of(words[1])));
        }
        List<EffectiveConfiguration> found = first.isEmpty() ? editor.list() : editor.list(first);
        return format.print(
                found, writer::configurations, csvWriter::configurations, ConfigurationView::new);
    }

    private static String value(String... words) {
        if (words.length < WORDS_TO_SET) {
            throw new UsageException("config", "write %s PID KEY VALUE".formatted(words[0]));
        }
        return String.join(" ", List.of(words).subList(WORDS_TO_SET - 1, words.length));
    }
}
