package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.ledger.sql.session.Row;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.jspecify.annotations.Nullable;

/** Reads and writes the files of a release's directory, a publication's as well as an index's. */
final class FileRows {

    static final String COLUMNS = "path, type, size, sha256, executable";

    private FileRows() {}

    static void insertIndexed(Session session, String release, List<PublishedFile> files)
            throws SQLException {
        RowTexts rows = new RowTexts();
        for (PublishedFile file : distinct(files)) {
            rows.add(
                    file.path().value(),
                    file.type().name(),
                    file.size(),
                    file.sha256(),
                    file.executable());
        }
        session.update(
                """
                INSERT INTO index_file (release, path, type, size, sha256, executable)
                SELECT ?, value ->> 0, value ->> 1, CAST(value ->> 2 AS BIGINT), value ->> 3,
                    CAST(value ->> 4 AS BOOLEAN)
                FROM json_each(?)
                """,
                release,
                rows.toString());
    }

    /** The same file told twice is told once; two different files at one path are refused. */
    static Iterable<PublishedFile> distinct(List<PublishedFile> files) {
        return new LinkedHashSet<>(files);
    }

    static PublishedFile readPublished(Row row) throws SQLException {
        Long crc32 = row.numberOrNull("crc32");
        return read(
                row,
                crc32 == null ? StagedFile.UNKNOWN_CRC : crc32,
                time(row.numberOrNull("modified")));
    }

    private static @Nullable Instant time(@Nullable Long milliseconds) {
        return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
    }

    static PublishedFile readIndexed(Row row) throws SQLException {
        return read(row, StagedFile.UNKNOWN_CRC, null);
    }

    private static PublishedFile read(Row row, long crc32, @Nullable Instant modified)
            throws SQLException {
        return new PublishedFile(
                row.path("path"),
                StagedFile.Type.valueOf(row.text("type")),
                row.number("size"),
                row.text("sha256"),
                row.flag("executable"),
                crc32,
                modified);
    }
}
