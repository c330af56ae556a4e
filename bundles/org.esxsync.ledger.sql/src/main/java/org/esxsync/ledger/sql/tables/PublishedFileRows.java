package org.esxsync.ledger.sql.tables;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.esxsync.ledger.sql.tables.PublicationState.STANDING;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.StandingFile;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.jspecify.annotations.Nullable;

/** The files of publications: the table {@code published_file}. */
public final class PublishedFileRows {

    private static final String COLUMNS = FileRows.COLUMNS + ", crc32, modified";

    private PublishedFileRows() {}

    /** Each with its CRC-32 and its time. */
    static void insert(Session session, Map<Long, Publication> publications) throws SQLException {
        RowTexts rows = new RowTexts();
        publications.forEach(
                (number, publication) ->
                        FileRows.distinct(publication.files())
                                .forEach(file -> add(rows, number, file)));
        session.update(
                """
                INSERT INTO published_file
                    (publication, path, type, size, sha256, executable, crc32, modified)
                SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, value ->> 2,
                    CAST(value ->> 3 AS BIGINT), value ->> 4, CAST(value ->> 5 AS BOOLEAN),
                    CAST(value ->> 6 AS BIGINT), CAST(value ->> 7 AS BIGINT)
                FROM json_each(?)
                """,
                rows.toString());
    }

    private static void add(RowTexts rows, long publication, PublishedFile file) {
        Instant modified = file.modified();
        rows.add(
                publication,
                file.path().value(),
                file.type().name(),
                file.size(),
                file.sha256(),
                file.executable(),
                file.crc32() == StagedFile.UNKNOWN_CRC ? null : file.crc32(),
                modified == null ? null : modified.toEpochMilli());
    }

    /** The files of publications, by the number of each that has any. */
    static Map<Long, List<PublishedFile>> of(Session session, Collection<Long> publications)
            throws SQLException {
        return session
                .all(
                        """
                        SELECT publication, %s FROM published_file
                        WHERE publication IN (SELECT CAST(value AS BIGINT) FROM json_each(?))
                        ORDER BY publication, path
                        """
                                .formatted(COLUMNS),
                        row -> Map.entry(row.number("publication"), FileRows.readPublished(row)),
                        publications.toString())
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    public static List<PublishedFile> all(Session session, EsxRelease release) throws SQLException {
        return session.all(
                """
                SELECT %s, max(crc32) AS crc32, max(modified) AS modified
                FROM publication JOIN published_file ON publication = number
                WHERE release = ? AND state = ?
                GROUP BY %s
                ORDER BY path
                """
                        .formatted(FileRows.COLUMNS, FileRows.COLUMNS),
                FileRows::readPublished,
                release.toString(),
                STANDING.name());
    }

    public static Map<PatchKey, RelativePath> firsts(Session session, EsxRelease release)
            throws SQLException {
        record First(PatchKey patch, @Nullable String path) {}
        Map<PatchKey, RelativePath> files = new HashMap<>();
        for (First first :
                session.all(
                        """
                        SELECT id, revision, (SELECT min(path) FROM published_file
                            WHERE publication = number) AS path
                        FROM publication
                        WHERE release = ? AND state = ?
                        """,
                        row -> new First(row.patchKey(), row.textOrNull("path")),
                        release.toString(),
                        STANDING.name())) {
            if (first.path() != null) {
                files.put(first.patch(), new RelativePath(first.path()));
            }
        }
        return files;
    }

    public static Optional<PublishedFile> at(Session session, EsxRelease release, RelativePath path)
            throws SQLException {
        return session.first(
                """
                SELECT %s
                FROM published_file JOIN publication ON publication = number
                WHERE path = ? AND release = ? AND state = ?
                ORDER BY number LIMIT 1
                """
                        .formatted(COLUMNS),
                FileRows::readPublished,
                path.value(),
                release.toString(),
                STANDING.name());
    }

    /** A path has one file, whichever of the publications put it there. */
    public static Optional<StandingFile> standing(
            Session session, EsxRelease release, RelativePath path) throws SQLException {
        return session.first(
                """
                SELECT %s, published_at
                FROM published_file JOIN publication ON publication = number
                WHERE path = ? AND release = ? AND state = ?
                ORDER BY published_at DESC LIMIT 1
                """
                        .formatted(COLUMNS),
                row -> new StandingFile(FileRows.readPublished(row), row.instant("published_at")),
                path.value(),
                release.toString(),
                STANDING.name());
    }
}
