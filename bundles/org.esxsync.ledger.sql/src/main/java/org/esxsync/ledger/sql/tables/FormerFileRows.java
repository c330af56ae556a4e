package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.esxsync.api.ledger.FormerFile;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.UtcText;

/** The files that the releases' indexes no longer reach: the table {@code former_file}. */
public final class FormerFileRows {

    private FormerFileRows() {}

    public static void record(
            Session session, EsxRelease release, List<PublishedFile> files, Instant since)
            throws SQLException {
        Map<String, Long> sizes = new TreeMap<>();
        files.forEach(file -> sizes.put(file.path().value(), file.size()));
        RowTexts rows = new RowTexts();
        sizes.forEach(rows::add);
        session.update(
                """
                INSERT INTO former_file (release, path, size, since)
                SELECT ?, value ->> 0, CAST(value ->> 1 AS BIGINT), ? FROM json_each(?) WHERE TRUE
                ON CONFLICT (%s)
                    DO UPDATE SET size = excluded.size, since = excluded.since
                """
                        .formatted(session.dialect().key("release, path")),
                release.toString(),
                UtcText.of(since),
                rows.toString());
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
        RowTexts rows = new RowTexts();
        paths.forEach(path -> rows.add(path.value()));
        session.update(
                """
                DELETE FROM former_file
                WHERE release = ? AND path IN (SELECT value ->> 0 FROM json_each(?))
                """,
                release.toString(),
                rows.toString());
    }
}
