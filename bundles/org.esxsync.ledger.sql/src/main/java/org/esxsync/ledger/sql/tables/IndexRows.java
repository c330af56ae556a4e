package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;

/** The releases' indexes: which are pending, and what files make them. */
public final class IndexRows {

    private IndexRows() {}

    public static void markPending(Session session, EsxRelease release) throws SQLException {
        setPending(session, release, true);
    }

    /** The index reaches all that was published; its files replace those of the last one. */
    public static void record(Session session, EsxRelease release, List<PublishedFile> files)
            throws SQLException {
        setPending(session, release, false);
        session.update("DELETE FROM index_file WHERE release = ?", release.toString());
        FileRows.insertIndexed(session, release.toString(), files);
    }

    /** The files join those of the last index, or take their places. */
    public static void recordIntent(Session session, EsxRelease release, List<PublishedFile> files)
            throws SQLException {
        setPending(session, release, true);
        RowTexts paths = new RowTexts();
        files.forEach(file -> paths.add(file.path().value()));
        session.update(
                """
                DELETE FROM index_file
                WHERE release = ? AND path IN (SELECT value ->> 0 FROM json_each(?))
                """,
                release.toString(),
                paths.toString());
        FileRows.insertIndexed(session, release.toString(), files);
    }

    public static Set<EsxRelease> pending(Session session) throws SQLException {
        return new TreeSet<>(
                session.all(
                        "SELECT release FROM release_index WHERE pending",
                        row -> row.release("release")));
    }

    public static List<PublishedFile> files(Session session, EsxRelease release)
            throws SQLException {
        return session.all(
                "SELECT %s FROM index_file WHERE release = ? ORDER BY path"
                        .formatted(FileRows.COLUMNS),
                FileRows::readIndexed,
                release.toString());
    }

    private static void setPending(Session session, EsxRelease release, boolean pending)
            throws SQLException {
        session.update(
                """
                INSERT INTO release_index (release, pending) VALUES (?, ?)
                ON CONFLICT (%s) DO UPDATE SET pending = excluded.pending
                    WHERE release_index.pending <> excluded.pending
                """
                        .formatted(session.dialect().key("release")),
                release.toString(),
                pending);
    }
}
