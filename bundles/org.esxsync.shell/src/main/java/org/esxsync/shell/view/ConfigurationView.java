package org.esxsync.shell.view;

import static org.esxsync.shell.view.Column.name;
import static org.esxsync.shell.view.Column.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.setup.EffectiveConfiguration;
import org.esxsync.api.setup.EffectiveConfiguration.Key;
import org.esxsync.shell.terminal.Ink;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/**
 * Configurations, each with its keys.
 *
 * @param configurations by PID
 */
public record ConfigurationView(List<EffectiveConfiguration> configurations) implements Result {

    private static final String INDENT = "    ";
    private static final String NONE = "-";

    public ConfigurationView {
        configurations = List.copyOf(configurations);
    }

    /** The words that can stand behind the command; for completion. */
    public List<String> names() {
        return Stream.of(
                        Stream.of("set", "add", "unset"),
                        configurations.stream().map(EffectiveConfiguration::pid),
                        configurations.stream()
                                .flatMap(each -> each.keys().stream())
                                .map(Key::name))
                .flatMap(words -> words)
                .distinct()
                .toList();
    }

    @Override
    public List<String> lines(Screen screen) {
        if (configurations.isEmpty()) {
            return List.of("There is no configuration of this kind.");
        }
        List<String> lines = new ArrayList<>();
        for (EffectiveConfiguration each : configurations) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            String place = each.file() == null ? "no file" : each.file();
            lines.add(Ink.BOLD.on(screen, PlainText.of(each.pid() + ": " + place)));
            lines.addAll(keys(each, screen));
        }
        return lines;
    }

    /** Where all of it does not fit into lines, each meaning stands below its key. */
    private static List<String> keys(EffectiveConfiguration configuration, Screen screen) {
        List<Key> keys = configuration.keys();
        List<String> whole = table(keys, true).lines(Screen.plain(screen.zone()));
        List<String> values = table(keys, false).lines(screen);
        boolean isNarrow = values.size() != keys.size() + 1;
        if (keys.isEmpty() || isNarrow || !screen.isLimited() || fits(whole, screen)) {
            return table(keys, true).lines(screen);
        }
        List<String> lines = new ArrayList<>(values.subList(0, 1));
        for (int i = 0; i < keys.size(); i++) {
            lines.add(values.get(i + 1));
            String meaning = PlainText.of(keys.get(i).description());
            PlainText.wrap(meaning, screen.width() - INDENT.length())
                    .forEach(line -> lines.add(INDENT + line));
        }
        return lines;
    }

    private static boolean fits(List<String> lines, Screen screen) {
        return lines.stream().allMatch(line -> PlainText.width(line) <= screen.width());
    }

    private static Table<Key> table(List<Key> keys, boolean withMeaning) {
        List<Column<Key>> columns =
                new ArrayList<>(
                        List.of(
                                name("KEY", Key::name),
                                prose("VALUE", key -> shown(key.value())),
                                prose("DEFAULT", key -> shown(key.defaultValue())),
                                name("ORIGIN", key -> Listings.words(key.origin()))));
        if (withMeaning) {
            columns.add(prose("MEANING", Key::description));
        }
        return new Table<>(keys, columns, "It has no keys.");
    }

    private static String shown(String value) {
        return value.isEmpty() ? NONE : value;
    }
}
