package org.esxsync.ledger.postgresql;

import java.util.Optional;
import org.esxsync.api.ledger.Epoch;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.api.ledger.ScheduledRun;
import org.esxsync.ledger.postgresql.database.Database;
import org.esxsync.ledger.sql.SqlLedger;
import org.esxsync.ledger.sql.session.UtcText;

/** A ledger to which several machines may write, one after the other. */
final class PostgresqlLedger extends SqlLedger {

    private final Database database;

    PostgresqlLedger(Database database) {
        super(database);
        this.database = database;
    }

    @Override
    public Epoch epoch() {
        return database.epoch();
    }

    @Override
    public void requireWriter() {
        database.requireWriter();
    }

    @Override
    public Optional<LedgerWriter> writer() {
        return database.lastWriter();
    }

    @Override
    public Optional<ScheduledRun> scheduledRun() {
        return database.read(
                session ->
                        session.first(
                                """
                                SELECT scheduled_for, scheduled_ended FROM mirror
                                WHERE number = current_mirror() AND scheduled_for IS NOT NULL
                                """,
                                row ->
                                        new ScheduledRun(
                                                row.instant("scheduled_for"),
                                                row.flag("scheduled_ended"))));
    }

    @Override
    public void recordScheduledRun(ScheduledRun run) {
        database.change(
                session ->
                        session.update(
                                """
                                UPDATE mirror SET scheduled_for = ?, scheduled_ended = ?
                                WHERE number = current_mirror()
                                """,
                                UtcText.of(run.time()),
                                run.isEnded()));
    }
}
