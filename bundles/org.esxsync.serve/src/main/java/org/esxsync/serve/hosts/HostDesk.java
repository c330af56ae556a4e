package org.esxsync.serve.hosts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposures;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.serve.work.LoneWorker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the kept hosts by all that is listed, in a thread of its own, and keeps the outcome until
 * the history has grown or other hosts are kept. Nobody asks for it, nothing is judged. Safe for
 * many threads.
 */
public final class HostDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HostDesk.class);

    /** How long somebody waits who looks at the hosts. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Of those who take what is known. */
    public static final Duration NO_PATIENCE = Duration.ZERO;

    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(10);

    /** A sync writes events all the time; of a machine's time this is to take a small part. */
    private static final int TIMES_AS_LONG = 4;

    /** No longer, since matchers and settings may change without an event. */
    private static final Duration KNOWN = Duration.ofHours(1);

    private static final Duration ADVISORIES_KNOWN = Duration.ofMinutes(15);

    /** One host is judged by all patches of its release, which are in memory meanwhile. */
    private static final int AT_A_TIME = 2;

    private static final int PATIENCE_SECONDS = 10;

    private final HostRoom room;
    private final Supplier<MirrorCatalogue> catalogue;
    private final Clock clock;
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private volatile @Nullable Judgement last;
    private volatile String problem = "";
    private volatile @Nullable Instant checked;
    private volatile Duration took = Duration.ZERO;
    private volatile Told told = Told.NOTHING;
    private final LoneWorker worker = new LoneWorker("esxsync-serve-hosts");

    /**
     * What advisories tell.
     *
     * @param known null if they could not be read, or none are configured
     * @param problem why they could not; empty if they could
     * @param at when they were read
     */
    private record Told(@Nullable KnownVulnerabilities known, String problem, Instant at) {

        static final Told NOTHING =
                new Told(
                        null,
                        "Advisories are being read; load the page again in a moment.",
                        Instant.EPOCH);
    }

    public HostDesk(HostRoom room, Supplier<MirrorCatalogue> catalogue, Clock clock) {
        this.room = room;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** Whether a bundle judges hosts. */
    public boolean isThere() {
        return room.isThere();
    }

    /**
     * What is known, after a look whether it still holds.
     *
     * @param patience how long the caller waits for what is being worked out; it goes on after that
     */
    public Standing get(Duration patience) {
        lookIfDue();
        worker.await(patience);
        return new Standing(last, problem, worker.isWorking());
    }

    private synchronized void lookIfDue() {
        if (!worker.isWorking() && room.isThere() && !isFresh()) {
            worker.start(this::look);
        }
    }

    private boolean isFresh() {
        Instant then = checked;
        return then != null && age(then).compareTo(pause()) < 0;
    }

    private Duration pause() {
        Duration pause = took.multipliedBy(TIMES_AS_LONG);
        return pause.compareTo(LEAST) < 0 ? LEAST : pause.compareTo(MOST) > 0 ? MOST : pause;
    }

    private Duration age(Instant then) {
        return Duration.between(then, clock.instant()).abs();
    }

    private void look() {
        Instant start = clock.instant();
        String found = "It ended without a verdict";
        try {
            Judged judged = judgeIfNeeded();
            found = "";
            readAdvisoriesIfNeeded();
            expose(judged);
        } catch (EsxSyncException e) {
            LOG.debug("the kept hosts cannot be judged", e);
            found = String.valueOf(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("defect: the kept hosts cannot be judged", e);
            found = "defect: " + e;
        } finally {
            problem = found;
            took = age(start);
            checked = clock.instant();
        }
    }

    /**
     * What was judged just now.
     *
     * @param kept the hosts
     * @param report what they lack, in the same order
     */
    private record Judged(List<KeptHost> kept, ComplianceReport report) {

        static final Judged NOTHING =
                new Judged(List.of(), new ComplianceReport(Baseline.ALL, Instant.EPOCH, List.of()));

        List<JudgedHost> worstFirst() {
            Map<String, String> reasons = new HashMap<>();
            List<JudgedHost> hosts = new ArrayList<>(kept.size());
            for (int i = 0; i < kept.size(); i++) {
                HostReport each = report.hosts().get(i);
                String reason = reasons.computeIfAbsent(each.reason(), text -> text);
                hosts.add(JudgedHost.of(kept.get(i), each, reason));
            }
            hosts.sort(JudgedHost.WORST_FIRST);
            return hosts;
        }
    }

    /** Adds what hosts are open to; they are shown without it until all advisories are read. */
    private void expose(Judged judged) {
        Exposures exposures = room.exposures().orElse(null);
        KnownVulnerabilities known = told.known();
        Judgement bare = last;
        if (judged.kept().isEmpty() || exposures == null || known == null || bare == null) {
            return;
        }
        Judged exposed = new Judged(judged.kept(), exposures.exposed(judged.report(), known, null));
        last = new Judgement(exposed.worstFirst(), bare.state(), bare.newest(), bare.at());
    }

    /** Nothing if what is known still holds. */
    private Judged judgeIfNeeded() {
        String state = room.kept().state();
        HistoryEntry newest = catalogue.get().history(1).stream().findFirst().orElse(null);
        Judgement known = last;
        if (known == null || !known.isOf(state, newest) || age(known.at()).compareTo(KNOWN) > 0) {
            Judged judged = judged(state);
            last = new Judgement(judged.worstFirst(), state, newest, clock.instant());
            return judged;
        }
        return Judged.NOTHING;
    }

    /** There may be 250,000 of them, in files. */
    private void readAdvisoriesIfNeeded() {
        Advisories advisories = room.advisories().orElse(null);
        if (advisories == null
                || !advisories.isConfigured()
                || age(told.at()).compareTo(ADVISORIES_KNOWN) < 0) {
            return;
        }
        try {
            told = new Told(advisories.read(), "", clock.instant());
        } catch (EsxSyncException e) {
            LOG.warn("Advisories cannot be read: {}", e.getMessage());
            told = new Told(null, "Advisories cannot be read: " + e.getMessage(), clock.instant());
        }
    }

    private Judged judged(String state) {
        if (state.isEmpty()) {
            return Judged.NOTHING;
        }
        List<KeptHost> kept = room.kept().all();
        ComplianceReport report =
                room.compliance()
                        .judge(kept.stream().map(KeptHost::host).toList(), Baseline.ALL, null);
        return new Judged(kept, report);
    }

    /**
     * All about one host, judged now.
     *
     * @param name its name, in any case of letters
     * @throws UnknownHostNameException if it is not kept
     * @throws EsxSyncException if it cannot be judged, or too many are asked for at a time
     */
    public KeptDetails details(String name) {
        KeptHost kept =
                room.kept().find(name).orElseThrow(() -> new UnknownHostNameException(name));
        boolean isFree = false;
        try {
            isFree = free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!isFree) {
                throw new EsxSyncException("too many hosts are asked for at a time; try again");
            }
            return exposed(kept, room.compliance().details(kept.host(), Baseline.ALL, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EsxSyncException("the server ends; ask again later", e);
        } finally {
            if (isFree) {
                free.release();
            }
        }
    }

    private KeptDetails exposed(KeptHost kept, HostDetails details) {
        Exposures exposures = room.exposures().orElse(null);
        if (exposures == null || !room.advisories().map(Advisories::isConfigured).orElse(false)) {
            return new KeptDetails(kept, details, "");
        }
        get(PATIENCE);
        Told now = told;
        KnownVulnerabilities known = now.known();
        if (known == null) {
            return new KeptDetails(kept, details, now.problem());
        }
        ComplianceReport alone =
                new ComplianceReport(Baseline.ALL, clock.instant(), List.of(details.report()));
        HostReport report = exposures.exposed(alone, known, null).hosts().get(0);
        return new KeptDetails(kept, details.with(report), "");
    }

    /** Ends what it began. */
    @Override
    public void close() {
        worker.close();
    }
}
