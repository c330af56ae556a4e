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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.sync.MirrorLockedException;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.SyncSchedule;
import org.esxsync.sync.config.SyncConfig;
import org.esxsync.sync.config.SyncConfiguration;
import org.esxsync.sync.config.SyncSettings;
import org.esxsync.sync.mirror.MirrorAccess;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.ServiceMark;
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
    private final Function<SyncConfig, SyncSettings> settings;

    /** Of this class, since the platform's default one is looked up where Equinox shows nothing. */
    private final RandomGenerator chance = new Random();

    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(ScheduledSync::daemon);

    private volatile Optional<CronTimes> times = Optional.empty();
    private volatile Optional<Instant> next = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();
    private volatile Optional<MirrorPaths> mirror = Optional.empty();
    private volatile Optional<String> toldOther = Optional.empty();
    private final ServiceMark mark;
    private boolean isChecking;
    private final RunLog log = new RunLog(LOG, ZoneId.systemDefault());

    @Activate
    public ScheduledSync(@Reference PatchSync patchSync, BundleContext context, SyncConfig config) {
        this(
                () -> patchSync.sync(SyncRequest.of(), SyncListener.NONE),
                Clock.systemUTC(),
                context.getProperty(PROPERTY),
                each -> SyncConfiguration.settings(each, context::getProperty));
        modified(config);
        if (on && next.isPresent()) {
            tellWhatIsAhead(context, config);
        }
    }

    /**
     * @param use the value of {@link #PROPERTY}, or null
     * @param settings what a configuration means
     */
    ScheduledSync(
            Supplier<SyncReport> work,
            Clock clock,
            @Nullable String use,
            Function<SyncConfig, SyncSettings> settings) {
        this.work = work;
        this.settings = settings;
        this.clock = clock;
        this.mark = new ServiceMark(clock);
        this.on = !"off".equals(use);
        this.isNeeded = "needed".equals(use);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "esxsync-schedule");
        thread.setDaemon(true);
        return thread;
    }

    @Modified
    void changed(BundleContext context, SyncConfig config) {
        modified(config);
        if (on) {
            tellWhatIsAhead(context, config);
        }
    }

    void modified(SyncConfig config) {
        follow(config.schedule(), config.jitter());
        mirror = mirrorOf(config);
        if (on && times.isPresent()) {
            // A file system that does not answer must not hold up the start.
            worker.execute(
                    () -> {
                        problemOfMirror(config)
                                .ifPresent(
                                        each -> LOG.error("A scheduled sync would fail: {}", each));
                        markMirror();
                    });
        }
    }

    /** Each of two services would sync when the other has just done so. */
    private void markMirror() {
        Optional<String> other = mirror.flatMap(mark::put);
        if (other.isPresent() && !other.equals(toldOther)) {
            LOG.warn(
                    "Another service keeps the mirror {} up to date, too: {}; end one of them",
                    mirror.map(MirrorPaths::root).orElseThrow(),
                    other.get());
        }
        toldOther = other;
    }

    /** Told at once and not in the night; {@code status} tells it as long as it lasts. */
    private Optional<String> problemOfMirror(SyncConfig config) {
        try {
            return new MirrorAccess(settings.apply(config).requireMirror()).problem();
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
        mark.close();
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
            Runnable news;
            try {
                news = sync();
            } finally {
                plan();
            }
            news.run();
        }
    }

    /** Returns what tells of it once the next run is known. */
    private Runnable sync() {
        markMirror();
        try {
            SyncReport report = work.get();
            return () -> log.ended(report, next);
        } catch (MirrorLockedException e) {
            return () -> LOG.info("The scheduled sync was skipped: {}", e.getMessage());
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            // What is thrown on would end the schedule for good, and nobody would hear of it.
            return () -> log.failed(e, next);
        }
    }

    /** What an operator looks for first after a start or a change. */
    private void tellWhatIsAhead(BundleContext context, SyncConfig config) {
        LOG.info(
                "ESX Sync {}, mirror {}: {}",
                context.getBundle().getVersion(),
                mirror.map(each -> each.root().toString()).orElse("not known"),
                next.map(
                                time ->
                                        "schedule %s, the next sync starts %s"
                                                .formatted(
                                                        config.schedule().strip(), log.time(time)))
                        .orElse("nothing is scheduled"));
    }

    private Optional<MirrorPaths> mirrorOf(SyncConfig config) {
        try {
            return Optional.of(settings.apply(config).requireMirror());
        } catch (ConfigurationException e) {
            return Optional.empty();
        }
    }
}
