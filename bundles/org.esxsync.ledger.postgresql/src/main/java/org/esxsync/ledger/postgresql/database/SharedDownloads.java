package org.esxsync.ledger.postgresql.database;

import static java.util.stream.Collectors.toMap;

import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.esxsync.api.OneLine;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.ledger.ClaimedDownload;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.EndedDownload;
import org.esxsync.api.ledger.OfferedDownload;
import org.esxsync.ledger.sql.session.Row;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.Transactions;
import org.esxsync.ledger.sql.tables.ArtifactTexts;
import org.esxsync.ledger.sql.tables.StagedArtifactTexts;
import org.jspecify.annotations.Nullable;

/**
 * The downloads that the nodes of a mirror share: the table {@code mirror_download}, on a
 * connection of its own. Who freezes in the middle of a claim loses it after two seconds. Nothing
 * here need survive a crash of the server, with which the sync ends, too.
 */
public final class SharedDownloads implements DownloadList {

    private static final int ANSWER_SECONDS = 3;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 2_000;

    private static final String OFFER =
            """
            INSERT INTO mirror_download
                (mirror, epoch, number, host, artifact, unpack, writer_only)
            SELECT ?, ?, CAST(value ->> 0 AS integer), value ->> 1, value ->> 2,
                CAST(value ->> 3 AS boolean), CAST(value ->> 4 AS boolean)
            FROM json_each(?) ON CONFLICT DO NOTHING
            """;

    private static final String IS_OFFERED =
            """
            SELECT 1 FROM mirror_download
            WHERE mirror = ? AND epoch = (%s) AND state IN ('open', 'claimed') AND NOT writer_only
            LIMIT 1
            """
                    .formatted(DownloadClaims.EPOCH);

    private static final String FORGET =
            """
            DELETE FROM mirror_download
            WHERE mirror = ? AND epoch = ? AND state IN ('fetched', 'failed')
                AND number IN (SELECT CAST(value AS integer) FROM json_each(?))
            """;

    private static final String ENDED =
            """
            SELECT number, attempt, node, state, result, failure FROM mirror_download
            WHERE mirror = ? AND epoch = ? AND state IN ('fetched', 'failed')
            """;

    private final Pool pool;
    private final Path name;
    private final int mirror;
    private final DownloadClaims claims;
    private @Nullable Session open;
    private boolean closed;

    /**
     * @param name the file that names the ledger, for messages
     * @param mirror the number of the mirror
     * @param id the mirror's id
     */
    public SharedDownloads(Pool pool, Path name, int mirror, UUID id) {
        this.pool = pool;
        this.name = name;
        this.mirror = mirror;
        this.claims = new DownloadClaims(mirror, id);
    }

    @Override
    public void offer(long epoch, List<OfferedDownload> downloads) {
        inTransaction(session -> offer(session, epoch, downloads));
    }

    private boolean offer(Session session, long epoch, List<OfferedDownload> downloads)
            throws SQLException {
        session.update(
                "DELETE FROM mirror_node WHERE mirror = ? AND beat_at < " + DownloadClaims.LIMIT,
                mirror);
        RowTexts rows = new RowTexts();
        downloads.forEach(each -> add(rows, each));
        session.update(OFFER, mirror, epoch, rows.toString());
        return true;
    }

    private static void add(RowTexts rows, OfferedDownload each) {
        rows.add(
                each.number(),
                host(each.artifact().location()),
                ArtifactTexts.text(each.artifact()),
                each.unpack(),
                each.isForWriter());
    }

    /** As a client counts connections: by host and port. */
    private static String host(URI location) {
        int standard = "https".equalsIgnoreCase(location.getScheme()) ? 443 : 80;
        int port = location.getPort() < 0 ? standard : location.getPort();
        return location.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** On a connection that others use, too: who only looks opens none of its own. */
    @Override
    public boolean isOffered() {
        try (Session session = pool.take(true)) {
            boolean isOffered = session.first(IS_OFFERED, row -> true, mirror, mirror).isPresent();
            session.commit();
            return isOffered;
        } catch (SQLException e) {
            throw DatabaseFailures.of(name, pool.address(), e);
        }
    }

    @Override
    public List<ClaimedDownload> claim(Claimant claimant, int most) {
        return inTransaction(session -> claims.claim(session, claimant, most));
    }

    @Override
    public Set<ClaimedDownload> renew(Claimant claimant, Map<ClaimedDownload, Long> done) {
        return inTransaction(session -> claims.renew(session, claimant, done));
    }

    @Override
    public Set<ClaimedDownload> report(Map<ClaimedDownload, StagedArtifact> staged) {
        return inTransaction(session -> claims.report(session, staged));
    }

    @Override
    public boolean reportFailure(ClaimedDownload claim, boolean isWriter, String reason) {
        return inTransaction(session -> claims.reportFailure(session, claim, isWriter, reason));
    }

    @Override
    public List<EndedDownload> ended(long epoch, Set<Integer> known) {
        return inTransaction(
                session -> {
                    if (!known.isEmpty()) {
                        session.update(FORGET, mirror, epoch, known.toString());
                    }
                    return session.all(ENDED, SharedDownloads::endedOf, mirror, epoch);
                });
    }

    private static EndedDownload endedOf(Row row) throws SQLException {
        int number = (int) row.number("number");
        int attempt = (int) row.number("attempt");
        String node = OneLine.of(String.valueOf(row.textOrNull("node")), LONGEST_NAME);
        String failure = OneLine.of(String.valueOf(row.textOrNull("failure")), LONGEST_REASON);
        Optional<StagedArtifact> staged = Optional.empty();
        if (row.text("state").equals("fetched")) {
            try {
                staged = Optional.of(StagedArtifactTexts.parse(row.text("result")));
            } catch (RuntimeException e) {
                failure = "its report cannot be read: " + e.getMessage();
            }
        }
        return new EndedDownload(number, attempt, node, staged, staged.isPresent() ? "" : failure);
    }

    @Override
    public Map<Integer, Long> transferred(long epoch) {
        record Progress(int number, long bytes) {}
        return inTransaction(
                        session ->
                                session.all(
                                        """
                                        SELECT number, transferred FROM mirror_download
                                        WHERE mirror = ? AND epoch = ? AND state = 'claimed'
                                        """,
                                        row ->
                                                new Progress(
                                                        (int) row.number("number"),
                                                        row.number("transferred")),
                                        mirror,
                                        epoch))
                .stream()
                .collect(toMap(Progress::number, Progress::bytes));
    }

    @Override
    public void withdraw(long epoch) {
        inTransaction(
                session ->
                        session.update(
                                "DELETE FROM mirror_download WHERE mirror = ? AND epoch <= ?",
                                mirror,
                                epoch));
    }

    @Override
    public synchronized void close() {
        closed = true;
        drop();
    }

    private synchronized <T> T inTransaction(Transactions.Work<T> work) {
        boolean isDone = false;
        try {
            Session session = session();
            T result = work.run(session);
            session.commit();
            isDone = true;
            return result;
        } catch (SQLException e) {
            throw DatabaseFailures.of(name, pool.address(), e);
        } finally {
            if (!isDone) {
                drop();
            }
        }
    }

    private Session session() throws SQLException {
        if (closed) {
            throw new SQLException("the list of downloads is closed");
        }
        Session session = open;
        if (session == null) {
            session = pool.connectBriefly(ANSWER_SECONDS);
            open = session;
        }
        return session;
    }

    private void drop() {
        Session former = open;
        open = null;
        if (former != null) {
            pool.end(former);
        }
    }
}
