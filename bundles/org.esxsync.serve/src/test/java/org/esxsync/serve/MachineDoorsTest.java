package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
            case "history" -> events;
            case "patches" -> List.of();
            case "changesAfter", "changesSince", "lastChanges" -> changes();
            case "show" -> throw new UnknownPatchException(arguments[0].toString());
            default -> throw new UnsupportedOperationException(method);
        };
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

    @Test
    void aFeedIsAsItsStandardHasIt() throws Exception {
        List<String> all = AtomFeed.ids(http.ask("GET", "/feed.atom").body());
        List<String> ofRelease = AtomFeed.ids(http.ask("GET", "/feed/esxi-8.0.atom").body());

        assertEquals(3, all.size());
        assertEquals(2, ofRelease.size());
        assertTrue(Collections.disjoint(all, ofRelease), "an id stands for one entry of one feed");
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

    @Test
    void theApiSaysWhatIsWrong() throws IOException {
        Answer unknown = http.ask("GET", "/api/patches/%3Cscript%3E");

        assertEquals(404, unknown.status());
        assertTrue(unknown.text().startsWith("{ \"error\": \""), unknown.text());
        assertFalse(unknown.text().contains("<"), unknown.text());
        assertEquals(400, http.ask("GET", "/api/history?limit=0").status());
        assertEquals(400, http.ask("GET", "/api/changes?since=yesterday").status());
        assertEquals(404, http.ask("GET", "/api/nothing").status());
        assertEquals(405, http.ask("POST", "/api/status", "Content-Length: 0").status());
    }
}
