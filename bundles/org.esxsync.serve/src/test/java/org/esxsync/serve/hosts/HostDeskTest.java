package org.esxsync.serve.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposures;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.compliance.KeptHosts;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostDeskTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final AtomicInteger judgements = new AtomicInteger();
    private final AtomicInteger readings = new AtomicInteger();
    private volatile Instant now = Instant.parse("2026-03-29T12:00:00Z");
    private volatile List<HistoryEntry> history = List.of();
    private volatile List<KeptHost> kept = List.of(kept("one"));
    private volatile String state = "first";
    private volatile boolean isThere = true;
    private volatile RuntimeException failure;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final HostDesk desk = new HostDesk(new Room(), this::catalogue, clock());

    @AfterEach
    void stop() {
        held.countDown();
        desk.close();
    }

    private KeptHost kept(String name) {
        return new KeptHost(Host.builder(name).build(), now);
    }

    private final class Room implements HostRoom {

        @Override
        public boolean isThere() {
            return isThere;
        }

        @Override
        public KeptHosts kept() {
            return proxy(
                    KeptHosts.class,
                    method ->
                            switch (method) {
                                case "all" -> kept;
                                case "state" -> state;
                                case "find" -> Optional.empty();
                                default -> throw new UnsupportedOperationException(method);
                            });
        }

        @Override
        public Optional<Exposures> exposures() {
            return Optional.empty();
        }

        @Override
        public Optional<Advisories> advisories() {
            return Optional.of(
                    proxy(
                            Advisories.class,
                            method -> {
                                if (method.equals("read")) {
                                    readings.incrementAndGet();
                                    return null;
                                }
                                return true;
                            }));
        }

        @Override
        public Compliance compliance() {
            judgements.incrementAndGet();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new EsxSyncException("interrupted", e);
            }
            if (failure != null) {
                throw failure;
            }
            return proxy(Compliance.class, method -> report());
        }
    }

    private interface Answers {
        Object of(String method);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answers.of(method.getName())));
    }

    private MirrorCatalogue catalogue() {
        return proxy(MirrorCatalogue.class, method -> history);
    }

    private ComplianceReport report() {
        return new ComplianceReport(
                Baseline.ALL,
                now,
                kept.stream().map(KeptHost::host).map(HostDeskTest::report).toList());
    }

    /** A name says its verdict, and how many patches and security patches are missing. */
    private static HostReport report(Host host) {
        String[] words = host.name().split(" ");
        boolean isNamed = words.length == 3;
        List<PatchSummary> missing = new ArrayList<>();
        for (int i = 0; isNamed && i < Integer.parseInt(words[1]); i++) {
            missing.add(patch(i < Integer.parseInt(words[2]) ? "security" : "bugfix"));
        }
        return HostReport.builder(
                        host,
                        isNamed ? HostVerdict.valueOf(words[0]) : HostVerdict.COMPLIANT,
                        "why")
                .missing(missing)
                .build();
    }

    private static PatchSummary patch(String category) {
        return new PatchSummary(
                Patch.builder("s", "P", "vi3")
                        .releaseDate(LocalDate.of(2026, 1, 1))
                        .classification(new Classification(category, ""))
                        .build(),
                List.of(),
                List.of(),
                -1);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private Judgement judgement() {
        return Objects.requireNonNull(desk.get(LONG).judgement());
    }

    private List<String> names() {
        return judgement().hosts().stream().map(JudgedHost::name).toList();
    }

    private void later(Duration duration) {
        now = now.plus(duration);
    }

    @Test
    void hostsAreJudgedOnceUntilTheHistoryHasGrownOrOthersAreKept() {
        assertEquals(List.of("one"), names());
        for (int look = 0; look < 100; look++) {
            later(Duration.ofSeconds(6));
            names();
        }
        assertEquals(1, judgements.get());

        history = List.of(new HistoryEntry(1, Event.ofRun(now, Event.Kind.SYNC_STARTED, "")));
        later(Duration.ofSeconds(6));
        names();
        assertEquals(2, judgements.get());

        kept = List.of(kept("one"), kept("two"));
        state = "second";
        later(Duration.ofSeconds(6));
        assertEquals(List.of("one", "two"), names());
        assertEquals(3, judgements.get());
    }

    @Test
    void settingsMayChangeWithoutAnEvent() {
        names();
        later(Duration.ofMinutes(61));
        names();

        assertEquals(2, judgements.get());
    }

    @Test
    void advisoriesAreReadNowAndThen() {
        for (int look = 0; look < 10; look++) {
            names();
            later(Duration.ofMinutes(2));
        }

        assertEquals(2, readings.get());
    }

    @Test
    void whatIsKnownIsShownWhileItIsWorkedOutAgain() {
        names();
        held = new CountDownLatch(1);
        state = "second";
        later(Duration.ofSeconds(6));

        Standing standing = desk.get(Duration.ZERO);

        assertTrue(standing.isJudging());
        assertEquals(1, Objects.requireNonNull(standing.judgement()).hosts().size());
        assertTrue(desk.get(Duration.ofMillis(1)).isJudging(), "nobody waits longer");
        held.countDown();
        assertFalse(desk.get(LONG).isJudging());
        assertEquals(2, judgements.get());
    }

    @Test
    void aFailureIsToldAndTriedAgain() {
        names();
        state = "second";
        for (RuntimeException each :
                List.of(new EsxSyncException("no disk"), new IllegalStateException("no disk"))) {
            failure = each;
            later(Duration.ofSeconds(6));
            Standing standing = desk.get(LONG);
            assertTrue(standing.problem().endsWith("no disk"), standing.problem());
            assertEquals("first", Objects.requireNonNull(standing.judgement()).state());
        }
        assertEquals(3, judgements.get());
        desk.get(LONG);
        assertEquals(3, judgements.get(), "not at once");

        failure = null;
        later(Duration.ofSeconds(6));

        assertEquals("", desk.get(LONG).problem());
    }

    @Test
    void theWorstComeFirst() {
        kept =
                List.of(
                        kept("COMPLIANT 0 0"),
                        kept("UNKNOWN 0 0"),
                        kept("NON_COMPLIANT 9 0"),
                        kept("NON_COMPLIANT 2 2"),
                        kept("NON_COMPLIANT 3 2"));

        assertEquals(
                List.of(
                        "NON_COMPLIANT 3 2",
                        "NON_COMPLIANT 2 2",
                        "NON_COMPLIANT 9 0",
                        "UNKNOWN 0 0",
                        "COMPLIANT 0 0"),
                names());
        assertEquals(3, judgement().count(HostVerdict.NON_COMPLIANT));
        assertEquals(2, judgement().lackingSecurity());
    }

    @Test
    void whereNoneIsKeptNothingIsJudged() {
        state = "";

        assertEquals(List.of(), names());
        assertEquals(0, judgements.get());
    }

    @Test
    void withoutARoomNothingIsAsked() {
        isThere = false;

        assertNull(desk.get(LONG).judgement());
        assertEquals(0, judgements.get());
    }

    @Test
    void itsThreadEndsWithIt() {
        held = new CountDownLatch(1);
        assertTrue(desk.get(Duration.ZERO).isJudging());

        desk.close();

        assertFalse(desk.get(Duration.ZERO).isJudging());
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(each -> each.getName().equals("esxsync-serve-hosts")));
    }

    @Test
    void aHostThatIsNotKeptIsUnknown() {
        assertThrows(UnknownHostNameException.class, () -> desk.details("two"));
    }
}
