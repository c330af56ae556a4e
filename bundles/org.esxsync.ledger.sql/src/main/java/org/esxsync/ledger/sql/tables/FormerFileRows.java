package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.esxsync.api.ledger.FormerFile;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.UtcText;

/** The files that the releases' indexes no longer reach: the table {@code former_file}. */
public final class FormerFileRows {

    private FormerFileRows() {}

    public static void record(
            Session session, EsxRelease release, List<PublishedFile> files, Instant since)
            throws SQLException {
        for (PublishedFile file : files) {
            session.update(
                    """
                    INSERT INTO former_file (release, path, size, since) VALUES (?, ?, ?, ?)
                    ON CONFLICT (%s)
                        DO UPDATE SET size = excluded.size, since = excluded.since
                    """
                            .formatted(session.dialect().key("release, path")),
                    release.toString(),
                    file.path().value(),
                    file.size(),
                    UtcText.of(since));
        }
    }

    public static List<FormerFile> all(Session session) throws SQLException {
        return session.all(
                "SELECT release, path, size, since FROM former_file ORDER BY release, path",
                row ->
                        new FormerFile(
                                row.release("release"),
                                row.path("path"),
                                row.number("size"),
                                row.instant("since")));
    }

    public static void forget(Session session, EsxRelease release, List<RelativePath> paths)
            throws SQLException {
        for (RelativePath path : paths) {
            session.update(
                    "DELETE FROM former_file WHERE release = ? AND path = ?",
                    release.toString(),
                    path.value());
        }
    }
}
