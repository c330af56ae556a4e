package org.esxsync.ledger.postgresql.database;

import static java.util.stream.Collectors.toSet;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.ledger.ClaimedDownload;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.DownloadList.Claimant;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.api.ledger.OfferedDownload;
import org.esxsync.ledger.sql.session.Row;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.tables.ArtifactTexts;
import org.esxsync.ledger.sql.tables.StagedArtifactTexts;

/**
 * What nodes do with the shared downloads of a mirror, each within a transaction of the caller. All
 * claims of a mirror wait for each other, so that the number of those of a host is exact.
 */
final class DownloadClaims {

    /** Apart from the lock of a mirror's writer, which has one key, and not two. */
    private static final int LOCK = 0x45535844;

    private static final int LONGEST_REASON = 2_000;

    /** Who gave no sign of life since then has lost its claims. */
    static final String LIMIT =
            "clock_timestamp() - interval '%d s'"
                    .formatted(LedgerWriter.LONGEST_SILENCE.toSeconds());

    /** The epoch of the writer, if it lives. */
    static final String EPOCH =
            "SELECT epoch FROM mirror_writer WHERE mirror = ? AND NOT released AND beat_at > "
                    + LIMIT;

    private static final String BEAT_OF_NODE =
            """
            INSERT INTO mirror_node AS known (mirror, node, beat_at)
            VALUES (?, ?, clock_timestamp())
            ON CONFLICT (mirror, node) DO UPDATE SET beat_at = excluded.beat_at
            WHERE known.beat_at < clock_timestamp() - interval '1 s'
            """;

    private static final String NODES =
            "SELECT count(*) AS nodes FROM mirror_node WHERE mirror = ? AND beat_at > " + LIMIT;

    private static final String GIVE_BACK =
            """
            UPDATE mirror_download
            SET state = 'open', writer_only = writer_only OR attempt >= %d, transferred = 0
            WHERE mirror = ? AND epoch = ? AND state = 'claimed' AND beat_at < %s
            """
                    .formatted(DownloadList.MOST_ATTEMPTS, LIMIT);

    /** What waits for the writer counts for other nodes, so that it has its turn. */
    private static final String TAKEN =
            """
            SELECT host, count(*) AS taken,
                count(*) FILTER (WHERE state = 'claimed' AND node = ?) AS own
            FROM mirror_download
            WHERE mirror = ? AND epoch = ?
                AND (state = 'claimed' OR state = 'open' AND writer_only AND NOT ?)
            GROUP BY host
            """;

    private static final String OPEN =
            """
            SELECT number, host FROM mirror_download
            WHERE mirror = ? AND epoch = ? AND state = 'open' AND (NOT writer_only OR ?)
            ORDER BY number
            """;

    private static final String CLAIM =
            """
            UPDATE mirror_download
            SET state = 'claimed', node = ?, attempt = attempt + 1, beat_at = clock_timestamp(),
                transferred = 0
            WHERE mirror = ? AND epoch = ? AND number IN (
                SELECT number FROM mirror_download
                WHERE mirror = ? AND epoch = ? AND state = 'open'
                    AND number IN (SELECT CAST(value AS integer) FROM json_each(?))
                FOR UPDATE SKIP LOCKED)
            RETURNING number, attempt, artifact, unpack, writer_only
            """;

    /** A row in which there is what cannot be: the writer still knows what it meant. */
    private static final String LEAVE_TO_WRITER =
            """
            UPDATE mirror_download
            SET state = 'failed', failure = 'what this row says cannot be a download'
            WHERE mirror = ? AND epoch = ? AND number = ?
            """;

    private static final String RENEW =
            """
            UPDATE mirror_download
            SET beat_at = clock_timestamp(), transferred = CAST(value ->> 3 AS bigint)
            FROM json_each(?)
            WHERE mirror = ? AND epoch = CAST(value ->> 0 AS bigint)
                AND number = CAST(value ->> 1 AS integer)
                AND attempt = CAST(value ->> 2 AS integer) AND state = 'claimed'
            RETURNING epoch, number, attempt
            """;

    /** The same report twice is none that was refused: the first answer may have been lost. */
    private static final String REPORT =
            """
            UPDATE mirror_download SET state = 'fetched', result = value ->> 3
            FROM json_each(?)
            WHERE mirror = ? AND epoch = CAST(value ->> 0 AS bigint)
                AND number = CAST(value ->> 1 AS integer)
                AND attempt = CAST(value ->> 2 AS integer) AND state IN ('claimed', 'fetched')
            RETURNING epoch, number, attempt
            """;

    private static final String REPORT_FAILURE =
            """
            UPDATE mirror_download
            SET state = CASE WHEN ? THEN 'failed' ELSE 'open' END, writer_only = TRUE, failure = ?
            WHERE mirror = ? AND epoch = ? AND number = ? AND attempt = ? AND state = 'claimed'
            """;

    private final int mirror;
    private final int lock;

    /**
     * @param mirror the number of the mirror
     * @param id the mirror's id
     */
    DownloadClaims(int mirror, UUID id) {
        this.mirror = mirror;
        this.lock = id.hashCode();
    }

    /** See {@link DownloadList#claim}. */
    List<ClaimedDownload> claim(Session session, Claimant claimant, int most) throws SQLException {
        session.first("SELECT pg_advisory_xact_lock(?, ?)", row -> true, LOCK, lock);
        Optional<Long> epoch = session.first(EPOCH, row -> row.number("epoch"), mirror);
        if (epoch.isEmpty() || claimant.isWriter() && claimant.epoch() != epoch.get()) {
            return List.of();
        }
        session.update(BEAT_OF_NODE, mirror, claimant.name());
        session.update(GIVE_BACK, mirror, epoch.get());
        List<Integer> free = free(session, claimant, epoch.get(), most);
        return free.isEmpty() ? List.of() : claim(session, claimant, epoch.get(), free);
    }

    /** What a node may claim now. */
    private List<Integer> free(Session session, Claimant claimant, long epoch, int most)
            throws SQLException {
        record Open(int number, String host) {}
        int share = share(session, claimant);
        Map<String, Places> places = places(session, claimant, epoch);
        List<Integer> free = new ArrayList<>();
        for (Open each :
                session.all(
                        OPEN,
                        row -> new Open((int) row.number("number"), row.text("host")),
                        mirror,
                        epoch,
                        claimant.isWriter())) {
            Places ofHost = places.getOrDefault(each.host(), new Places(0, 0));
            if (free.size() < most && ofHost.taken() < claimant.perHost() && ofHost.own() < share) {
                free.add(each.number());
                places.put(each.host(), new Places(ofHost.taken() + 1, ofHost.own() + 1));
            }
        }
        return free;
    }

    /** How many downloads of a host are under way, and how many of them one node has. */
    private record Places(int taken, int own) {}

    private Map<String, Places> places(Session session, Claimant claimant, long epoch)
            throws SQLException {
        Map<String, Places> places = new HashMap<>();
        session.all(
                        TAKEN,
                        row ->
                                Map.entry(
                                        row.text("host"),
                                        new Places(
                                                (int) row.number("taken"),
                                                (int) row.number("own"))),
                        claimant.name(),
                        mirror,
                        epoch,
                        claimant.isWriter())
                .forEach(each -> places.put(each.getKey(), each.getValue()));
        return places;
    }

    /** Without it, a node that has begun would claim again and again before the others look. */
    private int share(Session session, Claimant claimant) throws SQLException {
        int nodes = session.first(NODES, row -> (int) row.number("nodes"), mirror).orElse(0);
        return (claimant.perHost() + nodes - 1) / Math.max(1, nodes);
    }

    private List<ClaimedDownload> claim(
            Session session, Claimant claimant, long epoch, List<Integer> numbers)
            throws SQLException {
        record Claimed(int number, Optional<ClaimedDownload> claim) {}
        List<ClaimedDownload> claims = new ArrayList<>();
        for (Claimed each :
                session.all(
                        CLAIM,
                        row -> new Claimed((int) row.number("number"), claimed(row, epoch)),
                        claimant.name(),
                        mirror,
                        epoch,
                        mirror,
                        epoch,
                        numbers.toString())) {
            if (each.claim().isPresent()) {
                claims.add(each.claim().get());
            } else {
                session.update(LEAVE_TO_WRITER, mirror, epoch, each.number());
            }
        }
        claims.sort(Comparator.comparing(each -> each.offer().number()));
        return claims;
    }

    /** Nothing if there is in the row what the writer cannot have written. */
    private static Optional<ClaimedDownload> claimed(Row row, long epoch) throws SQLException {
        int number = (int) row.number("number");
        int attempt = (int) row.number("attempt");
        String artifact = row.text("artifact");
        boolean unpack = row.flag("unpack");
        boolean isForWriter = row.flag("writer_only");
        try {
            return Optional.of(
                    new ClaimedDownload(
                            epoch,
                            attempt,
                            new OfferedDownload(
                                    number, ArtifactTexts.parse(artifact), unpack, isForWriter)));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** See {@link DownloadList#renew}. */
    Set<ClaimedDownload> renew(Session session, Claimant claimant, Map<ClaimedDownload, Long> done)
            throws SQLException {
        session.update(BEAT_OF_NODE, mirror, claimant.name());
        return change(session, RENEW, done);
    }

    /** See {@link DownloadList#report}. */
    Set<ClaimedDownload> report(Session session, Map<ClaimedDownload, StagedArtifact> staged)
            throws SQLException {
        Map<ClaimedDownload, String> results = new HashMap<>();
        staged.forEach((claim, each) -> results.put(claim, StagedArtifactTexts.text(each)));
        return change(session, REPORT, results);
    }

    /** Changes the rows of claims, and returns those that still were what they were. */
    private Set<ClaimedDownload> change(Session session, String sql, Map<ClaimedDownload, ?> values)
            throws SQLException {
        record Kept(long epoch, int number, int attempt) {}
        RowTexts rows = new RowTexts();
        Map<Kept, ClaimedDownload> claims = new HashMap<>();
        // Two transactions that take rows in the same order do not block each other.
        values.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().offer().number()))
                .forEach(
                        each -> {
                            ClaimedDownload claim = each.getKey();
                            int number = claim.offer().number();
                            rows.add(claim.epoch(), number, claim.attempt(), each.getValue());
                            claims.put(new Kept(claim.epoch(), number, claim.attempt()), claim);
                        });
        return session
                .all(
                        sql,
                        row ->
                                new Kept(
                                        row.number("epoch"),
                                        (int) row.number("number"),
                                        (int) row.number("attempt")),
                        rows.toString(),
                        mirror)
                .stream()
                .map(claims::get)
                .filter(Objects::nonNull)
                .collect(toSet());
    }

    /** See {@link DownloadList#reportFailure}. */
    boolean reportFailure(Session session, ClaimedDownload claim, boolean isWriter, String reason)
            throws SQLException {
        return session.update(
                        REPORT_FAILURE,
                        isWriter,
                        shortened(reason),
                        mirror,
                        claim.epoch(),
                        claim.offer().number(),
                        claim.attempt())
                == 1;
    }

    private static String shortened(String reason) {
        return reason.replace('\0', ' ').substring(0, Math.min(reason.length(), LONGEST_REASON));
    }
}
