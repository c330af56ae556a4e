package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.serve.testkit.Answer;
import org.esxsync.serve.testkit.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages without a browser, and so without scripts. */
@Timeout(60)
class PagesTest {

    private static final int BULLETINS = 230;

    @TempDir static Path directory;
    private static RunningServer server;
    private static SampleMirror mirror;
    private static RawHttp http;

    @BeforeAll
    static void start() throws Exception {
        mirror = new SampleMirror(directory, BULLETINS);
        server =
                new RunningServer(
                        mirror.services(new HeldSync()), RunningServer.settings(0, "/esx"));
        http = new RawHttp(server.url());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String page(String path) throws Exception {
        Answer answer = http.ask("GET", "/esx/" + path);
        assertEquals(200, answer.status(), path);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void theOverviewTellsWhereTheMirrorStands() throws Exception {
        String page = page("");

        assertTrue(page.contains("Health: warning"), page);
        assertTrue(page.contains("3 patches are claimed by no release"), page);
        assertTrue(page.contains("588.0 GB of 1.0 TB free"), page);
        assertTrue(page.contains("href=\"esxi-8.0.zip\""), page);
        assertTrue(page.contains("href=\"esxi-8.0/index.xml\""), page);
        assertFalse(page.contains("href=\"esxi-7.0.zip\""), "it has no depot");
        assertTrue(page.contains("href=\"feed/esx-3.0.1.atom\""), page);
        assertTrue(page.contains("Without patches: esx-3.0.2"), page);
        assertTrue(page.contains("aria-label=\"Patches in the mirror over time\""), page);
        assertTrue(row(page, "esxi-8.0").contains("<td class=\"number bad\">1</td>"), "a failure");
        assertTrue(
                row(page, "esx-3.0.1").contains("<td class=\"number bad\">1</td>"), "a conflict");
    }

    private static String row(String page, String release) {
        int start = page.indexOf("href=\"patches?release=" + release);
        return page.substring(start, page.indexOf("</tr>", start));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "patches",
                "patches?words=%3Cscript%3E%22%27&release=%22%3E&state=%3Cb%3E",
                "patch?id=BAD-1%22%3E%3Cscript%3Ealert(0)%3C/script%3E",
                "history",
                "sync"
            })
    void whatOthersWroteIsText(String path) throws Exception {
        String page = page(path);

        for (String bad : List.of("<script>", "<img", "<b>", "<i>", "\u202e", "onerror=\"")) {
            assertFalse(page.contains(bad), bad);
        }
        for (Matcher each = Pattern.compile("(href|src)=\"([^\"]*)\"").matcher(page);
                each.find(); ) {
            String target = each.group(2);
            assertFalse(target.startsWith("/") || target.startsWith("javascript:"), target);
            assertFalse(each.group(1).equals("src") && target.contains(":"), target);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "patches", "login", "pages.css", "patch?id=nothing"})
    void aBrowserIsToldToTrustNobodyElse(String path) throws Exception {
        Answer answer = http.ask("GET", "/esx/" + path);

        String policy = answer.field("Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; style-src 'self'"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("no-referrer", answer.field("Referrer-Policy"));
        assertEquals("nosniff", answer.field("X-Content-Type-Options"));
    }

    @Test
    void aListingIsFilteredByAPlainForm() throws Exception {
        assertTrue(page("patches").contains("232 patches, page 1 of 5"));
        assertTrue(page("patches?release=esx-3.0.1").contains(">1 patch<"));
        assertTrue(page("patches?state=missing").contains(">12 patches<"));
        assertTrue(page("patches?state=missing&release=esxi-7.0").contains("No patch matches"));
        assertTrue(page("patches?words=KERNEL+esx-10069").contains(">1 patch<"));
        assertTrue(
                page("patches?severity=critical&category=security&words=24000009")
                        .contains(">1 patch<"));
        assertTrue(page("patches?severity=moderate&words=24000009").contains("No patch matches"));
        assertTrue(page("patches?release=nonsense").contains("232 patches"), "as if not asked");
    }

    @Test
    void aPatchThatSeveralSourcesListNamesThem() throws Exception {
        assertTrue(page("patches?release=esx-3.0.1").contains(">in share, vi3<"));
        assertFalse(page("patches?release=esxi-7.0").contains(">in "));
    }

    @Test
    void eachPatchIsOnOnePage() throws Exception {
        int rows = 0;
        for (int each = 1; each <= 5; each++) {
            rows += page("patches?page=" + each).split("href=\"patch\\?id=", -1).length - 1;
        }

        assertEquals(232, rows);
        assertEquals(page("patches?page=5"), page("patches?page=999999999"));
        assertEquals(page("patches"), page("patches?page=-1"));
        assertTrue(
                page("patches?state=published&page=2")
                        .contains("href=\"patches?page=3&amp;state=published\""));
    }

    @Test
    void aPatchTellsHowAHostTakesItFromThisServer() throws Exception {
        String old = page("patch?id=esx-1006980");
        String bulletin = page("patch?id=ESXi80U3-24000000");

        assertTrue(
                old.contains(
                        "esxupdate -r %sesx-3.0.1/2008-09-29-ESX-1006980 update"
                                .formatted(server.url())),
                old);
        assertTrue(
                bulletin.contains(
                        "esxcli software vib update -d %sesxi-8.0/index.xml"
                                .formatted(server.url())),
                bulletin);
        assertTrue(bulletin.contains("SHA-256 as published"), bulletin);
        assertTrue(bulletin.contains("8.0.3-0.0"), "its VIB");
        assertTrue(bulletin.contains("Patch published"), "its history");
        assertFalse(page("patch?id=ESXi70U3-24000003").contains("Install it"), "not published");
    }

    @Test
    void aPatchThatNobodyListedIsNotFound() throws Exception {
        assertEquals(404, http.ask("GET", "/esx/patch?id=nothing").status());
        assertEquals(404, http.ask("GET", "/esx/patch").status());
        assertEquals(404, http.ask("GET", "/esx/patch?id=%00%zz").status());
    }

    @Test
    void theHistoryIsReadPageByPage() throws Exception {
        String newest = page("history");

        assertTrue(newest.contains("Sync incomplete"), newest);
        assertTrue(newest.contains("105.0 MB"), "figures as people read them");
        assertTrue(newest.contains("href=\"history?page=2\""), newest);
        assertFalse(page("history?page=2").contains("Sync incomplete"));
        assertTrue(page("history?page=99").contains("Nothing older."));
    }

    @Test
    void withoutAnAccountNothingCanBeStarted() throws Exception {
        assertFalse(page("sync").contains("<form"));
        for (String path : List.of("sync", "verify", "login", "logout")) {
            assertEquals(403, http.ask("POST", "/esx/" + path, "Content-Length: 0").status(), path);
        }
        assertEquals(303, http.ask("GET", "/esx/login").status());
        assertEquals("GET, HEAD, POST", http.ask("PUT", "/esx/sync").field("Allow"));
        assertEquals("POST", http.ask("GET", "/esx/verify").field("Allow"));
        assertEquals(405, http.ask("POST", "/esx/patches", "Content-Length: 0").status());
    }

    @Test
    void theStyleSheetIsKeptByABrowser() throws Exception {
        Answer first = http.ask("GET", "/esx/pages.css");

        assertEquals("text/css; charset=utf-8", first.field("Content-Type"));
        assertEquals(
                304,
                http.ask("GET", "/esx/pages.css", "If-None-Match: " + first.field("ETag"))
                        .status());
        for (String each : List.of("pages.css", "pages.js", "icon.svg")) {
            String text = http.ask("GET", "/esx/" + each).text();
            assertFalse(text.replace("http://www.w3.org/2000/svg", "").contains("://"), each);
        }
    }

    @Test
    void headHasNoBody() throws Exception {
        Answer head = http.ask("HEAD", "/esx/");

        assertEquals(200, head.status());
        assertEquals(0, head.body().length);
        assertNotEquals("0", head.field("Content-Length"));
    }

    @Test
    void whoHasTheMirrorInUseIsShown(@TempDir Path other) throws Exception {
        SampleMirror used = new SampleMirror(other, 1);
        used.owner = "process 7 on <b>host</b>";
        try (RunningServer running =
                new RunningServer(used.services(new HeldSync()), RunningServer.settings(0, ""))) {
            RawHttp ask = new RawHttp(running.url());
            for (String path : List.of("/", "/sync")) {
                String page = ask.ask("GET", path).text();
                assertTrue(page.contains("in use by process 7 on &lt;b&gt;host"), page);
            }
        }
    }
}
