package org.esxsync.ledger.tables;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.database.Row;
import org.esxsync.ledger.database.Session;
import org.esxsync.ledger.tables.PatchReader.Selection;
import org.jspecify.annotations.Nullable;

/** Publications read with all their parts, and those that are on their way. */
public final class WholePublications {

    private record Head(
            long number,
            long patch,
            EsxRelease release,
            Instant at,
            @Nullable String metadataSha256,
            String stage) {}

    private WholePublications() {}

    public static List<Publication> standing(Session session, EsxRelease release)
            throws SQLException {
        return read(session, "release = ? AND state = 'STANDING'", release.toString()).stream()
                .map(Intent::publication)
                .toList();
    }

    public static Optional<Publication> first(Session session, PatchKey patch) throws SQLException {
        String first =
                """
                publication.number = (SELECT min(number) FROM publication
                    WHERE id = ? AND revision = ? AND state = 'STANDING')
                """;
        return read(session, first, patch.id(), patch.revision()).stream()
                .map(Intent::publication)
                .findFirst();
    }

    /** Those of which no published digest of the metadata document is that of the mirror's copy. */
    public static List<Publication> withOutdatedMetadata(Session session) throws SQLException {
        String outdated =
                """
                publication.number IN (
                    SELECT standing.number
                    FROM publication AS standing
                        JOIN patch AS described USING (source, id, revision)
                        LEFT JOIN source_scan ON source_scan.source = described.source
                    WHERE standing.state = 'STANDING' AND instr(metadata, ?1) > 0
                        AND coalesce(instr(metadata, ?1 || metadata_sha256), 0) = 0
                        AND coalesce(last_seen >= listed_since, TRUE))
                """;
        String published = JoinedTexts.TAB + Digests.prefix(Digest.Algorithm.SHA_256);
        return read(session, outdated, published).stream().map(Intent::publication).toList();
    }

    public static List<Intent> intended(Session session) throws SQLException {
        return read(session, "state = ?", "INTENDED");
    }

    public static List<Publication> leaving(Session session) throws SQLException {
        return read(session, "state = ?", "LEAVING").stream().map(Intent::publication).toList();
    }

    public static void drop(Session session, EsxRelease release, PatchKey patch)
            throws SQLException {
        session.update(
                """
                DELETE FROM publication
                WHERE release = ? AND id = ? AND revision = ? AND state = 'INTENDED'
                """,
                release.toString(),
                patch.id(),
                patch.revision());
    }

    public static void recordRemovalIntent(Session session, EsxRelease release, PatchKey patch)
            throws SQLException {
        if (move(session, release, patch, "STANDING", "LEAVING") == 0) {
            throw new IllegalArgumentException(
                    "%s is not published in %s".formatted(patch, release));
        }
        IndexRows.markPending(session, release);
    }

    public static void recordRemoval(Session session, EsxRelease release, PatchKey patch)
            throws SQLException {
        move(session, release, patch, "LEAVING", "REMOVED");
    }

    private static int move(
            Session session, EsxRelease release, PatchKey patch, String from, String to)
            throws SQLException {
        return session.update(
                """
                UPDATE publication SET state = ?
                WHERE release = ? AND id = ? AND revision = ? AND state = ?
                """,
                to,
                release.toString(),
                patch.id(),
                patch.revision(),
                from);
    }

    private static List<Intent> read(Session session, String condition, Object... values)
            throws SQLException {
        List<Head> heads =
                session.all(
                        """
                        SELECT publication.number, patch.number AS patch, release, published_at,
                            metadata_sha256, coalesce(stage, '') AS stage
                        FROM publication JOIN patch USING (source, id, revision)
                        WHERE %s
                        ORDER BY publication.number
                        """
                                .formatted(condition),
                        WholePublications::head,
                        values);
        Map<Long, Patch> patches = heads.isEmpty() ? Map.of() : patches(session, condition, values);
        List<Intent> whole = new ArrayList<>();
        for (Head head : heads) {
            whole.add(
                    new Intent(
                            publication(session, head, patches.get(head.patch())), head.stage()));
        }
        return whole;
    }

    private static Map<Long, Patch> patches(Session session, String condition, Object... values)
            throws SQLException {
        Map<Long, Patch> patches = new HashMap<>();
        PatchReader.read(
                session,
                new Selection(
                        """
                        patch.number IN (SELECT number_of.number
                            FROM publication
                                JOIN patch AS number_of USING (source, id, revision)
                            WHERE %s)
                        """
                                .formatted(condition),
                        values),
                read -> patches.put(read.number(), read.patch().patch()));
        return patches;
    }

    private static Publication publication(Session session, Head head, Patch patch)
            throws SQLException {
        return new Publication(
                head.release(),
                patch,
                head.at(),
                VerifiedArtifactRows.of(session, head.number()),
                session.all(
                        "SELECT %s FROM published_file WHERE publication = ? ORDER BY path"
                                .formatted(FileRows.COLUMNS),
                        FileRows::read,
                        head.number()),
                head.metadataSha256());
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
