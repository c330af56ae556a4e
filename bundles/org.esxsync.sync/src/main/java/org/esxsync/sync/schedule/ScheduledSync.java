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
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.sync.AlreadySyncedException;
import org.esxsync.api.sync.MirrorLockedException;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.SyncSchedule;
import org.esxsync.sync.config.ConfiguredLedgers;
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

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledSync.class);

    /** How often to check the clock, which may be set or stand still while a machine sleeps. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private static final long END_SECONDS = 5;

    /** How often to look whether another node has left a sync half done. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);

    private final Function<Instant, SyncReport> work;
    private final Optional<OtherNodes> others;
    private final Clock clock;
    private final boolean on;
    private final boolean isNeeded;
    private final Function<SyncConfig, SyncSettings> settings;

    /** Of this class, since the platform's default one is looked up where Equinox shows nothing. */
    private final RandomGenerator chance = new Random();

    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(ScheduledSync::daemon);

    private volatile Optional<CronTimes> times = Optional.empty();
    private volatile Optional<CronTimes.Due> due = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();
    private volatile Optional<MirrorPaths> mirror = Optional.empty();
    private volatile Optional<String> toldOther = Optional.empty();
    private final ServiceMark mark;
    private boolean isChecking;

    /** Whom the worker has told of. */
    private String waitingFor = "";

    private String toldDefect = "";

    private final OutageRetries retries = new OutageRetries();
    private final RunLog log = new RunLog(LOG, ZoneId.systemDefault());

    @Activate
    public ScheduledSync(
            @Reference PatchSync patchSync,
            @Reference(target = ConfiguredLedgers.FILTER) LedgerStore ledgers,
            BundleContext context,
            SyncConfig config) {
        this(
                time -> patchSync.sync(SyncRequest.scheduled(time), SyncListener.NONE),
                Optional.of(new OtherNodes(ledgers)),
                Clock.systemUTC(),
                context.getProperty(SyncConfiguration.SCHEDULE_PROPERTY),
                each -> SyncConfiguration.settings(each, context::getProperty));
        modified(config);
        if (on && due.isPresent()) {
            tellWhatIsAhead(context, config);
        }
    }

    /**
     * @param use the value of {@link SyncConfiguration#SCHEDULE_PROPERTY}, or null
     * @param settings what a configuration means
     */
    ScheduledSync(
            Supplier<SyncReport> work,
            Clock clock,
            @Nullable String use,
            Function<SyncConfig, SyncSettings> settings) {
        this(time -> work.get(), Optional.empty(), clock, use, settings);
    }

    /**
     * @param work makes the sync that the schedule wants at a time
     * @param others the nodes with the same schedule
     * @param use the value of {@link SyncConfiguration#SCHEDULE_PROPERTY}, or null
     * @param settings what a configuration means
     */
    ScheduledSync(
            Function<Instant, SyncReport> work,
            Optional<OtherNodes> others,
            Clock clock,
            @Nullable String use,
            Function<SyncConfig, SyncSettings> settings) {
        this.work = work;
        this.others = others.filter(each -> !SyncConfiguration.OFF.equals(use));
        this.settings = settings;
        this.clock = clock;
        this.mark = new ServiceMark(clock);
        this.on = !SyncConfiguration.OFF.equals(use);
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
        if (hasOthers()) {
            return;
        }
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
        if (on && !isChecking && due.isPresent()) {
            worker.scheduleWithFixedDelay(
                    this::runIfDue,
                    CHECK_INTERVAL.toSeconds(),
                    CHECK_INTERVAL.toSeconds(),
                    TimeUnit.SECONDS);
            others.ifPresent(
                    each ->
                            worker.scheduleWithFixedDelay(
                                    this::goOn,
                                    LOOK_INTERVAL.toSeconds(),
                                    LOOK_INTERVAL.toSeconds(),
                                    TimeUnit.SECONDS));
            isChecking = true;
        }
    }

    private boolean hasOthers() {
        return others.filter(OtherNodes::mayBe).isPresent();
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
        return due.map(CronTimes.Due::start);
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
        due = times.flatMap(each -> retries.orEarlier(each.due(clock.instant())));
    }

    /** Syncs if it is time to. */
    void runIfDue() {
        Optional<CronTimes.Due> now = due;
        if (on && now.isPresent() && !clock.instant().isBefore(now.get().start())) {
            sync(now.get().time());
        }
    }

    /** Goes on with what another node began and has left. */
    void goOn() {
        try {
            abandoned().ifPresent(this::goOn);
            toldDefect = "";
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            // What is thrown on would end these looks for good, and nobody would take over.
            tellDefect(e);
        }
    }

    private Optional<Instant> abandoned() {
        return on && due.isPresent() && hasOthers()
                ? mirror.flatMap(each -> others.flatMap(nodes -> nodes.abandoned(each)))
                : Optional.empty();
    }

    private void goOn(Instant time) {
        LOG.info(
                "No node works on the sync that was due {}; this one goes on with it",
                log.time(time));
        sync(time);
    }

    private void tellDefect(Throwable defect) {
        LOG.debug("defect in the look at other nodes", defect);
        if (!toldDefect.equals(defect.toString())) {
            toldDefect = defect.toString();
            LOG.warn("It cannot be told whether another node works: {}", toldDefect);
        }
    }

    /** Tells of it once the next run is known. */
    private void sync(Instant time) {
        Runnable news = () -> {};
        boolean waits = false;
        try {
            markMirror();
            SyncReport report = work.apply(time);
            retries.clear();
            news = () -> log.ended(report, nextRun());
        } catch (AlreadySyncedException e) {
            retries.clear();
            news = () -> LOG.info("No sync here: {}", e.getMessage());
        } catch (MirrorLockedException e) {
            waits = hasOthers();
            news = waits ? () -> tellWaiting(e) : () -> tellSkipped(e);
        } catch (LedgerOutageException e) {
            retries.met(time, clock.instant());
            news = () -> log.failed(e, nextRun());
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            retries.clear();
            // What is thrown on would end the schedule for good, and nobody would hear of it.
            news = () -> log.failed(e, nextRun());
        } finally {
            if (!waits) {
                waitingFor = "";
                plan();
            }
        }
        news.run();
    }

    private static void tellSkipped(MirrorLockedException e) {
        LOG.info("The scheduled sync was skipped: {}", e.getMessage());
    }

    /** It stays due: whoever works may die of it. */
    private void tellWaiting(MirrorLockedException e) {
        if (!waitingFor.equals(e.owner())) {
            waitingFor = e.owner();
            LOG.info("The scheduled sync waits: {} works on the mirror", e.owner());
        }
    }

    /** What an operator looks for first after a start or a change. */
    private void tellWhatIsAhead(BundleContext context, SyncConfig config) {
        LOG.info(
                "ESX Sync {}, mirror {}: {}",
                context.getBundle().getVersion(),
                mirror.map(each -> each.root().toString()).orElse("not known"),
                nextRun()
                        .map(
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
