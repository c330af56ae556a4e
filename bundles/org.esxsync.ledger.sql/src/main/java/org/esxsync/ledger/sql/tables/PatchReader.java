package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.ledger.sql.session.Cursor;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;

/**
 * Reads patches with all their parts. The database joins them, so that a row has few columns: the
 * way of a value from the database to Java takes longer than finding it.
 */
public final class PatchReader {

    /** Which patches to read; in no order, which would take time, unless the condition has one. */
    public record Selection(String condition, Object... parameters) {

        private static final String ORDER = " ORDER BY patch.source, patch.id, patch.revision";

        /** All, ordered by source and id. */
        public static final Selection ALL = new Selection("TRUE" + ORDER);

        static Selection numbered(Collection<Long> numbers) {
            return new Selection(
                    "patch.number IN (SELECT CAST(value AS BIGINT) FROM json_each(?))",
                    numbers.toString());
        }

        /** The same, ordered by source and id. */
        Selection inOrder() {
            return new Selection(condition + ORDER, parameters);
        }

        /** Those of a source that have these keys. */
        public static Selection keyed(String source, Collection<PatchKey> keys) {
            RowTexts wanted = new RowTexts();
            keys.forEach(key -> wanted.add(key.id(), key.revision()));
            return new Selection(
                    """
                    patch.number IN (
                        SELECT (
                            SELECT listed.number FROM patch AS listed
                            WHERE listed.source = ? AND listed.id = entry.value ->> 0
                                AND listed.revision = entry.value ->> 1)
                        FROM json_each(?) AS entry)
                    """,
                    source,
                    wanted.toString());
        }
    }

    /** A patch and its number in the table. */
    public record Numbered(long number, CataloguedPatch patch) {}

    /** Takes what is read. */
    @FunctionalInterface
    public interface Sink {
        void accept(Numbered patch) throws SQLException;
    }

    /**
     * SQLite's {@code concat_ws} leaves out what is null, and swallows a first text that is empty.
     * The VIBs are no join, for which PostgreSQL would read all VIBs once for each patch.
     */
    private static final String PATCHES =
            """
            SELECT patch.number,
                concat_ws('\036',
                    concat_ws('\t', patch.source, id, revision, format, title,
                        coalesce(release_date, ''), category, severity, reboot,
                        coalesce(details, ''), kind, coalesce(release_time, ''), first_seen,
                        last_seen, CASE WHEN last_seen < listed_since THEN 0 ELSE 1 END),
                    platforms, supersedes, metadata, artifacts,
                    CASE WHEN vibs = '' THEN '' ELSE (
                        SELECT string_agg(
                            coalesce((SELECT vib.text FROM vib
                                WHERE vib.number = CAST(wanted.value AS BIGINT)), '')
                                || '\t' || wanted.value || '\n', ''
                            ORDER BY wanted.key)
                        FROM json_each('[' || vibs || ']') AS wanted) END,
                    profile, notice) AS text
            FROM patch LEFT JOIN source_scan ON source_scan.source = patch.source
            WHERE %s
            """;

    private PatchReader() {}

    public static void read(Session session, Selection selection, Sink sink) throws SQLException {
        PatchTexts texts = new PatchTexts();
        try (Cursor<PatchRow> rows =
                session.query(
                        PATCHES.formatted(selection.condition()),
                        PatchRow::read,
                        selection.parameters())) {
            if (session.isReader()) {
                try (ReadAhead ahead = new ReadAhead(rows)) {
                    ahead.forEach(row -> sink.accept(patch(row, texts)));
                }
                return;
            }
            while (rows.next()) {
                sink.accept(patch(rows.current(), texts));
            }
        }
    }

    private static Numbered patch(PatchRow row, PatchTexts texts) throws SQLException {
        return new Numbered(row.number(), Cursor.make(() -> texts.patch(row.text())));
    }

    static List<Numbered> list(Session session, Selection selection) throws SQLException {
        List<Numbered> patches = new ArrayList<>();
        read(session, selection, patches::add);
        return patches;
    }
}
