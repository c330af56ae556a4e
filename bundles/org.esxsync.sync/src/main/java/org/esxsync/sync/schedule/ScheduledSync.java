package org.esxsync.sync.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.sync.MirrorLockedException;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.SyncSchedule;
import org.esxsync.sync.config.SyncConfig;
import org.esxsync.sync.config.SyncConfiguration;
import org.esxsync.sync.config.SyncSettings;
import org.esxsync.sync.mirror.MirrorAccess;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Syncs at the configured times, one sync after the other. */
@Component(configurationPid = SyncSettings.PID, immediate = true)
public final class ScheduledSync implements SyncSchedule {

    /**
     * The framework property by which a program says what it makes of the schedule: {@code off} if
     * it runs one command, {@code needed} if it has nothing else to do.
     */
    static final String PROPERTY = "org.esxsync.schedule";

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledSync.class);

    /** How often to check the clock, which may be set or stand still while a machine sleeps. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private static final long END_SECONDS = 5;

    private final Supplier<SyncReport> work;
    private final Clock clock;
    private final boolean on;
    private final boolean isNeeded;
    private final @Nullable String mirror;

    /** Of this class, since the platform's default one is looked up where Equinox shows nothing. */
    private final RandomGenerator chance = new Random();

    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(ScheduledSync::daemon);

    private volatile Optional<CronTimes> times = Optional.empty();
    private volatile Optional<Instant> next = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();
    private boolean isChecking;

    @Activate
    public ScheduledSync(@Reference PatchSync patchSync, BundleContext context, SyncConfig config) {
        this(
                () -> patchSync.sync(SyncRequest.of(), SyncListener.NONE),
                Clock.systemUTC(),
                context.getProperty(PROPERTY),
                context.getProperty(SyncConfiguration.MIRROR_PROPERTY));
        modified(config);
    }

    /**
     * @param use the value of {@link #PROPERTY}, or null
     * @param mirror a mirror that takes precedence over the configured one, or null
     */
    ScheduledSync(
            Supplier<SyncReport> work, Clock clock, @Nullable String use, @Nullable String mirror) {
        this.work = work;
        this.mirror = mirror;
        this.clock = clock;
        this.on = !"off".equals(use);
        this.isNeeded = "needed".equals(use);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "esxsync-schedule");
        thread.setDaemon(true);
        return thread;
    }

    @Modified
    void modified(SyncConfig config) {
        follow(config.schedule(), config.jitter());
        if (on && times.isPresent()) {
            // A file system that does not answer must not hold up the start.
            worker.execute(
                    () ->
                            problemOfMirror(config)
                                    .ifPresent(
                                            each ->
                                                    LOG.error(
                                                            "A scheduled sync would fail: {}",
                                                            each)));
        }
    }

    /** Told at once and not in the night; {@code status} tells it as long as it lasts. */
    private Optional<String> problemOfMirror(SyncConfig config) {
        try {
            return new MirrorAccess(SyncSettings.of(config, mirror).requireMirror()).problem();
        } catch (ConfigurationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** A wrong change leaves the schedule as it was. */
    void follow(String schedule, int jitter) {
        try {
            follow(CronTimes.of(schedule, jitter, ZoneId.systemDefault(), chance));
            problem = Optional.empty();
        } catch (ConfigurationException e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
            LOG.error(
                    "{}; {}",
                    e.getMessage(),
                    times.isPresent()
                            ? "the previous schedule stays in force"
                            : "nothing is scheduled");
            return;
        }
        if (isNeeded && times.isEmpty()) {
            LOG.warn("Nothing is scheduled; set schedule= in {}.cfg", SyncSettings.PID);
        }
    }

    /** Takes up new times. There is no thread before the first of them. */
    synchronized void follow(Optional<CronTimes> newTimes) {
        times = on ? newTimes : newTimes.map(CronTimes::onTheMinute);
        plan();
        if (on && !isChecking && next.isPresent()) {
            worker.scheduleWithFixedDelay(
                    this::runIfDue,
                    CHECK_INTERVAL.toSeconds(),
                    CHECK_INTERVAL.toSeconds(),
                    TimeUnit.SECONDS);
            isChecking = true;
        }
    }

    /** A scheduled sync does not outlive its bundle. */
    @Deactivate
    void deactivate() throws InterruptedException {
        worker.shutdownNow();
        worker.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public Optional<Instant> nextRun() {
        return next;
    }

    @Override
    public boolean isKept() {
        return on;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    private void plan() {
        next = times.flatMap(each -> each.next(clock.instant()));
    }

    /** Syncs if it is time to. */
    void runIfDue() {
        Optional<Instant> due = next;
        if (on && due.isPresent() && !clock.instant().isBefore(due.get())) {
            try {
                sync();
            } finally {
                plan();
            }
        }
    }

    private void sync() {
        try {
            tell(work.get());
        } catch (MirrorLockedException e) {
            LOG.info("The scheduled sync was skipped: {}", e.getMessage());
        } catch (EsxSyncException e) {
            LOG.error("The scheduled sync failed: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The scheduled sync failed", e);
        }
    }

    private static void tell(SyncReport report) {
        LOG.info(
                "The scheduled sync is {}: {} published, {} bytes downloaded in {} s",
                report.status(),
                report.count(PatchOutcome.Outcome.PUBLISHED),
                report.downloadedBytes(),
                report.duration().toSeconds());
        report.failedSources().forEach(failure -> LOG.error("{}", failure));
        report.problems().forEach(problem -> LOG.warn("{}", problem));
    }
}
