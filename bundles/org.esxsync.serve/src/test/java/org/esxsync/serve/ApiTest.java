package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.esxsync.serve.testkit.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest extends MachineDoors {

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
