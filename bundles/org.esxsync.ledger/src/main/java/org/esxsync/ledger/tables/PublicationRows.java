package org.esxsync.ledger.tables;

import static org.esxsync.ledger.tables.PublicationState.INTENDED;
import static org.esxsync.ledger.tables.PublicationState.LEAVING;
import static org.esxsync.ledger.tables.PublicationState.REMOVED;
import static org.esxsync.ledger.tables.PublicationState.STANDING;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.database.Session;
import org.esxsync.ledger.database.UtcText;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the releases' directories, comes into them or has left them: the table {@code
 * publication}.
 */
public final class PublicationRows {

    private record Document(@Nullable String sha256) {}

    private record Published(EsxRelease release, PatchKey patch) {}

    private PublicationRows() {}

    /** Changes nothing if the patch is published in the release already. */
    public static void record(Session session, Publication publication) throws SQLException {
        PatchKey key = publication.patch().key();
        session.update(
                """
                DELETE FROM publication
                WHERE release = ? AND id = ? AND revision = ? AND state <> ?
                """,
                publication.release().toString(),
                key.id(),
                key.revision(),
                STANDING.name());
        if (insert(session, publication, key, null)) {
            IndexRows.markPending(session, publication.release());
        }
    }

    /** Each takes the place of an earlier publication of the patch in the release. */
    public static void recordIntents(Session session, List<Intent> intents) throws SQLException {
        for (Intent intent : intents) {
            Publication publication = intent.publication();
            PatchKey key = publication.patch().key();
            if (!insert(session, publication, key, intent.stage())) {
                session.update(
                        "DELETE FROM publication WHERE release = ? AND id = ? AND revision = ?",
                        publication.release().toString(),
                        key.id(),
                        key.revision());
                insert(session, publication, key, intent.stage());
            }
        }
    }

    public static void completeIntent(Session session, EsxRelease release, PatchKey patch)
            throws SQLException {
        int completed =
                session.update(
                        """
                        UPDATE publication SET state = ?, stage = NULL
                        WHERE release = ? AND id = ? AND revision = ? AND state = ?
                        """,
                        STANDING.name(),
                        release.toString(),
                        patch.id(),
                        patch.revision(),
                        INTENDED.name());
        if (completed == 0) {
            throw new IllegalArgumentException(
                    "%s is not about to be put into %s".formatted(patch, release));
        }
        IndexRows.markPending(session, release);
    }

    /** Marks the index pending if the document is another than before. */
    public static void recordMetadata(
            Session session, EsxRelease release, PatchKey patch, String metadataSha256)
            throws SQLException {
        Document before =
                session.first(
                                """
                                SELECT metadata_sha256 FROM publication
                                WHERE release = ? AND id = ? AND revision = ? AND state = ?
                                """,
                                row -> new Document(row.textOrNull("metadata_sha256")),
                                release.toString(),
                                patch.id(),
                                patch.revision(),
                                STANDING.name())
                        .orElseThrow(() -> notPublished(release, patch));
        if (metadataSha256.equals(before.sha256())) {
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

    public static void dropIntent(Session session, EsxRelease release, PatchKey patch)
            throws SQLException {
        session.update(
                """
                DELETE FROM publication
                WHERE release = ? AND id = ? AND revision = ? AND state = ?
                """,
                release.toString(),
                patch.id(),
                patch.revision(),
                INTENDED.name());
    }

    public static void recordRemovalIntent(Session session, EsxRelease release, PatchKey patch)
            throws SQLException {
        if (move(session, release, patch, STANDING, LEAVING) == 0) {
            throw notPublished(release, patch);
        }
        IndexRows.markPending(session, release);
    }

    public static void recordRemoval(Session session, EsxRelease release, PatchKey patch)
            throws SQLException {
        move(session, release, patch, LEAVING, REMOVED);
    }

    private static int move(
            Session session,
            EsxRelease release,
            PatchKey patch,
            PublicationState from,
            PublicationState to)
            throws SQLException {
        return session.update(
                """
                UPDATE publication SET state = ?
                WHERE release = ? AND id = ? AND revision = ? AND state = ?
                """,
                to.name(),
                release.toString(),
                patch.id(),
                patch.revision(),
                from.name());
    }

    private static IllegalArgumentException notPublished(EsxRelease release, PatchKey patch) {
        return new IllegalArgumentException("%s is not published in %s".formatted(patch, release));
    }

    public static Set<String> namedMetadata(Session session) throws SQLException {
        return Set.copyOf(
                session.all(
                        """
                        SELECT DISTINCT metadata_sha256 FROM publication
                        WHERE state IN (?, ?) AND metadata_sha256 IS NOT NULL
                        """,
                        row -> row.text("metadata_sha256"),
                        INTENDED.name(),
                        STANDING.name()));
    }

    public static Map<EsxRelease, Set<PatchKey>> keys(Session session, PublicationState state)
            throws SQLException {
        Map<EsxRelease, Set<PatchKey>> keys = new TreeMap<>();
        for (Published published :
                session.all(
                        """
                        SELECT release, id, revision FROM publication
                        WHERE state = ? ORDER BY number
                        """,
                        row -> new Published(row.release("release"), row.patchKey()),
                        state.name())) {
            keys.computeIfAbsent(published.release(), release -> new LinkedHashSet<>())
                    .add(published.patch());
        }
        return keys;
    }

    /**
     * @param stage where an intended publication is staged, or null for one that stands
     * @return whether it is new
     */
    private static boolean insert(
            Session session, Publication publication, PatchKey key, @Nullable String stage)
            throws SQLException {
        Optional<Long> number = number(session, publication, key, stage);
        if (number.isEmpty()
                && PatchRows.enterUnlessKnown(
                        session, publication.patch(), key, publication.at())) {
            number = number(session, publication, key, stage);
        }
        if (number.isPresent()) {
            PublishedFileRows.insert(session, number.get(), publication.files());
            VerifiedArtifactRows.insert(session, number.get(), publication.artifacts());
        }
        return number.isPresent();
    }

    /**
     * The number of a new row; there is none if there is a publication of the patch already, or if
     * the patch is not known.
     */
    private static Optional<Long> number(
            Session session, Publication publication, PatchKey key, @Nullable String stage)
            throws SQLException {
        return session.first(
                """
                INSERT INTO publication
                    (release, id, revision, source, published_at, metadata_sha256, stage, state)
                SELECT ?, id, revision, source, ?, ?, ?, ? FROM patch
                WHERE source = ? AND id = ? AND revision = ?
                ON CONFLICT (release, id, revision) DO NOTHING
                RETURNING number
                """,
                row -> row.number("number"),
                publication.release().toString(),
                UtcText.of(publication.at()),
                publication.metadataSha256(),
                stage,
                (stage == null ? STANDING : INTENDED).name(),
                publication.patch().source(),
                key.id(),
                key.revision());
    }
}
