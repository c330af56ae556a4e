package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.UtcText;
import org.esxsync.ledger.sql.tables.PatchReader.Numbered;
import org.esxsync.ledger.sql.tables.PatchReader.Selection;
import org.jspecify.annotations.Nullable;

/** The catalogue: the table {@code patch}. */
public final class PatchRows {

    private PatchRows() {}

    /** A publication needs the patch that it publishes. Returns whether it had to be entered. */
    static boolean enterUnlessKnown(Session session, Patch patch, PatchKey key, Instant at)
            throws SQLException {
        boolean isNew = find(session, patch.source(), key).isEmpty();
        if (isNew) {
            insert(session, Map.of(key, patch), new VibRows(session), at);
        }
        return isNew;
    }

    public static List<CataloguedPatch> withId(Session session, String id) throws SQLException {
        return PatchReader.list(
                        session,
                        new Selection(session.dialect().sameInAnyCase("patch.id"), id).inOrder())
                .stream()
                .map(Numbered::patch)
                .toList();
    }

    /** From an index alone; its condition must be that of the index. */
    public static boolean hasRecalls(Session session) throws SQLException {
        return session.first(
                        """
                        SELECT 1 FROM patch WHERE kind = 'NOTICE' OR category = 'recall' LIMIT 1
                        """,
                        row -> true)
                .isPresent();
    }

    /** From an index alone; its condition must be that of the index. */
    public static Map<String, Integer> listedCounts(Session session) throws SQLException {
        record Count(String source, int patches) {}
        return session
                .all(
                        """
                        SELECT source, count(*) AS patches FROM patch
                        WHERE kind <> 'NOTICE' AND last_seen >= coalesce((
                            SELECT listed_since FROM source_scan
                            WHERE source_scan.source = patch.source), '')
                        GROUP BY source
                        """,
                        row -> new Count(row.text("source"), (int) row.number("patches")))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Count::source, Count::patches));
    }

    /**
     * The numbers of patches of a source, in their order.
     *
     * @throws IllegalArgumentException if the source never listed one of them
     */
    static List<Long> numbers(Session session, String source, List<PatchKey> keys)
            throws SQLException {
        RowTexts rows = new RowTexts();
        keys.forEach(key -> rows.add(key.id(), key.revision()));
        List<Optional<Long>> found =
                session.all(
                        """
                        SELECT (
                                SELECT patch.number FROM patch
                                WHERE patch.source = ? AND patch.id = entry.value ->> 0
                                    AND patch.revision = entry.value ->> 1
                            ) AS number
                        FROM json_each(?) AS entry ORDER BY entry.key
                        """,
                        row -> Optional.ofNullable(row.numberOrNull("number")),
                        source,
                        rows.toString());
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            PatchKey key = keys.get(i);
            numbers.add(
                    found.get(i)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    source + " never listed " + key)));
        }
        return numbers;
    }

    private static Optional<Long> find(Session session, String source, PatchKey key)
            throws SQLException {
        return session.first(
                "SELECT number FROM patch WHERE source = ? AND id = ? AND revision = ?",
                row -> row.number("number"),
                source,
                key.id(),
                key.revision());
    }

    /** Describes patches anew, by their numbers. */
    static void update(Session session, Map<Long, Patch> patches, VibRows vibs)
            throws SQLException {
        RowTexts rows = new RowTexts();
        for (Map.Entry<Long, Patch> each : patches.entrySet()) {
            List<@Nullable Object> values = described(each.getValue(), vibs);
            values.add(each.getKey());
            rows.add(values.toArray());
        }
        session.update(
                """
                UPDATE patch SET format = entry.value ->> 0, title = entry.value ->> 1,
                    release_date = entry.value ->> 2, category = entry.value ->> 3,
                    severity = entry.value ->> 4, reboot = entry.value ->> 5,
                    details = entry.value ->> 6, platforms = entry.value ->> 7,
                    supersedes = entry.value ->> 8, metadata = entry.value ->> 9,
                    artifacts = entry.value ->> 10, kind = entry.value ->> 11,
                    release_time = entry.value ->> 12, vibs = entry.value ->> 13,
                    profile = entry.value ->> 14, notice = entry.value ->> 15
                FROM json_each(?) AS entry
                WHERE number = CAST(entry.value ->> 16 AS BIGINT)
                """,
                rows.toString());
    }

    /** Enters patches in their order. */
    static void insert(Session session, Map<PatchKey, Patch> patches, VibRows vibs, Instant at)
            throws SQLException {
        RowTexts rows = new RowTexts();
        for (Map.Entry<PatchKey, Patch> each : patches.entrySet()) {
            add(rows, each.getKey(), each.getValue(), vibs, UtcText.of(at));
        }
        session.update(
                """
                INSERT INTO patch (source, id, revision, format, title, release_date, category,
                    severity, reboot, details, platforms, supersedes, metadata, artifacts,
                    kind, release_time, vibs, profile, notice, first_seen, last_seen)
                SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
                    value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10,
                    value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15,
                    value ->> 16, value ->> 17, value ->> 18, value ->> 19, value ->> 19
                FROM json_each(?) ORDER BY key
                """,
                rows.toString());
    }

    private static void add(RowTexts rows, PatchKey key, Patch patch, VibRows vibs, String at)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(patch.source());
        values.add(patch.id());
        values.add(key.revision());
        values.addAll(described(patch, vibs));
        values.add(at);
        rows.add(values.toArray());
    }

    /** What a source may say otherwise the next time, in the order of both statements. */
    private static List<@Nullable Object> described(Patch patch, VibRows vibs) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        Collections.addAll(
                values,
                patch.format(),
                patch.title(),
                textOrNull(patch.releaseDate()),
                patch.classification().category(),
                patch.classification().severity(),
                patch.reboot().name(),
                textOrNull(patch.details()),
                PatchTexts.ofPlatforms(patch),
                PatchTexts.ofSupersedes(patch),
                PatchTexts.ofMetadata(patch),
                PatchTexts.ofArtifacts(patch),
                patch.kind().name(),
                textOrNull(patch.releaseTime()),
                vibs.enter(patch.vibs()),
                PatchTexts.ofProfile(patch),
                PatchTexts.ofNotice(patch));
        return values;
    }

    private static @Nullable String textOrNull(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
