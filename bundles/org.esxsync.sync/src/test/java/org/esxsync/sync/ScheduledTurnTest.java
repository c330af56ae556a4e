package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.ScheduledRun;
import org.esxsync.api.sync.AlreadySyncedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduledTurnTest {

    private static final Instant NOON = Instant.parse("2025-01-01T12:00:00Z");

    private final RunLedger ledger = new RunLedger();

    /** A ledger that several nodes share. */
    private static final class RunLedger extends MemoryLedger {

        private final List<ScheduledRun> runs = new ArrayList<>();

        @Override
        public Optional<ScheduledRun> scheduledRun() {
            return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
        }

        @Override
        public void recordScheduledRun(ScheduledRun run) {
            runs.add(run);
        }
    }

    private String run(@Nullable Instant time) {
        return new ScheduledTurn(ledger, time).run(() -> "done");
    }

    @Test
    void oneNodeMakesIt() {
        assertEquals("done", run(NOON));

        assertThrows(AlreadySyncedException.class, () -> run(NOON));
        assertThrows(AlreadySyncedException.class, () -> run(NOON.minusSeconds(60)));
        assertEquals("done", run(NOON.plusSeconds(60)));
    }

    @Test
    void whatSomebodyAsksForIsNoneOfIt() {
        assertEquals("done", run(null));
        assertEquals(List.of(), ledger.runs);
    }

    @Test
    void oneThatBrokeOffIsBegunAgain() {
        ledger.recordScheduledRun(new ScheduledRun(NOON, false));

        assertEquals("done", run(NOON));
    }

    @Test
    void oneThatFailsHasEndedButNotOneThatLostItsLedger() {
        fail(new EsxSyncException("the disk is full; free some space"));
        assertEquals(new ScheduledRun(NOON, true), ledger.scheduledRun().orElseThrow());

        ledger.runs.clear();
        fail(new LedgerException(Path.of("ledger.name"), "another node took over", null));
        assertEquals(new ScheduledRun(NOON, false), ledger.scheduledRun().orElseThrow());
    }

    @Test
    void oneThatIsStoppedIsLeftToTheOthers() {
        Thread.currentThread().interrupt();
        try {
            fail(new EsxSyncException("the sync was cancelled"));
        } finally {
            Thread.interrupted();
        }
        assertEquals(new ScheduledRun(NOON, false), ledger.scheduledRun().orElseThrow());
    }

    private void fail(RuntimeException problem) {
        assertThrows(
                problem.getClass(),
                () ->
                        new ScheduledTurn(ledger, NOON)
                                .run(
                                        () -> {
                                            throw problem;
                                        }));
    }
}
