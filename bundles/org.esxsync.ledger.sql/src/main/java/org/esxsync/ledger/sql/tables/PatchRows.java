package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
                        new Selection(
                                session.dialect().sameInAnyCase("patch.id") + Selection.ORDER, id))
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
        Map<Integer, Long> found = new HashMap<>();
        session.all(
                        """
                        SELECT entry.key AS position, patch.number
                        FROM json_each(?) AS entry CROSS JOIN patch
                        WHERE patch.source = ? AND patch.id = entry.value ->> 0
                            AND patch.revision = entry.value ->> 1
                        """,
                        row -> Map.entry((int) row.number("position"), row.number("number")),
                        rows.toString(),
                        source)
                .forEach(each -> found.put(each.getKey(), each.getValue()));
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Long number = found.get(i);
            if (number == null) {
                throw new IllegalArgumentException(source + " never listed " + keys.get(i));
            }
            numbers.add(number);
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

    static void update(Session session, long number, Patch patch, VibRows vibs)
            throws SQLException {
        List<@Nullable Object> values = described(patch, vibs);
        values.add(number);
        session.update(
                """
                UPDATE patch SET format = ?, title = ?, release_date = ?, category = ?,
                    severity = ?, reboot = ?, details = ?, platforms = ?, supersedes = ?,
                    metadata = ?, artifacts = ?, kind = ?, release_time = ?, vibs = ?, profile = ?,
                    notice = ?
                WHERE number = ?
                """,
                values.toArray());
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
