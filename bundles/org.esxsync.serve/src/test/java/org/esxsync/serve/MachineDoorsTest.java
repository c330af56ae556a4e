package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.serve.testkit.Answer;
import org.esxsync.serve.testkit.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class MachineDoorsTest {

    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00.123Z");
    private static final String HOSTILE = "<script>alert(\"1\")</script> & \u0007 \u202e'\n\"} x";
    private static final EsxRelease RELEASE = EsxRelease.parse("esxi-8.0");

    @TempDir Path directory;
    private Event.Kind lastEnd = Event.Kind.SYNC_FINISHED;
    private volatile String told = "1";
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Semaphore held = new Semaphore(1);
    private volatile CountDownLatch entered = new CountDownLatch(0);
    private volatile List<HistoryEntry> events = List.of();
    private RunningServer server;
    private RawHttp http;

    @BeforeEach
    void start() throws Exception {
        MirrorCatalogue catalogue =
                (MirrorCatalogue)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {MirrorCatalogue.class},
                                (proxy, method, arguments) -> answer(method.getName(), arguments));
        JsonWriter json =
                (JsonWriter)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {JsonWriter.class},
                                (proxy, method, arguments) ->
                                        "{ \"" + method.getName() + "\": " + told + " }");
        server =
                new RunningServer(
                        new MirrorServices(
                                new MirrorOnDisk(directory),
                                () -> catalogue,
                                () -> json,
                                () -> {
                                    throw new EsxSyncException("this test has no engine");
                                },
                                new NoHosts(),
                                "1.2.3"),
                        RunningServer.settings(0, ""));
        http = new RawHttp(server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Object answer(String method, Object... arguments) {
        calls.merge(method, 1, Integer::sum);
        entered.countDown();
        return switch (method) {
            case "status" -> status();
            case "releases" -> List.of(new ReleaseSummary(RELEASE, "m", 5, 4, 3));
            case "sources" -> {
                held.acquireUninterruptibly();
                held.release();
                yield List.of();
            }
            case "history" -> newest((int) arguments[0]);
            case "patches" -> List.of();
            case "changesAfter", "changesSince", "lastChanges" -> changes();
            case "show" -> throw new UnknownPatchException(arguments[0].toString());
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private List<HistoryEntry> newest(int limit) {
        return events.subList(Math.max(0, events.size() - limit), events.size());
    }

    private void happened(Event.Kind kind, int second, String detail) {
        List<HistoryEntry> more = new ArrayList<>(events);
        more.add(
                new HistoryEntry(
                        more.size() + 1L, Event.ofRun(NOON.plusSeconds(second), kind, detail)));
        events = List.copyOf(more);
    }

    private MirrorStatus status() {
        return new MirrorStatus(
                directory,
                null,
                Event.ofRun(NOON, lastEnd, "all"),
                NOON,
                null,
                true,
                new MirrorStatus.Patches(5, 4, 3, 2, 1),
                List.of(),
                List.of(),
                new MirrorSpace(10, 20, 30),
                List.of(
                        new SourceStatus(
                                new SourceSummary("a\"b\\c", "somewhere", 5, NOON), null)));
    }

    private static MirrorChanges changes() {
        return new MirrorChanges(
                0,
                NOON,
                List.of(
                        change(PatchChange.Kind.ADDED, "P-1", HOSTILE, RELEASE),
                        change(PatchChange.Kind.RECALLED, "P-2", "two", RELEASE),
                        change(PatchChange.Kind.REMOVED, "P-3", "three", RELEASE),
                        change(
                                PatchChange.Kind.REPLACED,
                                "P-4",
                                "four",
                                EsxRelease.parse("esx-3.0.1"))));
    }

    private static PatchChange change(
            PatchChange.Kind kind, String id, String title, EsxRelease release) {
        return new PatchChange(kind, new PatchKey(id, "r"), "s", List.of(release), NOON, title);
    }

    @Test
    void healthIsTheVerdictOfStatus() throws IOException {
        Answer well = http.ask("GET", "/health");

        assertEquals(200, well.status());
        assertEquals("application/json; charset=utf-8", well.field("Content-Type"));
        assertEquals("{ \"health\": 1 }", well.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/status", "/api/sources", "/api/history"})
    void whereThingsAreIsToldOnThisMachineAlone(String path) throws IOException {
        told = "\"check /srv/mirror/.esxsync\"";

        assertTrue(http.ask("GET", path).text().contains("/srv/mirror/.esxsync"));
        for (String proxy : List.of("X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1")) {
            String text = http.ask("GET", path, proxy).text();
            assertFalse(text.contains("/srv"), text);
            assertTrue(text.contains("check .../.esxsync"), text);
        }
    }

    @Test
    void aFailedSyncIsNoHealth() throws IOException {
        lastEnd = Event.Kind.SYNC_FAILED;

        assertEquals(503, http.ask("GET", "/health").status());
    }

    @Test
    void aWarningIsHealthEnough() throws IOException {
        lastEnd = Event.Kind.SYNC_INCOMPLETE;

        assertEquals(200, http.ask("HEAD", "/health").status());
    }

    @Test
    void releasesAreNotCountedForEachScrape() throws IOException {
        for (int scrape = 0; scrape < 5; scrape++) {
            assertTrue(http.ask("GET", "/metrics").text().contains("esxsync_release_patches{"));
        }

        assertEquals(1, calls.get("releases"));
    }

    @Test
    void metricsHaveTheirFormAndFigures() throws Exception {
        http.ask("GET", "/missing");
        // It is counted a moment after its answer was read.
        while (server.served() == 0) {
            Thread.sleep(20);
        }
        Answer answer = http.ask("GET", "/metrics");
        String text = answer.text();

        assertEquals("text/plain; version=0.0.4; charset=utf-8", answer.field("Content-Type"));
        assertTrue(text.contains("\nesxsync_build_info{version=\"1.2.3\"} 1\n"), text);
        assertTrue(
                text.contains("\nesxsync_last_success_timestamp_seconds 1.774785600123E9\n"), text);
        assertTrue(
                text.contains("esxsync_last_sync_timestamp_seconds{outcome=\"finished\"} "), text);
        assertTrue(
                text.contains(
                        "esxsync_release_patches{release=\"esxi-8.0\",state=\"published\"} 3\n"),
                text);
        assertTrue(text.contains("esxsync_recalls 1\n"), text);
        assertTrue(text.contains("esxsync_source_age_seconds{source=\"a\\\"b\\\\c\"} "), text);
        assertTrue(text.contains("esxsync_http_requests_total{status=\"404\"} 1\n"), text);
        Map<String, Double> samples = MetricsGrammar.read(text);
        assertEquals(1, samples.get("esxsync_build_info{version=\"1.2.3\"}"));
        assertEquals(10, samples.get("esxsync_mirror_bytes"));
    }

    /** In Debian it comes with the package prometheus. */
    @Test
    @Timeout(60)
    void prometheusTakesTheMetrics(@TempDir Path scratch) throws Exception {
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "promtool"))),
                "promtool is not installed");
        happened(Event.Kind.SYNC_STARTED, 0, "esxi-8.0");
        happened(Event.Kind.SYNC_FINISHED, 90, "1048576 bytes");
        http.ask("GET", "/missing");
        Path metrics = scratch.resolve("metrics");
        Files.write(metrics, http.ask("GET", "/metrics").body());
        Path told = scratch.resolve("told");
        Process promtool =
                new ProcessBuilder("promtool", "check", "metrics")
                        .redirectInput(metrics.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(told.toFile())
                        .start();

        int code = promtool.waitFor();

        assertEquals("", Files.readString(told));
        assertEquals(0, code);
    }

    /** As after a sync that cron has started. */
    @Test
    void theFiguresOfSyncsAreThoseOfAllProcesses() throws Exception {
        assertFalse(metrics().containsKey("esxsync_sync_duration_seconds"));
        assertEquals(0, metrics().get("esxsync_downloaded_bytes_total"));

        happened(Event.Kind.SYNC_STARTED, 0, "esxi-8.0");
        happened(Event.Kind.SYNC_FINISHED, 90, "3 published, 1048576 bytes, 1 source unread");
        assertEquals(90, metrics().get("esxsync_sync_duration_seconds"));
        assertEquals(1_048_576, metrics().get("esxsync_downloaded_bytes_total"));

        happened(Event.Kind.SYNC_STARTED, 100, "esxi-8.0");
        assertEquals(90, metrics().get("esxsync_sync_duration_seconds"));
        happened(Event.Kind.SYNC_INCOMPLETE, 101, "1 failed, 4 bytes");
        happened(Event.Kind.SYNC_STARTED, 110, "esxi-8.0");
        happened(Event.Kind.SYNC_FAILED, 112, "99 bytes, 77 bytes");
        happened(Event.Kind.PATCH_FOUND, 113, "55 bytes");
        assertEquals(2, metrics().get("esxsync_sync_duration_seconds"));
        assertEquals(1_048_580, metrics().get("esxsync_downloaded_bytes_total"));

        events = List.of();
        happened(Event.Kind.LEDGER_REPLACED, 0, "");
        for (int i = 0; i < 9; i++) {
            happened(Event.Kind.SYNC_FINISHED, 200 + i, "5 bytes");
        }
        assertFalse(metrics().containsKey("esxsync_sync_duration_seconds"), "another ledger");
        assertEquals(45, metrics().get("esxsync_downloaded_bytes_total"));
    }

    private Map<String, Double> metrics() throws Exception {
        return MetricsGrammar.read(http.ask("GET", "/metrics").text());
    }

    @Test
    void aMirrorThatIsGoneHasNoFiguresAndNoAnswers() throws Exception {
        assertEquals(3, metrics().get("esxsync_patches{state=\"published\"}"));
        Files.move(directory.resolve(".esxsync"), directory.resolve("unmounted"));

        for (String each : List.of("status", "releases", "patches", "patches/P-1", "nothing")) {
            Answer answer = http.ask("GET", "/api/" + each);
            assertEquals(503, answer.status(), each);
            assertEquals("60", answer.field("Retry-After"));
            assertEquals(
                    "{ \"error\": \"no mirror is in its directory; mount its disk, or sync first\""
                            + " }\n",
                    answer.text());
        }
        assertEquals(200, http.ask("GET", "/api/health").status());
        assertEquals(200, http.ask("GET", "/api/openapi.json").status());
        assertEquals(
                List.of(),
                metrics().keySet().stream()
                        .filter(each -> each.matches("esxsync_(patch|release|mirror|disk|last).*"))
                        .toList());

        Files.move(directory.resolve("unmounted"), directory.resolve(".esxsync"));
        assertEquals(200, http.ask("GET", "/api/releases").status());
        assertEquals(3, metrics().get("esxsync_patches{state=\"published\"}"));
    }

    @Test
    void aFeedIsAsItsStandardHasIt() throws Exception {
        List<String> all = AtomFeed.ids(http.ask("GET", "/feed.atom").body());
        List<String> ofRelease = AtomFeed.ids(http.ask("GET", "/feed/esxi-8.0.atom").body());

        assertEquals(3, all.size());
        assertEquals(2, ofRelease.size());
        assertTrue(Collections.disjoint(all, ofRelease), "an id stands for one entry of one feed");
    }

    /** The grammar is our own writing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<id>.*?</id>              | ''",
                "(<id>.*?</id>)            | $1$1",
                "<id>urn:uuid:             | <id>",
                "(<title>)                 | <title type='markdown'>",
                "<updated>.*?</updated>    | ''",
                "T12:00:00Z                | T12:00:00",
                "T12:00:00Z                | t12:00:00z",
                "T12:00:00Z                | T25:00:00Z",
                "<name>.*?</name>          | ''",
                "<author>.*?</author>      | ''",
                "<content .*?</content>    | ''",
                "href=                     | src=",
                "rel=.self.                | rel=''",
                "(<entry>)                 | $1<price/>",
                "http://www.w3.org/2005/Atom | http://purl.org/atom/ns"
            })
    void theGrammarOfFeedsKnowsWhatIsWrong(String pattern, String replacement) throws Exception {
        String feed = http.ask("GET", "/feed.atom").text();
        String broken = Pattern.compile(pattern).matcher(feed).replaceFirst(replacement);

        assertFalse(broken.equals(feed), pattern);
        assertFalse(AtomFeed.problems(broken.getBytes(StandardCharsets.UTF_8)).isEmpty(), broken);
    }

    @Test
    void theAtomFeedIsXmlWhateverATitleHas() throws Exception {
        Answer answer = http.ask("GET", "/feed.atom");
        Document feed =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(answer.body()));

        assertEquals(3, feed.getElementsByTagName("entry").getLength());
        assertFalse(answer.text().contains("<script"));
        assertEquals(
                "2026-03-29T12:00:00Z",
                feed.getElementsByTagName("updated").item(0).getTextContent());
        assertEquals(answer.text(), http.ask("GET", "/feed.atom").text(), "stable ids");
        assertEquals(
                304,
                http.ask("GET", "/feed.atom", "If-None-Match: " + answer.field("ETag")).status());
    }

    @Test
    void theWholeHistoryIsReadOnlyAfterItHasGrown() throws IOException {
        for (String path : List.of("/metrics", "/feed.atom", "/feed/esxi-8.0.json", "/metrics")) {
            assertEquals(200, http.ask("GET", path).status());
        }
        assertEquals(1, calls.get("changesAfter"));

        events = List.of(new HistoryEntry(1, Event.ofRun(NOON, lastEnd, "all")));
        http.ask("GET", "/metrics");
        http.ask("GET", "/metrics");

        assertEquals(2, calls.get("changesAfter"));
    }

    @Test
    void theFilesAreNotAddedUpForEachRequest() throws IOException {
        for (String path : List.of("/api/status", "/health", "/metrics", "/api/status")) {
            assertEquals(200, http.ask("GET", path).status());
        }

        assertEquals(1, calls.get("status"));
    }

    @Test
    @Timeout(60)
    void manyWhoAskTheApiLeaveThreadsForTheOthers() throws Exception {
        held.acquire();
        entered = new CountDownLatch(8);
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Future<Integer>> asking = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                asking.add(clients.submit(() -> http.ask("GET", "/api/sources").status()));
            }
            entered.await();

            Answer refused = http.ask("GET", "/api/sources");
            assertEquals(503, refused.status());
            assertEquals("2", refused.field("Retry-After"));
            assertEquals(200, http.ask("GET", "/feed.atom").status());
        } finally {
            held.release();
            clients.shutdown();
        }
        for (Future<Integer> each : asking) {
            assertEquals(200, each.get());
        }
    }

    @Test
    void aFeedNamesItselfWhateverIsAsked() throws IOException {
        Answer feed = http.ask("GET", "/feed.atom?a=|%zz<\"{}");

        assertEquals(200, feed.status());
        assertTrue(feed.text().contains("href=\"" + server.url("feed.atom") + "\""), feed.text());
    }

    @Test
    void eachReleaseHasAFeed() throws IOException {
        assertEquals(2, count(http.ask("GET", "/feed/esxi-8.0.atom").text(), "<entry>"));
        assertEquals(1, count(http.ask("GET", "/feed/esx-3.0.1.json").text(), "\"id\""));
        assertEquals(404, http.ask("GET", "/feed/latest.json").status());
    }

    @Test
    void theJsonFeedEscapesItsTexts() throws IOException {
        String text = http.ask("GET", "/feed.json").text();

        assertEquals(3, count(text, "\"id\""));
        assertTrue(text.contains("\\u003cscript>alert(\\\"1\\\")"), text);
        assertFalse(text.contains("<script"), text);
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    @Test
    void theApiHasTheCommandsJson() throws IOException {
        assertEquals("{ \"status\": 1 }\n", http.ask("GET", "/api/status").text());
        assertEquals("{ \"releases\": 1 }\n", http.ask("GET", "/api/releases").text());
        assertEquals("{ \"sources\": 1 }\n", http.ask("GET", "/api/sources").text());
        assertEquals("{ \"patches\": 1 }\n", http.ask("GET", "/api/patches").text());
        assertEquals(
                "{ \"patches\": 1 }\n", http.ask("GET", "/api/patches?release=esxi-8.0").text());
        assertEquals("{ \"history\": 1 }\n", http.ask("GET", "/api/history?limit=5").text());
        assertEquals("{ \"changes\": 1 }\n", http.ask("GET", "/api/changes").text());
        assertTrue(http.ask("GET", "/api/openapi.json").text().contains("\"/api/patches/{id}\""));
    }

    private void assertWrong(String reason, String path) throws IOException {
        Answer answer = http.ask("GET", path);
        assertEquals(400, answer.status(), path);
        assertEquals("{ \"error\": \"%s\" }\n".formatted(reason), answer.text());
    }

    @Test
    void aPlanIsMadeOnThisMachineAlone() throws IOException {
        Answer refused = http.ask("GET", "/api/plan", "X-Forwarded-For: 192.0.2.1");
        assertEquals(403, refused.status());
        Answer unsourced = http.ask("GET", "/api/plan");
        assertEquals(404, unsourced.status());
        assertTrue(unsourced.text().contains("no source is configured"), unsourced.text());
    }

    @Test
    void theApiSaysWhatIsWrong() throws IOException {
        Answer unknown = http.ask("GET", "/api/patches/%3Cscript%3E");

        assertEquals(404, unknown.status());
        assertTrue(unknown.text().startsWith("{ \"error\": \""), unknown.text());
        assertFalse(unknown.text().contains("<"), unknown.text());
        assertEquals(400, http.ask("GET", "/api/history?limit=0").status());
        assertWrong(
                "'yesterday' is no date, time or event; use one such as 2026-01-31,"
                        + " 2026-01-31T02:30, an event's number as /api/history has it, or last",
                "/api/changes?since=yesterday");
        assertWrong(
                "there is no event 20260131; the last one is 0, and a date is written as"
                        + " 2026-01-31",
                "/api/changes?since=20260131");
        assertWrong(
                "'today' is no date; use one such as 2026-01-31, or last",
                "/api/patches?since=today");
        assertWrong("latest is true or false, and not '1'", "/api/patches?latest=1");
        assertWrong("give words once, and not 2 times", "/api/patches?words=a&words=b");
        assertWrong(
                "there is no parameter 'releases' here; use release", "/api/profiles?releases=8.0");
        assertWrong("'7' is no CVE; write it like CVE-2025-41236", "/api/cve?id=7");
        assertWrong("'7' is no CVE; write it like CVE-2025-41236", "/api/patches?cve=7");
        assertEquals(404, http.ask("GET", "/api/cve?id=CVE-2025-41236").status());
        assertEquals(404, http.ask("GET", "/api/patches?exploited=true").status());
        assertEquals(404, http.ask("GET", "/api/nothing").status());
        assertEquals(405, http.ask("POST", "/api/status", "Content-Length: 0").status());
    }
}
