package org.esxsync.sync.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.api.ledger.ScheduledRun;
import org.esxsync.sync.MemoryLedger;
import org.esxsync.sync.mirror.MirrorPaths;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OtherNodesTest {

    static final Instant NOON = Instant.parse("2025-01-01T12:00:00Z");

    /** A ledger that several nodes share, as one of them sees it. */
    static class SharedLedger extends MemoryLedger {

        private final @Nullable ScheduledRun run;
        private final @Nullable LedgerWriter writer;

        SharedLedger(@Nullable ScheduledRun run, @Nullable LedgerWriter writer) {
            this.run = run;
            this.writer = writer;
        }

        @Override
        public Optional<ScheduledRun> scheduledRun() {
            return Optional.ofNullable(run);
        }

        @Override
        public Optional<LedgerWriter> writer() {
            return Optional.ofNullable(writer);
        }
    }

    /**
     * @param ledger of each mirror
     */
    record SharedStore(Ledger ledger) implements LedgerStore {

        @Override
        public Ledger open(Path directory, Durability durability) {
            return ledger;
        }

        @Override
        public Optional<Ledger> openToRead(Path directory) {
            return Optional.of(ledger);
        }

        @Override
        public boolean keepsWritersApart() {
            return true;
        }
    }

    static LedgerWriter writer(int silentSeconds) {
        return new LedgerWriter("process 1 on a", NOON, Duration.ofSeconds(silentSeconds));
    }

    private static Optional<Instant> abandoned(boolean isEnded, @Nullable LedgerWriter writer) {
        SharedLedger ledger = new SharedLedger(new ScheduledRun(NOON, isEnded), writer);
        return new OtherNodes(new SharedStore(ledger)).abandoned(new MirrorPaths(Path.of("m")));
    }

    @Test
    void aRunIsAbandonedWhenNobodyWorksOnIt() {
        assertEquals(Optional.of(NOON), abandoned(false, null));
        assertEquals(Optional.of(NOON), abandoned(false, writer(6)));
    }

    @Test
    void aRunIsNotAbandonedWhileItsNodeLivesOrWhenItHasEnded() {
        assertEquals(Optional.empty(), abandoned(false, writer(5)));
        assertEquals(Optional.empty(), abandoned(true, null));
    }

    @Test
    void whatCannotBeReadIsLookedAtLater() {
        LedgerStore broken =
                new LedgerStore() {
                    @Override
                    public Ledger open(Path directory, Durability durability) {
                        throw new LedgerException(directory, "it is gone", null);
                    }

                    @Override
                    public Optional<Ledger> openToRead(Path directory) {
                        throw new LedgerException(directory, "it is gone", null);
                    }

                    @Override
                    public boolean keepsWritersApart() {
                        throw new ConfigurationException("pid", "ledger", "x", "write another");
                    }
                };

        assertFalse(new OtherNodes(broken).mayBe());
        assertEquals(
                Optional.empty(), new OtherNodes(broken).abandoned(new MirrorPaths(Path.of("m"))));
        assertTrue(new OtherNodes(new SharedStore(new MemoryLedger())).mayBe());
    }
}
