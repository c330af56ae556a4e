package org.esxsync.compliance.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns of a table of {@code esxcli}, found by their headings, wherever they stand. */
final class Columns {

    /** More than any table has. */
    private static final int MOST = 100;

    private static final String GAP = " {2,}";

    private final List<String> keys = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();

    Columns(String header) {
        int start = 0;
        while (start < header.length() && keys.size() < MOST) {
            int end = endOfHeading(header, start);
            if (end > start) {
                keys.add(Fields.key(header.substring(start, end)));
                starts.add(start);
            }
            start = end + 1;
        }
    }

    /** A heading may have single blanks in it. */
    private static int endOfHeading(String header, int start) {
        int end = start;
        while (end < header.length() && header.charAt(end) != '\t') {
            boolean isGap =
                    header.charAt(end) == ' '
                            && (end == start
                                    || end + 1 == header.length()
                                    || header.charAt(end + 1) == ' ');
            if (isGap) {
                break;
            }
            end++;
        }
        return end;
    }

    int count() {
        return keys.size();
    }

    boolean has(String... wanted) {
        return keys.containsAll(List.of(wanted));
    }

    /**
     * A row of the table.
     *
     * @param cells how many cells it has
     * @param last its last cell
     */
    record Row(Fields fields, int cells, String last) {}

    /** The cells of a row; nothing if they do not stand under the headings. */
    Optional<Row> row(String line) {
        String text = line.stripTrailing();
        String[] cells = underHeadings(text) ? cut(text) : moved(text.strip());
        if (cells.length < needed() || cells.length > keys.size()) {
            return Optional.empty();
        }
        Fields fields = new Fields();
        for (int i = 0; i < cells.length; i++) {
            fields.put(keys.get(i), cells[i].strip());
        }
        return Optional.of(new Row(fields, cells.length, cells[cells.length - 1].strip()));
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
