package org.esxsync.ledger.tables;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.PublishedPatch;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.database.Row;
import org.esxsync.ledger.database.Session;
import org.esxsync.ledger.database.UtcText;
import org.esxsync.ledger.tables.PatchReader.Selection;
import org.jspecify.annotations.Nullable;

/** What stands in the releases' directories: the table {@code publication} and its parts. */
public final class PublicationRows {

    private record Place(Instant at, @Nullable String metadataSha256) {}

    private record Published(EsxRelease release, PatchKey patch) {}

    private PublicationRows() {}

    /** Changes nothing if the patch is published in the release already. */
    public static void record(Session session, Publication publication) throws SQLException {
        if (insert(session, publication, null)) {
            IndexRows.markPending(session, publication.release());
        }
    }

    /** Takes the place of an earlier publication of the patch in the release. */
    public static void recordIntent(Session session, Publication publication, String stage)
            throws SQLException {
        session.update(
                "DELETE FROM publication WHERE release = ? AND id = ? AND revision = ?",
                publication.release().toString(),
                publication.patch().id(),
                publication.patch().revision());
        insert(session, publication, stage);
    }

    /** Marks the index pending if the document is another than before. */
    public static void recordMetadata(
            Session session, EsxRelease release, PatchKey patch, String metadataSha256)
            throws SQLException {
        Place place =
                session.first(
                                """
                                SELECT published_at, metadata_sha256 FROM publication
                                WHERE release = ? AND id = ? AND revision = ?
                                    AND state = 'STANDING'
                                """,
                                PublicationRows::place,
                                release.toString(),
                                patch.id(),
                                patch.revision())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "%s is not published in %s"
                                                        .formatted(patch, release)));
        if (metadataSha256.equals(place.metadataSha256())) {
            return;
        }
        session.update(
                """
                UPDATE publication SET metadata_sha256 = ?
                WHERE release = ? AND id = ? AND revision = ?
                """,
                metadataSha256,
                release.toString(),
                patch.id(),
                patch.revision());
        IndexRows.markPending(session, release);
    }

    public static Set<String> metadata(Session session) throws SQLException {
        return Set.copyOf(
                session.all(
                        """
                        SELECT DISTINCT metadata_sha256 FROM publication
                        WHERE state IN ('INTENDED', 'STANDING') AND metadata_sha256 IS NOT NULL
                        """,
                        row -> row.text("metadata_sha256")));
    }

    public static Map<EsxRelease, Set<PatchKey>> keys(Session session, String state)
            throws SQLException {
        Map<EsxRelease, Set<PatchKey>> keys = new TreeMap<>();
        for (Published published :
                session.all(
                        """
                        SELECT release, id, revision FROM publication
                        WHERE state = ? ORDER BY number
                        """,
                        row -> new Published(row.release("release"), key(row)),
                        state)) {
            keys.computeIfAbsent(published.release(), release -> new LinkedHashSet<>())
                    .add(published.patch());
        }
        return keys;
    }

    public static List<PublishedPatch> patches(Session session, EsxRelease release)
            throws SQLException {
        Map<Long, Place> places = places(session, release);
        Selection published =
                new Selection(
                        """
                        patch.number IN (SELECT number_of.number
                            FROM publication
                                JOIN patch AS number_of USING (source, id, revision)
                            WHERE release = ? AND state = 'STANDING')
                        """,
                        release.toString());
        List<PublishedPatch> patches = new ArrayList<>();
        PatchReader.read(
                session,
                published,
                read -> {
                    Place place = places.get(read.number());
                    patches.add(
                            new PublishedPatch(
                                    read.patch().patch(), place.at(), place.metadataSha256()));
                });
        patches.sort(Comparator.comparing(patch -> patch.patch().id()));
        return patches;
    }

    public static List<PublishedFile> files(Session session, EsxRelease release)
            throws SQLException {
        return session.all(
                """
                SELECT DISTINCT %s
                FROM publication JOIN published_file ON publication = number
                WHERE release = ? AND state = 'STANDING'
                ORDER BY path
                """
                        .formatted(FileRows.COLUMNS),
                FileRows::read,
                release.toString());
    }

    public static Map<PatchKey, RelativePath> firstFiles(Session session, EsxRelease release)
            throws SQLException {
        record First(PatchKey patch, @Nullable String path) {}
        Map<PatchKey, RelativePath> files = new HashMap<>();
        for (First first :
                session.all(
                        """
                        SELECT id, revision, (SELECT min(path) FROM published_file
                            WHERE publication = number) AS path
                        FROM publication
                        WHERE release = ? AND state = 'STANDING'
                        """,
                        row -> new First(key(row), row.textOrNull("path")),
                        release.toString())) {
            if (first.path() != null) {
                files.put(first.patch(), new RelativePath(first.path()));
            }
        }
        return files;
    }

    public static Optional<PublishedFile> file(
            Session session, EsxRelease release, RelativePath path) throws SQLException {
        return session.first(
                """
                SELECT %s
                FROM published_file JOIN publication ON publication = number
                WHERE path = ? AND release = ? AND state = 'STANDING'
                ORDER BY number LIMIT 1
                """
                        .formatted(FileRows.COLUMNS),
                FileRows::read,
                path.value(),
                release.toString());
    }

    /**
     * @param stage where an intended publication is staged, or null for one that stands
     * @return whether it is new
     */
    private static boolean insert(Session session, Publication publication, @Nullable String stage)
            throws SQLException {
        Patch patch = publication.patch();
        PatchRows.require(session, patch, publication.at());
        session.update(
                """
                DELETE FROM publication
                WHERE release = ? AND id = ? AND revision = ? AND state <> 'STANDING'
                """,
                publication.release().toString(),
                patch.id(),
                patch.revision());
        Optional<Long> number =
                session.first(
                        """
                        INSERT INTO publication
                            (release, id, revision, source, published_at, metadata_sha256, stage,
                                state)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (release, id, revision) DO NOTHING
                        RETURNING number
                        """,
                        row -> row.number("number"),
                        publication.release().toString(),
                        patch.id(),
                        patch.revision(),
                        patch.source(),
                        UtcText.of(publication.at()),
                        publication.metadataSha256(),
                        stage,
                        stage == null ? "STANDING" : "INTENDED");
        if (number.isPresent()) {
            FileRows.insert(session, "published_file", number.get(), publication.files());
            VerifiedArtifactRows.insert(session, number.get(), publication.artifacts());
        }
        return number.isPresent();
    }

    /** When and with which metadata patches were published, by their number in the catalogue. */
    private static Map<Long, Place> places(Session session, EsxRelease release)
            throws SQLException {
        return session
                .all(
                        """
                        SELECT patch.number, published_at, metadata_sha256
                        FROM publication JOIN patch USING (source, id, revision)
                        WHERE release = ? AND state = 'STANDING'
                        """,
                        row -> Map.entry(row.number("number"), place(row)),
                        release.toString())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Place place(Row row) throws SQLException {
        return new Place(row.instant("published_at"), row.textOrNull("metadata_sha256"));
    }

    private static PatchKey key(Row row) throws SQLException {
        return new PatchKey(row.text("id"), row.text("revision"));
    }
}
