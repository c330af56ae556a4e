package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.esxsync.serve.login.Account;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages as a browser shows them. Needs Debian's chromium and chromium-driver. */
@Timeout(300)
class PagesBrowserTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir static Path directory;
    private static RunningServer server;
    private static HeldSync engine;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> driver = Browser.driver();
        Assumptions.assumeTrue(
                driver.isPresent(),
                "skipped without a browser: apt-get install chromium chromium-driver");
        browser = started(driver.get());
        engine = new HeldSync();
        SampleMirror mirror = new SampleMirror(directory, 120);
        mirror.hosts = new SampleHosts(mirror, 70);
        server = new RunningServer(mirror.services(engine), RunningServer.settings(0, ""));
    }

    /** A machine may have a browser that cannot run there, as where it lacks memory. */
    private static Browser started(Path driver) throws Exception {
        try {
            return Browser.start(driver);
        } catch (IOException | IllegalStateException e) {
            return Assumptions.abort("skipped, since the browser does not start: " + e);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void look() throws Exception {
        account(Optional.empty());
        browser.look(1280, false);
    }

    private static void account(Optional<Account> account) {
        server.doors().login().follow(account);
    }

    @Test
    void anAdministratorFindsAPatchAndHowAHostTakesIt() throws Exception {
        browser.go(server.url());
        assertEquals("Overview", browser.ask("document.querySelector('h1').textContent"));
        browser.follow("nav a[href=patches]");
        browser.select("release", "esxi-8.0");
        browser.select("state", "published");
        browser.type("input[name=words]", "24000108");
        browser.follow(".filter button");
        assertEquals("1 patch", browser.ask("document.querySelector('.count').textContent"));

        browser.follow("tbody a");

        assertEquals("ESXi80U3-24000108", browser.ask("document.querySelector('h1').textContent"));
        String line = browser.ask("document.querySelector('pre').textContent");
        assertEquals(
                "esxcli software vib update -d " + server.url("esxi-8.0/index.xml"), line.strip());
        browser.click(".copy button");
        browser.await("document.querySelector('.copy button').textContent !== 'Copy'");
    }

    @Test
    void aHostilePatchIsText() throws Exception {
        browser.go(server.url("patches?words=BAD"));
        browser.follow("tbody a");

        assertTrue(browser.ask("document.title").startsWith("BAD-1\"><script>"));
        assertEquals("0", browser.ask("document.querySelectorAll('main script, img').length"));
        assertEquals(
                "0", browser.ask("document.querySelectorAll('[href^=\"javascript:\"]').length"));
    }

    @Test
    void anAdministratorFindsTheWorstHostAndWhatItLacks() throws Exception {
        browser.go(server.url());
        browser.follow("nav a[href=hosts]");
        browser.select("release", "esxi-7.0");
        browser.select("state", "lacks security");
        browser.follow(".filter button");
        assertEquals("12 hosts", browser.ask("document.querySelector('.count').textContent"));

        browser.follow("th a[href^='host?name']");

        assertEquals("esx0069", browser.ask("document.querySelector('h1').textContent"));
        assertEquals("", browser.accessibility());
    }

    @Test
    void aHostileHostIsText() throws Exception {
        browser.go(server.url("hosts?words=script"));
        browser.follow("th a[href^='host?name']");

        assertEquals(SampleHosts.HOSTILE, browser.ask("document.querySelector('h1').textContent"));
        assertEquals("0", browser.ask("document.querySelectorAll('main script, img').length"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void whoLogsInStartsASyncAndSeesHowItGetsOn() throws Exception {
        account(Optional.of(new Account("admin", "right word")));
        browser.go(server.url("patches?state=missing"));
        assertEquals("Log in", browser.ask("document.querySelector('h1').textContent"));
        logIn("wrong word");
        assertTrue(
                browser.ask("document.querySelector('[role=alert]').textContent")
                        .contains("wrong"));
        logIn("right word");
        assertEquals("?state=missing", browser.ask("location.search"));
        browser.follow("nav a[href=sync]");

        browser.follow("form[action=sync] button");

        browser.await("document.querySelector('#live').dataset.running === 'true'");
        engine.steps.release(2);
        browser.await("document.querySelector('#live').textContent.includes('1 of 3 patches')");
        assertEquals("true", browser.ask("document.querySelector('.work button').disabled"));
        assertEquals("", browser.accessibility());
        browser.picture(PICTURES.resolve("sync-1280-light.png"), 1280);
        engine.steps.release(2);
        browser.await("document.querySelector('#live').dataset.running === 'false'");
        assertTrue(
                browser.ask("document.querySelector('#live').textContent")
                        .contains("2 patches new"));
        assertEquals("false", browser.ask("document.querySelector('.work button').disabled"));
        assertEquals(
                "0", browser.ask("document.querySelectorAll('#live script, #live img').length"));
        browser.follow("form[action=logout] button");
        assertEquals("Log in", browser.ask("document.querySelector('h1').textContent"));
    }

    private static void logIn(String password) throws Exception {
        browser.type("input[name=user]", "admin");
        browser.type("input[name=password]", password);
        browser.follow(".login button");
    }

    @Test
    void theOverviewIsForAllAndFitsAPhoneInTheDark() throws Exception {
        check("", "overview", List.of(390, 1280));
    }

    @Test
    @Tag("long")
    void allPagesAreForAllAndFitEachScreen() throws Exception {
        List<Integer> widths = List.of(390, 768, 1280);
        check("patches", "patches", widths);
        check("patches?release=esxi-8.0&state=nothing&words=nothing", "no-patches", widths);
        check("patch?id=ESXi80U3-24000108", "patch", widths);
        check("patches?words=BAD", "hostile-patches", widths);
        check("patch?id=BAD-1%22%3E%3Cscript%3Ealert(0)%3C/script%3E", "hostile-patch", widths);
        check("patch?id=nothing", "no-patch", widths);
        check("hosts", "hosts", widths);
        check("hosts?words=nothing", "no-hosts", widths);
        check("host?name=esx0069", "host", widths);
        check("host?name=bare", "unknown-host", widths);
        check("host?name=" + encoded(SampleHosts.HOSTILE), "hostile-host", widths);
        check("host?name=nothing", "no-host", widths);
        check("history", "history", widths);
        check("sync", "no-sync", widths);
        account(Optional.of(new Account("admin", "right word")));
        check("login", "login", widths);
    }

    private static void check(String path, String name, List<Integer> widths) throws Exception {
        for (int width : widths) {
            for (boolean isDark : new boolean[] {false, true}) {
                browser.look(width, isDark);
                browser.go(server.url(path));
                String place = "%s-%d-%s".formatted(name, width, isDark ? "dark" : "light");
                assertEquals("", browser.accessibility(), place);
                assertFalse(browser.isTooWide(), place);
                browser.picture(PICTURES.resolve(place + ".png"), width);
            }
        }
    }
}
