package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.ledger.Ledger.Sighting;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.UtcText;
import org.esxsync.ledger.sql.tables.PatchReader.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Records what sources list, with a few statements for many patches: the way to a database on
 * another machine, and the plan of each statement, take longer than what a statement does for one
 * patch.
 */
public final class Sightings {

    /** How many patches at once; they are texts in memory meanwhile. */
    private static final int MOST = 200;

    private final Session session;
    private final Instant at;
    private final VibRows vibs;

    private Sightings(Session session, Instant at) {
        this.session = session;
        this.at = at;
        this.vibs = new VibRows(session);
    }

    /** As {@code Ledger.recordSightings}. */
    public static List<Sighting> record(Session session, List<Patch> patches, Instant at)
            throws SQLException {
        return new Sightings(session, at).record(patches);
    }

    private List<Sighting> record(List<Patch> patches) throws SQLException {
        List<Sighting> sightings = new ArrayList<>();
        for (List<Patch> part : parts(patches)) {
            sightings.addAll(recordPart(part));
        }
        return sightings;
    }

    /** A patch that has the id of one before is recorded after it, so not in the same part. */
    private static List<List<Patch>> parts(List<Patch> patches) {
        List<List<Patch>> parts = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int start = 0;
        for (int i = 0; i < patches.size(); i++) {
            String id = patches.get(i).id();
            if (i - start == MOST || ids.contains(id)) {
                parts.add(patches.subList(start, i));
                ids.clear();
                start = i;
            }
            ids.add(id);
        }
        parts.add(patches.subList(start, patches.size()));
        return parts;
    }

    private List<Sighting> recordPart(List<Patch> patches) throws SQLException {
        List<Map<String, Long>> known = numbersByRevision(patches);
        List<Sighting> sightings = new ArrayList<>();
        Map<Long, Patch> toRenew = new HashMap<>();
        Map<PatchKey, Patch> toEnter = new LinkedHashMap<>();
        for (int i = 0; i < patches.size(); i++) {
            Patch patch = patches.get(i);
            PatchKey key = patch.key();
            Long number = known.get(i).get(key.revision());
            if (number != null) {
                toRenew.put(number, patch);
                sightings.add(Sighting.KNOWN);
            } else {
                toEnter.put(key, patch);
                sightings.add(known.get(i).isEmpty() ? Sighting.NEW : Sighting.CHANGED);
            }
        }
        renew(toRenew);
        enter(toEnter);
        return sightings;
    }

    /**
     * What is known of each patch by its source and id. Each goes by the key: PostgreSQL would read
     * all patches for a join, as long as it has no statistics of them.
     */
    private List<Map<String, Long>> numbersByRevision(List<Patch> patches) throws SQLException {
        RowTexts names = new RowTexts();
        patches.forEach(patch -> names.add(patch.source(), patch.id()));
        return session.all(
                """
                SELECT (
                        SELECT string_agg(CAST(patch.number AS TEXT) || ' ' || patch.revision, '\n')
                        FROM patch
                        WHERE patch.source = entry.value ->> 0 AND patch.id = entry.value ->> 1
                    ) AS known
                FROM json_each(?) AS entry ORDER BY entry.key
                """,
                row -> numbersByRevision(row.textOrNull("known")),
                names.toString());
    }

    private static Map<String, Long> numbersByRevision(@Nullable String known) {
        Map<String, Long> numbers = new HashMap<>();
        for (String each : known == null ? new String[0] : known.split("\n")) {
            int end = each.indexOf(' ');
            numbers.put(each.substring(end + 1), Long.valueOf(each.substring(0, end)));
        }
        return numbers;
    }

    private void renew(Map<Long, Patch> patches) throws SQLException {
        if (patches.isEmpty()) {
            return;
        }
        describe(describedOtherwise(patches));
        session.update(
                """
                UPDATE patch SET last_seen = ?
                WHERE number IN (SELECT CAST(value AS BIGINT) FROM json_each(?))
                """,
                UtcText.of(at),
                patches.keySet().toString());
    }

    private void describe(Map<Long, Patch> patches) throws SQLException {
        if (!patches.isEmpty()) {
            enterVibs(patches.values());
            PatchRows.update(session, patches, vibs);
        }
    }

    private Map<Long, Patch> describedOtherwise(Map<Long, Patch> patches) throws SQLException {
        Map<Long, Patch> others = new HashMap<>();
        PatchReader.read(
                session,
                Selection.numbered(patches.keySet()),
                read -> {
                    Patch patch = patches.get(read.number());
                    if (patch != null && !patch.equals(read.patch().patch())) {
                        others.put(read.number(), patch);
                    }
                });
        return others;
    }

    private void enter(Map<PatchKey, Patch> patches) throws SQLException {
        if (patches.isEmpty()) {
            return;
        }
        enterVibs(patches.values());
        PatchRows.insert(session, patches, vibs, at);
    }

    private void enterVibs(Collection<Patch> patches) throws SQLException {
        vibs.enterAll(patches.stream().flatMap(patch -> patch.vibs().stream()).toList());
    }
}
