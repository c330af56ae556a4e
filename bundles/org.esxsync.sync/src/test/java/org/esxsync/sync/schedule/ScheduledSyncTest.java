package org.esxsync.sync.schedule;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.LogRecord;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.ScheduledRun;
import org.esxsync.api.sync.AlreadySyncedException;
import org.esxsync.api.sync.MirrorLockedException;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.HardLinksTest;
import org.esxsync.sync.config.SyncConfig;
import org.esxsync.sync.config.SyncSettings;
import org.esxsync.sync.schedule.OtherNodesTest.SharedLedger;
import org.esxsync.sync.schedule.OtherNodesTest.SharedStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduledSyncTest {

    private static final Instant NOON = Instant.parse("2025-01-01T12:00:00Z");
    private static final Instant THREE = Instant.parse("2025-01-02T03:00:00Z");

    @TempDir private Path mirror;
    private Instant now = NOON;
    private int syncs;
    private @Nullable Instant wanted;
    private Runnable failure = () -> {};
    private final ScheduledSync scheduled = scheduled(null);

    @AfterEach
    void deactivate() throws InterruptedException {
        scheduled.deactivate();
    }

    @Test
    void itSyncsOnceWhenItIsTime() {
        scheduled.follow(at("0 3 * * *"));

        scheduled.runIfDue();
        assertEquals(0, syncs);
        now = THREE;
        scheduled.runIfDue();
        scheduled.runIfDue();

        assertEquals(1, syncs);
        assertEquals(Optional.of(THREE.plus(Duration.ofDays(1))), scheduled.nextRun());
    }

    @Test
    void aFailureDoesNotEndTheSchedule() {
        scheduled.follow(at("0 3 * * *"));
        failure =
                () -> {
                    throw new EsxSyncException("the source is gone; try later");
                };
        now = THREE;
        scheduled.runIfDue();

        assertEquals(1, syncs);
        assertEquals(Optional.of(THREE.plus(Duration.ofDays(1))), scheduled.nextRun());

        failure =
                () -> {
                    throw new OutOfMemoryError("of a test");
                };
        now = THREE.plus(Duration.ofDays(1));
        assertDoesNotThrow(scheduled::runIfDue, "the executor would drop it");

        assertEquals(2, syncs);
        assertEquals(Optional.of(THREE.plus(Duration.ofDays(2))), scheduled.nextRun());
    }

    @Test
    void whileTheLedgersDatabaseIsAwayItTriesAgainMoreAndMoreSeldom() {
        scheduled.follow(at("0 3 * * *"));
        failure =
                () -> {
                    throw new LedgerOutageException(Path.of("ledger.name"), "it is away", null);
                };
        now = THREE;
        for (int minutes : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            scheduled.runIfDue();
            assertEquals(Optional.of(now.plus(Duration.ofMinutes(minutes))), scheduled.nextRun());
            now = scheduled.nextRun().orElseThrow();
        }
        failure = () -> {};
        scheduled.runIfDue();

        assertEquals(8, syncs);
        assertEquals(Optional.of(THREE.plus(Duration.ofDays(1))), scheduled.nextRun());
    }

    @Test
    void newTimesAreTakenUp() {
        scheduled.follow(at("0 3 * * *"));

        scheduled.follow(at("0 4 * * *"));

        assertEquals(Optional.of(THREE.plus(Duration.ofHours(1))), scheduled.nextRun());
    }

    @Test
    void itWaitsForTheNodeThatWorksAndLeavesOutWhatThatHasDone() throws InterruptedException {
        ScheduledSync standby = standby(new SharedLedger(null, null));
        standby.follow(at("0 3 * * *"));
        failure =
                () -> {
                    throw new MirrorLockedException(mirror, "process 1 on a");
                };
        now = THREE;
        standby.runIfDue();
        assertEquals(Optional.of(THREE), standby.nextRun());

        failure =
                () -> {
                    throw new AlreadySyncedException(THREE);
                };
        standby.runIfDue();

        assertEquals(Optional.of(THREE.plus(Duration.ofDays(1))), standby.nextRun());
        standby.deactivate();
    }

    @Test
    void itGoesOnWithWhatANodeBeganThatIsGone() throws InterruptedException {
        ScheduledRun begun = new ScheduledRun(NOON, false);
        ScheduledSync working = standby(new SharedLedger(begun, OtherNodesTest.writer(1)));
        working.goOn();
        assertEquals(0, syncs);

        ScheduledSync gone = standby(new SharedLedger(begun, OtherNodesTest.writer(6)));
        gone.goOn();

        // It looks by itself, too.
        assertTrue(syncs >= 1);
        assertEquals(NOON, wanted);
        working.deactivate();
        gone.deactivate();
    }

    @Test
    void aDefectInALookDoesNotEndTheLooks() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        SharedLedger broken =
                new SharedLedger(new ScheduledRun(NOON, false), OtherNodesTest.writer(6)) {
                    @Override
                    public Optional<ScheduledRun> scheduledRun() {
                        if (looks.incrementAndGet() == 1) {
                            throw new IllegalStateException("a defect");
                        }
                        return super.scheduledRun();
                    }
                };
        ScheduledSync standby = standby(broken);

        standby.goOn();
        standby.goOn();

        assertTrue(syncs >= 1);
        standby.deactivate();
    }

    private ScheduledSync standby(SharedLedger ledger) {
        ScheduledSync standby =
                new ScheduledSync(
                        time -> {
                            wanted = time;
                            return sync();
                        },
                        Optional.of(new OtherNodes(new SharedStore(ledger))),
                        clock(),
                        null,
                        in(mirror));
        standby.modified(config("0 3 * * *"));
        return standby;
    }

    @Test
    void withoutTimesThereIsNoNextRun() {
        scheduled.follow(at("0 3 * * *"));

        scheduled.follow(Optional.empty());
        now = THREE;
        scheduled.runIfDue();

        assertEquals(Optional.empty(), scheduled.nextRun());
        assertEquals(0, syncs);
    }

    @Test
    void aProgramThatRunsOneCommandOnlyTellsTheSchedule() {
        ScheduledSync off = scheduled("off");

        off.follow(CronTimes.of("0 3 * * *", 3600, ZoneOffset.UTC, new Random(1)));
        assertEquals(Optional.of(THREE), off.nextRun());
        assertFalse(off.isKept());
        now = THREE;
        off.runIfDue();

        assertEquals(0, syncs);
    }

    @Test
    void aWrongScheduleIsToldUntilItIsRightAndTheLastOneStays() {
        scheduled.follow("0 3 * * *", 0);
        Optional<Instant> before = scheduled.nextRun();

        scheduled.follow("each night", 0);

        assertTrue(scheduled.problem().orElse("").contains("schedule=each night"));
        assertEquals(before, scheduled.nextRun());

        scheduled.follow("", 0);

        assertEquals(Optional.empty(), scheduled.problem());
        assertEquals(Optional.empty(), scheduled.nextRun());
    }

    @Test
    void aMirrorThatCannotBeWrittenIsToldAtOnce(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        BlockingQueue<LogRecord> told = new LinkedBlockingQueue<>();

        HardLinksTest.logged(
                ScheduledSync.class,
                told,
                () -> {
                    new ScheduledSync(this::sync, clock(), null, in(directory))
                            .modified(config("0 3 * * *"));
                    new ScheduledSync(this::sync, clock(), null, in(file)).modified(config(""));
                    new ScheduledSync(this::sync, clock(), null, in(file))
                            .modified(config("0 3 * * *"));
                    return first(told);
                });

        assertEquals(List.of(), List.copyOf(told));
        assertEquals(0, syncs);
    }

    @Test
    void aSecondServiceOfAMirrorIsTold(@TempDir Path directory) throws Exception {
        Files.createDirectory(directory.resolve(".esxsync"));
        BlockingQueue<LogRecord> told = new LinkedBlockingQueue<>();
        ScheduledSync first = new ScheduledSync(this::sync, clock(), null, in(directory));
        ScheduledSync second = new ScheduledSync(this::sync, clock(), null, in(directory));
        first.modified(config("0 3 * * *"));
        // At the latest when it syncs, it has marked the mirror.
        now = NOON.plus(Duration.ofDays(2));
        first.runIfDue();

        LogRecord warning =
                HardLinksTest.logged(
                        ScheduledSync.class,
                        told,
                        () -> {
                            second.modified(config("0 3 * * *"));
                            return first(told);
                        });

        assertTrue(warning.getMessage().contains("Another service"), warning.getMessage());
        first.deactivate();
        second.deactivate();
    }

    private static Function<SyncConfig, SyncSettings> in(Path mirror) {
        return config -> SyncSettings.of(config, mirror.toString());
    }

    private static LogRecord first(BlockingQueue<LogRecord> told) {
        try {
            LogRecord first = told.poll(1, TimeUnit.MINUTES);
            assertNotNull(first);
            return first;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The defaults, and a schedule. */
    private static SyncConfig config(String schedule) {
        return (SyncConfig)
                Proxy.newProxyInstance(
                        SyncConfig.class.getClassLoader(),
                        new Class<?>[] {SyncConfig.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("schedule")
                                        ? schedule
                                        : method.getDefaultValue());
    }

    private static Optional<CronTimes> at(String schedule) {
        return CronTimes.of(schedule, 0, ZoneOffset.UTC, new Random(1));
    }

    private ScheduledSync scheduled(@Nullable String use) {
        return new ScheduledSync(this::sync, clock(), use, config -> SyncSettings.of(config, null));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private SyncReport sync() {
        syncs++;
        failure.run();
        return new SyncReport(List.of(), List.of(), 0, Duration.ZERO);
    }
}
