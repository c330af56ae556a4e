package org.esxsync.compliance.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns of a table of {@code esxcli}, found by their headings, wherever they stand. */
final class Columns {

    private static final Pattern HEADING = Pattern.compile("\\S+(?: \\S+)*");
    private static final String GAP = " {2,}";

    private final List<String> keys = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();

    Columns(String header) {
        Matcher heading = HEADING.matcher(header);
        while (heading.find()) {
            keys.add(Fields.key(heading.group()));
            starts.add(heading.start());
        }
    }

    boolean has(String... wanted) {
        return keys.containsAll(List.of(wanted));
    }

    /** The cells of a row; nothing if they do not stand under the headings. */
    Optional<Fields> row(String line) {
        String text = line.stripTrailing();
        String[] cells = underHeadings(text) ? cut(text) : moved(text.strip());
        if (cells.length < needed() || cells.length > keys.size()) {
            return Optional.empty();
        }
        Fields fields = new Fields();
        for (int i = 0; i < cells.length; i++) {
            fields.put(keys.get(i), cells[i].strip());
        }
        return Optional.of(fields);
    }

    /** A row that somebody moved: only what is shown of components has single blanks. */
    private String[] moved(String text) {
        return text.split(has("displayname") ? GAP : " +");
    }

    /** The dates of installation and the platforms may be missing in a row that somebody edited. */
    private int needed() {
        int last = Math.max(keys.indexOf("name"), keys.indexOf("version"));
        return Math.max(last, keys.indexOf("vendor")) + 1;
    }

    private boolean underHeadings(String text) {
        int needed = starts.get(needed() - 1);
        if (text.length() <= needed) {
            return false;
        }
        for (int start : starts) {
            if (start > 0
                    && start < text.length()
                    && (text.charAt(start - 1) != ' '
                            || text.charAt(start) == ' ' && start <= needed)) {
                return false;
            }
        }
        return true;
    }

    private String[] cut(String text) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < starts.size() && starts.get(i) < text.length(); i++) {
            int end =
                    i + 1 < starts.size()
                            ? Math.min(starts.get(i + 1), text.length())
                            : text.length();
            cells.add(text.substring(starts.get(i), end));
        }
        return cells.toArray(String[]::new);
    }
}
