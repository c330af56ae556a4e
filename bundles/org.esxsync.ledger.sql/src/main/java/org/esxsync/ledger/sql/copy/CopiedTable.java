package org.esxsync.ledger.sql.copy;

import java.util.ArrayList;
import java.util.List;

/**
 * A table as it is copied.
 *
 * @param name its name
 * @param from what its rows are read from
 * @param columns its columns
 * @param order sorts the rows, by nothing that differs between databases
 */
record CopiedTable(String name, String from, List<Column> columns, String order) {

    /** What a column has. */
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        /** The row's own number, which each database gives by itself. */
        OWN_NUMBER,
        /** The number of a publication. */
        PUBLICATION,
        /** Numbers of patches, with commas between them. */
        PATCHES,
        /** Numbers of VIBs, with commas between them. */
        VIBS
    }

    record Column(String name, Kind kind) {}

    static final String HISTORY_HEAD = "history_head";
    static final String VIB = "vib";
    static final String PATCH = "patch";
    static final String PUBLICATION = "publication";

    /**
     * All tables, each after those that it names; the history first, since it says which mirror it
     * is; the conclusions last, since a change of the others deletes them.
     */
    static final List<CopiedTable> ALL =
            List.of(
                    of(
                            "event",
                            "number",
                            "number:NUMBER at kind source patch_id patch_revision release detail"
                                    + " hash"),
                    of(HISTORY_HEAD, "number", "\"only\":NUMBER number:NUMBER hash"),
                    of(
                            "source_scan",
                            "source",
                            "source scanned_at unchanged:FLAG listed_since state"),
                    of(VIB, "sha256", "number:OWN_NUMBER sha256 text"),
                    of(
                            PATCH,
                            "number",
                            "number:OWN_NUMBER source id revision format title release_date"
                                    + " category severity reboot details platforms supersedes"
                                    + " metadata artifacts kind release_time vibs:VIBS profile"
                                    + " notice first_seen last_seen"),
                    of("document", "source, name", "source name patches:PATCHES"),
                    of(
                            PUBLICATION,
                            "number",
                            "number:OWN_NUMBER state stage release id revision source"
                                    + " published_at metadata_sha256"),
                    ofPublication(
                            "published_file",
                            "path",
                            "publication:PUBLICATION path type size:NUMBER sha256 executable:FLAG"
                                    + " crc32:NUMBER modified:NUMBER"),
                    ofPublication(
                            "verified_artifact",
                            "position",
                            "publication:PUBLICATION position:NUMBER path size:NUMBER sha256"
                                    + " checked computed"),
                    of("release_index", "release", "release pending:FLAG"),
                    of(
                            "index_file",
                            "release, path",
                            "release path type size:NUMBER sha256 executable:FLAG"),
                    of("former_file", "release, path", "release path size:NUMBER since"),
                    of("conclusion", "name", "name basis text"));

    private static CopiedTable of(String name, String order, String columns) {
        return new CopiedTable(name, name, columns(columns), order);
    }

    /** In a database of several mirrors, such rows are found by their publication alone. */
    private static CopiedTable ofPublication(String name, String order, String columns) {
        return new CopiedTable(
                name,
                "publication AS whole JOIN %1$s AS part ON part.publication = whole.number"
                        .formatted(name),
                columns(columns),
                "whole.number, part." + order);
    }

    private static List<Column> columns(String text) {
        List<Column> columns = new ArrayList<>();
        for (String each : text.split(" ")) {
            int kind = each.indexOf(':');
            columns.add(
                    kind < 0
                            ? new Column(each, Kind.TEXT)
                            : new Column(
                                    each.substring(0, kind),
                                    Kind.valueOf(each.substring(kind + 1))));
        }
        return columns;
    }

    static CopiedTable named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    /** The statement that reads the rows. */
    String select() {
        String prefix = from.equals(name) ? "" : "part.";
        return "SELECT %s FROM %s ORDER BY %s"
                .formatted(
                        String.join(
                                ", ", columns.stream().map(each -> prefix + each.name()).toList()),
                        from,
                        order);
    }

    /** The statement that writes the rows of a text of {@code RowTexts}. */
    String insert() {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            names.add(columns.get(i).name());
            values.add(value(columns.get(i).kind(), i));
        }
        return "INSERT INTO %s (%s) SELECT %s FROM json_each(?) AS entry ORDER BY entry.key"
                .formatted(name, String.join(", ", names), String.join(", ", values));
    }

    private static String value(Kind kind, int position) {
        String text = "entry.value ->> " + position;
        return switch (kind) {
            case TEXT, PATCHES, VIBS -> text;
            case NUMBER, OWN_NUMBER, PUBLICATION -> "CAST(%s AS BIGINT)".formatted(text);
            case FLAG -> "CAST(%s AS BOOLEAN)".formatted(text);
        };
    }
}
