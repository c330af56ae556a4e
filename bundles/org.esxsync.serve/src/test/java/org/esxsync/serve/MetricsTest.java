package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.serve.testkit.Answer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest extends MachineDoors {

    @Test
    void healthIsTheVerdictOfStatus() throws IOException {
        Answer well = http.ask("GET", "/health");

        assertEquals(200, well.status());
        assertEquals("application/json; charset=utf-8", well.field("Content-Type"));
        assertEquals("{ \"health\": 1 }", well.text());
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
}
