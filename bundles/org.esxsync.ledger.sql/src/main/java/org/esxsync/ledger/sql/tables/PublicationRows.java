package org.esxsync.ledger.sql.tables;

import static org.esxsync.ledger.sql.tables.PublicationState.INTENDED;
import static org.esxsync.ledger.sql.tables.PublicationState.LEAVING;
import static org.esxsync.ledger.sql.tables.PublicationState.REMOVED;
import static org.esxsync.ledger.sql.tables.PublicationState.STANDING;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.sql.session.Row;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.UtcText;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the releases' directories, comes into them or has left them: the table {@code
 * publication}.
 */
public final class PublicationRows {

    private record Document(@Nullable String sha256) {}

    private record Published(EsxRelease release, PatchKey patch) {

        static Published read(Row row) throws SQLException {
            return new Published(row.release("release"), row.patchKey());
        }
    }

    /**
     * A publication to be inserted.
     *
     * @param key the patch's key
     * @param stage where an intended publication is staged, or null for one that stands
     */
    private record Entry(Publication publication, PatchKey key, @Nullable String stage) {

        static Entry of(Intent intent) {
            Publication publication = intent.publication();
            return new Entry(publication, publication.patch().key(), intent.stage());
        }

        Published published() {
            return new Published(publication.release(), key);
        }

        void addTo(RowTexts rows) {
            rows.add(
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
        if (insert(session, List.of(new Entry(publication, key, null))).isEmpty()) {
            IndexRows.markPending(session, publication.release());
        }
    }

    /** Each takes the place of an earlier publication of the patch in the release. */
    public static void recordIntents(Session session, List<Intent> intents) throws SQLException {
        List<Entry> former = insert(session, intents.stream().map(Entry::of).toList());
        for (Entry entry : former) {
            session.update(
                    "DELETE FROM publication WHERE release = ? AND id = ? AND revision = ?",
                    entry.publication().release().toString(),
                    entry.key().id(),
                    entry.key().revision());
            insert(session, List.of(entry));
        }
    }

    /**
     * @throws IllegalArgumentException if one of the patches was not about to be put there
     */
    public static void completeIntents(Session session, Map<EsxRelease, Set<PatchKey>> patches)
            throws SQLException {
        RowTexts rows = new RowTexts();
        patches.forEach(
                (release, keys) ->
                        keys.forEach(
                                key -> rows.add(release.toString(), key.id(), key.revision())));
        Set<Published> completed =
                Set.copyOf(
                        session.all(
                                """
                                UPDATE publication SET state = ?, stage = NULL
                                FROM json_each(?) AS entry
                                WHERE release = entry.value ->> 0
                                    AND publication.id = entry.value ->> 1
                                    AND revision = entry.value ->> 2
                                    AND state = ?
                                RETURNING release, publication.id AS id, revision
                                """,
                                Published::read,
                                STANDING.name(),
                                rows.toString(),
                                INTENDED.name()));
        for (Map.Entry<EsxRelease, Set<PatchKey>> each : patches.entrySet()) {
            for (PatchKey key : each.getValue()) {
                if (!completed.contains(new Published(each.getKey(), key))) {
                    throw new IllegalArgumentException(
                            "%s is not about to be put into %s".formatted(key, each.getKey()));
                }
            }
            IndexRows.markPending(session, each.getKey());
        }
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
                        Published::read,
                        state.name())) {
            keys.computeIfAbsent(published.release(), release -> new LinkedHashSet<>())
                    .add(published.patch());
        }
        return keys;
    }

    /**
     * Inserts publications; a patch that is not known enters the catalogue.
     *
     * @return those of which the patch has a publication in the release already
     */
    private static List<Entry> insert(Session session, List<Entry> entries) throws SQLException {
        List<Entry> left = insertKnown(session, entries);
        List<Entry> entered = new ArrayList<>();
        for (Entry entry : left) {
            Publication publication = entry.publication();
            if (PatchRows.enterUnlessKnown(
                    session, publication.patch(), entry.key(), publication.at())) {
                entered.add(entry);
            }
        }
        if (entered.isEmpty()) {
            return left;
        }
        List<Entry> former = new ArrayList<>(left);
        former.removeAll(entered);
        former.addAll(insertKnown(session, entered));
        return former;
    }

    /** Returns those that were not inserted, as there is one already or the patch is not known. */
    private static List<Entry> insertKnown(Session session, List<Entry> entries)
            throws SQLException {
        RowTexts rows = new RowTexts();
        entries.forEach(entry -> entry.addTo(rows));
        Map<Published, Long> numbers = new HashMap<>();
        session.all(
                        """
                        INSERT INTO publication (release, id, revision, source, published_at,
                            metadata_sha256, stage, state)
                        SELECT entry.value ->> 0, entry.value ->> 6, entry.value ->> 7,
                            entry.value ->> 5, entry.value ->> 1, entry.value ->> 2,
                            entry.value ->> 3, entry.value ->> 4
                        FROM json_each(?) AS entry
                        WHERE (
                            SELECT patch.number FROM patch
                            WHERE patch.source = entry.value ->> 5
                                AND patch.id = entry.value ->> 6
                                AND patch.revision = entry.value ->> 7) IS NOT NULL
                        ORDER BY entry.key
                        ON CONFLICT (%s) DO NOTHING
                        RETURNING number, release, id, revision
                        """
                                .formatted(session.dialect().key("release, id, revision")),
                        row -> Map.entry(Published.read(row), row.number("number")),
                        rows.toString())
                .forEach(inserted -> numbers.put(inserted.getKey(), inserted.getValue()));
        Map<Long, Publication> inserted = new LinkedHashMap<>();
        List<Entry> left = new ArrayList<>();
        for (Entry entry : entries) {
            Long number = numbers.remove(entry.published());
            if (number == null) {
                left.add(entry);
            } else {
                inserted.put(number, entry.publication());
            }
        }
        if (!inserted.isEmpty()) {
            PublishedFileRows.insert(session, inserted);
            VerifiedArtifactRows.insert(session, inserted);
        }
        return left;
    }
}
