package org.esxsync.ledger.tables;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.ledger.database.Row;
import org.esxsync.ledger.database.Session;

/** Reads and writes the files of a release's directory, a publication's as well as an index's. */
final class FileRows {

    static final String COLUMNS = "path, type, size, sha256, executable";

    private FileRows() {}

    /**
     * @param table the table, whose first column names the files' owner
     */
    static void insert(Session session, String table, Object owner, List<PublishedFile> files)
            throws SQLException {
        // The same file told twice is told once; two different files at one path are refused.
        for (PublishedFile file : new LinkedHashSet<>(files)) {
            session.update(
                    "INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?)",
                    owner,
                    file.path().value(),
                    file.type().name(),
                    file.size(),
                    file.sha256(),
                    file.executable());
        }
    }

    static PublishedFile read(Row row) throws SQLException {
        return new PublishedFile(
                row.path("path"),
                StagedFile.Type.valueOf(row.text("type")),
                row.number("size"),
                row.text("sha256"),
                row.flag("executable"));
    }
}
