package org.esxsync.ledger.sql.tables;

import static org.esxsync.ledger.sql.tables.PublicationState.INTENDED;
import static org.esxsync.ledger.sql.tables.PublicationState.LEAVING;
import static org.esxsync.ledger.sql.tables.PublicationState.STANDING;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.PublishedPatch;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.sql.session.Row;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.tables.PatchReader.Selection;
import org.jspecify.annotations.Nullable;

/** Reads publications, most of them with all their parts. */
public final class PublicationReader {

    private record Head(
            long number,
            long patch,
            EsxRelease release,
            Instant at,
            @Nullable String metadataSha256,
            String stage) {}

    private record Place(Instant at, @Nullable String metadataSha256) {}

    /** What publications consist of, by their numbers. */
    private record Parts(
            Map<Long, List<VerifiedArtifact>> artifacts, Map<Long, List<PublishedFile>> files) {

        Publication publication(Head head, Patch patch) {
            return new Publication(
                    head.release(),
                    patch,
                    head.at(),
                    artifacts.getOrDefault(head.number(), List.of()),
                    files.getOrDefault(head.number(), List.of()),
                    head.metadataSha256());
        }
    }

    /** Of how many publications the parts are asked for at once. */
    private static final int MOST = 200;

    /**
     * The number of a publication's patch, by its key. In place of a join, PostgreSQL may read all
     * patches for each publication, as long as its statistics are from before.
     */
    private static final String PATCH =
            """
            (
                SELECT described.number FROM patch AS described
                WHERE described.source = publication.source AND described.id = publication.id
                    AND described.revision = publication.revision)\
            """;

    private PublicationReader() {}

    public static List<Publication> standing(Session session, EsxRelease release)
            throws SQLException {
        return read(session, "release = ? AND state = ?", release.toString(), STANDING.name())
                .stream()
                .map(Intent::publication)
                .toList();
    }

    public static Optional<Publication> first(Session session, PatchKey patch) throws SQLException {
        String first =
                """
                publication.number = (SELECT min(number) FROM publication
                    WHERE id = ? AND revision = ? AND state = '%s')
                """
                        .formatted(STANDING);
        return read(session, first, patch.id(), patch.revision()).stream()
                .map(Intent::publication)
                .findFirst();
    }

    /** Those of which no published digest of the metadata document is that of the mirror's copy. */
    public static List<Publication> withOutdatedMetadata(Session session) throws SQLException {
        String outdated =
                """
                state = '%s' AND (
                    SELECT instr(metadata, ?) > 0
                        AND coalesce(instr(metadata, ? || metadata_sha256), 0) = 0
                        AND coalesce(last_seen >= listed_since, TRUE)
                    FROM patch AS described
                        LEFT JOIN source_scan ON source_scan.source = described.source
                    WHERE described.source = publication.source AND described.id = publication.id
                        AND described.revision = publication.revision)
                """
                        .formatted(STANDING);
        String published = JoinedTexts.TAB + Digests.prefix(Digest.Algorithm.SHA_256);
        return read(session, outdated, published, published).stream()
                .map(Intent::publication)
                .toList();
    }

    public static List<Intent> intended(Session session) throws SQLException {
        return read(session, "state = ?", INTENDED.name());
    }

    public static List<Publication> leaving(Session session) throws SQLException {
        return read(session, "state = ?", LEAVING.name()).stream()
                .map(Intent::publication)
                .toList();
    }

    public static List<PublishedPatch> withoutFiles(Session session, EsxRelease release)
            throws SQLException {
        Map<Long, Place> places = places(session, release);
        List<PublishedPatch> patches = new ArrayList<>();
        PatchReader.read(
                session,
                Selection.numbered(places.keySet()).inOrder(),
                read -> {
                    Place place = of(read.number(), places);
                    patches.add(
                            new PublishedPatch(
                                    read.patch().patch(), place.at(), place.metadataSha256()));
                });
        patches.sort(Comparator.comparing(patch -> patch.patch().id()));
        return patches;
    }

    /** When and with which metadata patches were published, by their number in the catalogue. */
    private static Map<Long, Place> places(Session session, EsxRelease release)
            throws SQLException {
        return session
                .all(
                        """
                        SELECT %s AS number, published_at, metadata_sha256
                        FROM publication WHERE release = ? AND state = ?
                        """
                                .formatted(PATCH),
                        row -> Map.entry(row.number("number"), place(row)),
                        release.toString(),
                        STANDING.name())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Place place(Row row) throws SQLException {
        return new Place(row.instant("published_at"), row.textOrNull("metadata_sha256"));
    }

    private static List<Intent> read(Session session, String condition, Object... values)
            throws SQLException {
        List<Head> heads =
                session.all(
                        """
                        SELECT publication.number, %s AS patch, release, published_at,
                            metadata_sha256, coalesce(stage, '') AS stage
                        FROM publication
                        WHERE %s
                        ORDER BY publication.number
                        """
                                .formatted(PATCH, condition),
                        PublicationReader::head,
                        values);
        Map<Long, Patch> patches = patches(session, heads);
        List<Intent> whole = new ArrayList<>();
        for (int from = 0; from < heads.size(); from += MOST) {
            List<Head> part = heads.subList(from, Math.min(from + MOST, heads.size()));
            List<Long> numbers = part.stream().map(Head::number).toList();
            Parts parts =
                    new Parts(
                            VerifiedArtifactRows.of(session, numbers),
                            PublishedFileRows.of(session, numbers));
            for (Head head : part) {
                Patch patch = of(head.patch(), patches);
                whole.add(new Intent(parts.publication(head, patch), head.stage()));
            }
        }
        return whole;
    }

    private static Map<Long, Patch> patches(Session session, List<Head> heads) throws SQLException {
        Map<Long, Patch> patches = new HashMap<>();
        if (!heads.isEmpty()) {
            PatchReader.read(
                    session,
                    Selection.numbered(heads.stream().map(Head::patch).collect(Collectors.toSet())),
                    read -> patches.put(read.number(), read.patch().patch()));
        }
        return patches;
    }

    /** One query names a patch, and another one has read it: in a whole database they agree. */
    private static <T> T of(long patch, Map<Long, T> byPatch) throws SQLException {
        T value = byPatch.get(patch);
        if (value == null) {
            throw new SQLException("the patch of row %d is missing".formatted(patch));
        }
        return value;
    }

    private static Head head(Row row) throws SQLException {
        return new Head(
                row.number("number"),
                row.number("patch"),
                row.release("release"),
                row.instant("published_at"),
                row.textOrNull("metadata_sha256"),
                row.text("stage"));
    }
}
