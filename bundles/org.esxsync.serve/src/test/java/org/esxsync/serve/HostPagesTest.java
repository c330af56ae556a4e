package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.serve.login.Account;
import org.esxsync.serve.testkit.Answer;
import org.esxsync.serve.testkit.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages of hosts, and what machines are told of them. */
@Timeout(60)
class HostPagesTest {

    private static final int HOSTS = 120;
    private static final String HOSTILE_PAGE =
            "/host?name=" + URLEncoder.encode(SampleHosts.HOSTILE, StandardCharsets.UTF_8);

    @TempDir Path directory;
    private SampleMirror mirror;
    private SampleHosts hosts;
    private RunningServer server;
    private RawHttp http;

    @BeforeEach
    void start() throws Exception {
        mirror = new SampleMirror(directory, 230);
        hosts = new SampleHosts(mirror, HOSTS);
        mirror.hosts = hosts;
        server = started();
        http = new RawHttp(server.url());
    }

    private RunningServer started() throws Exception {
        return new RunningServer(mirror.services(new HeldSync()), RunningServer.settings(0, ""));
    }

    @AfterEach
    void stop() {
        hosts.held.release(1000);
        server.close();
    }

    private String page(String path) throws Exception {
        Answer answer = http.ask("GET", path);
        assertEquals(200, answer.status(), path);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void eachHostStandsInARowWithItsReleaseTheWorstFirst() throws Exception {
        String page = page("/hosts");

        assertTrue(page.contains("href=\"hosts\" aria-current=\"page\">Hosts</a>"), page);
        assertTrue(page.contains("122 hosts, page 1 of 3"), page);
        assertTrue(
                page.contains(
                        "<th scope=\"col\">Host</th><th scope=\"col\">Verdict</th>"
                                + "<th scope=\"col\">Release</th>"),
                page);
        assertTrue(
                row(page, "esx0117")
                        .contains(
                                "<td><span class=\"badge bad\">not compliant</span>\n"
                                        + "</td>\n"
                                        + "<td>esxi-7.0</td>"),
                row(page, "esx0117"));
        assertTrue(row(page, "esx0117").contains("<td class=\"number bad\">119</td>"));
        assertTrue(row(page, "esx0117").contains("<td class=\"number bad\">3"), "open CVEs");
        assertTrue(row(page, "esx0117").contains("1 exploited</span>"), row(page, "esx0117"));
        assertTrue(row(page, "esx0117").contains("57 days ago"), row(page, "esx0117"));
        assertTrue(page.indexOf("esx0117") < page.indexOf("esx0000"), "the worst first");
        assertFalse(page.contains("esx0001"), "the compliant last");
        assertTrue(page("/hosts?page=2").contains("name=esx0001"));
    }

    private static String row(String page, String host) {
        int start = page.indexOf("href=\"host?name=" + host);
        return page.substring(start, page.indexOf("</tr>", start));
    }

    @Test
    void aHostWithoutAReleaseIsThereToo() throws Exception {
        String page = page("/hosts?release=unknown");

        assertTrue(page.contains(">1 host<"), page);
        assertTrue(row(page, "bare").contains("<td>unknown</td>"), row(page, "bare"));
        assertTrue(row(page, "bare").contains("badge warn"), row(page, "bare"));
    }

    @Test
    void theTableOfReleasesCountsAndLeads() throws Exception {
        String page = page("/hosts");
        String seven = page.substring(page.indexOf("hosts?page=1&amp;release=esxi-7.0"));

        assertTrue(seven.startsWith("hosts?page=1&amp;release=esxi-7.0\">esxi-7.0</a>"), seven);
        assertTrue(seven.contains("release=esxi-7.0&amp;state=lacks+security\">20</a>"), seven);
        assertTrue(page("/hosts?release=esxi-7.0").contains(">60 hosts, page 1 of 2<"));
        assertTrue(page("/hosts?release=esxi-7.0&state=lacks+security").contains(">20 hosts<"));
    }

    @Test
    void hostsAreFilteredByAPlainForm() throws Exception {
        assertTrue(page("/hosts?state=not+compliant").contains(">41 hosts<"));
        assertTrue(page("/hosts?state=compliant&words=ESX000").contains(">3 hosts<"));
        assertTrue(page("/hosts?words=too+little+esx0002").contains(">1 host<"));
        assertTrue(page("/hosts?words=nothing").contains("No host matches."));
        assertTrue(
                page("/hosts?state=unknown&words=esx")
                        .contains("<option value=\"unknown\" selected=\"\">unknown</option>"));
        assertEquals(page("/hosts?page=3"), page("/hosts?page=999999999"));
    }

    @Test
    void eachHostIsOnOnePage() throws Exception {
        Set<String> names = new HashSet<>();
        for (int each = 1; each <= 3; each++) {
            Matcher row =
                    Pattern.compile("href=\"(host\\?name=[^\"]+)\"")
                            .matcher(page("/hosts?page=" + each));
            while (row.find()) {
                assertTrue(names.add(row.group(1)), row.group(1));
            }
        }

        assertEquals(HOSTS + 2, names.size());
    }

    @Test
    void aHostTellsWhatItLacksAndHowItComesToHaveIt() throws Exception {
        String page = page("/host?name=ESX0003");

        assertTrue(page.contains("<h1>esx0003</h1>"), page);
        assertTrue(page.contains("Not compliant: it lacks patches"), page);
        assertTrue(page.contains("7.0.3 build 24000000"), page);
        assertTrue(page.contains("ESXi-standard, changed"), page);
        assertTrue(page.contains("lists/esx0003.txt: esxcli software vib list"), page);
        assertTrue(page.contains("5 steps, 450.0 MB to fetch, 5 reboots"), page);
        assertTrue(
                page.contains(
                        "esxcli software vib update -d %sesxi-8.0/index.xml</code>"
                                .formatted(server.url())),
                page);
        assertFalse(page.contains("http://MIRROR/"), page);
        assertTrue(page.contains("href=\"patch?id=ESXi80U3-24000000\""), page);
        assertTrue(page.contains("agent 1 conflicts with &lt;i&gt;esx-base"), page);
        assertTrue(page.contains("to sync first"), page);
        assertTrue(page.contains("<td>ACME</td>"), page);
    }

    @Test
    void aHostTellsWhichVulnerabilitiesItIsOpenTo() throws Exception {
        String page = page("/host?name=esx0003");

        assertTrue(page.contains("3 open (1 exploited), 7 closed, 5 unknown"), page);
        assertTrue(page.contains("CVE-2025-0001 <span class=\"badge bad\">exploited</span>"), page);
        assertTrue(page.contains("<td>not listed: &lt;script&gt;"), page);
        assertTrue(page.contains("<td>no fix</td>"), page);
    }

    @Test
    void advisoriesThatCannotBeReadAreToldAndTheRestIsShown() throws Exception {
        hosts.advisoryFailure = "no such <b>place";

        String page = page("/host?name=esx0003");

        assertTrue(page.contains("Advisories cannot be read: no such &lt;b&gt;place"), page);
        assertTrue(page.contains("Missing patches"), page);
    }

    @Test
    void withoutAdvisoriesNothingIsToldOfVulnerabilities() throws Exception {
        hosts.hasAdvisories = false;

        assertFalse(page("/host?name=esx0003").contains("Vulnerabilities"));
    }

    @Test
    void whatIsUnknownIsTold() throws Exception {
        String page = page("/host?name=bare");

        assertTrue(page.contains("Unknown: it tells too little"), page);
        assertTrue(page.contains("<li>its list is cut</li>"), page);
        assertTrue(page.contains("Patches that cannot be judged"), page);
        assertTrue(page.contains("it tells no VIBs"), page);
    }

    @Test
    void aHostileHostIsText() throws Exception {
        for (String path :
                List.of(
                        "/hosts?words=script",
                        "/hosts?words=%3Cscript%3E%22%27&release=%22%3E%3Cb%3E&state=%3Cb%3E",
                        "/host?name=bare",
                        HOSTILE_PAGE)) {
            String page = page(path);
            for (String bad : List.of("<script>", "<img", "<b>", "<i>", "\u202e", "onerror=\"")) {
                assertFalse(page.contains(bad), path + bad);
            }
        }
        String link = page("/hosts?words=script");
        Matcher target = Pattern.compile("href=\"(host\\?name=[^\"]*)\"").matcher(link);
        assertTrue(target.find(), link);
        assertTrue(page("/" + target.group(1)).contains("<h1>../&lt;script&gt;"), target.group(1));
    }

    @Test
    void whatIsNotKeptIsNotFound() throws Exception {
        for (String path :
                List.of("/host", "/host?name=", "/host?name=esx9999", "/host?name=%00%zz")) {
            Answer answer = http.ask("GET", path);
            assertEquals(404, answer.status(), path);
            assertTrue(answer.field("Content-Security-Policy").startsWith("default-src 'none'"));
        }
        assertEquals(404, http.ask("GET", "/api/host?name=esx9999").status());
        assertEquals(405, http.ask("POST", "/hosts", "Content-Length: 0").status());
    }

    @Test
    void whereNoHostIsKeptThePageSaysHow() throws Exception {
        hosts.hosts = List.of();

        assertTrue(page("/hosts").contains("esxsync hosts add esx01.txt"));
        assertFalse(page("/metrics").contains("esxsync_hosts"));
    }

    @Test
    void withoutTheRoomThatJudgesThereIsNoPageAndNoLink() throws Exception {
        mirror.hosts = new NoHosts();
        try (RunningServer other = started()) {
            RawHttp ask = new RawHttp(other.url());
            assertFalse(ask.ask("GET", "/patches").text().contains("href=\"hosts\""));
            for (String path : List.of("/hosts", "/host?name=esx0001", "/api/hosts", "/api/host")) {
                assertEquals(404, ask.ask("GET", path).status(), path);
            }
            assertTrue(ask.ask("GET", "/hosts").text().contains("org.esxsync.compliance"));
            assertFalse(ask.ask("GET", "/metrics").text().contains("esxsync_hosts"));
        }
    }

    @Test
    void whereAUserIsSetHostsAreForWhoHasLoggedIn() throws Exception {
        server.doors().login().follow(Optional.of(new Account("admin", "right word")));

        assertEquals("login?next=hosts", http.ask("GET", "/hosts").field("Location"));
        assertEquals(
                "login?next=host%3Fname%3Desx0001",
                http.ask("GET", "/host?name=esx0001").field("Location"));
        for (String path : List.of("/hosts", "/host?name=esx0001")) {
            Answer answer = http.ask("GET", path);
            assertEquals(303, answer.status());
            assertFalse(answer.text().contains("esx0001"), answer.text());
        }
        for (String path : List.of("/api/hosts", "/api/host?name=esx0001", "/api/host?name=x")) {
            Answer answer = http.ask("GET", path);
            assertEquals(403, answer.status(), path);
            assertEquals(
                    "{ \"error\": \"hosts are told to who has logged in; the chapter serve.md says"
                            + " how a script does\" }\n",
                    answer.text());
        }
    }

    @Test
    void hostsThatCannotBeReadAreTold() throws Exception {
        hosts.failure = "cannot read the kept host <b>x.json";

        assertTrue(
                page("/hosts").contains("cannot be judged: cannot read the kept host &lt;b&gt;x"));
        assertEquals(503, http.ask("GET", "/api/hosts").status());
        assertFalse(page("/metrics").contains("esxsync_hosts"));
    }

    @Test
    void nobodyWaitsLongForAJudgement() throws Exception {
        hosts.held.acquire();

        String page = page("/hosts");

        assertTrue(page.contains("The hosts are being judged."), page);
        Answer answer = http.ask("GET", "/api/hosts");
        assertEquals(503, answer.status());
        assertEquals("2", answer.field("Retry-After"));
        assertTrue(answer.text().contains("the hosts are being judged"), answer.text());
        assertFalse(page("/metrics").contains("esxsync_hosts"));
        hosts.held.release();
        while (!page("/hosts").contains("122 hosts")) {
            Thread.sleep(20);
        }
        assertEquals(1, hosts.judgements.get());
    }

    @Test
    void theApiHasOneObjectForEachHost() throws Exception {
        String text = page("/api/hosts");

        assertTrue(text.startsWith("{\n  \"baseline\": \"all\",\n  \"at\": \""), text);
        assertTrue(text.contains("\"compliant\": 40,\n  \"nonCompliant\": 41,\n"), text);
        assertEquals(HOSTS + 2, text.split("\"host\": ", -1).length - 1);
        assertTrue(text.contains("\"release\": null,"), text);
        assertTrue(text.contains("\"build\": null,"), text);
        assertTrue(text.contains("\"missingCount\": 119,\n"), text);
        assertTrue(text.contains("\"host\": \"../\\u003cscript>alert('1')\\u003c/script>"), text);
        assertFalse(text.contains("<"), text);
        assertEquals("hostDetails\n", page("/api/host?name=esx0001"));
    }

    @Test
    void metricsCountHostsByVerdict() throws Exception {
        page("/hosts");
        String text = page("/metrics");

        assertTrue(text.contains("\nesxsync_hosts{verdict=\"non_compliant\"} 41\n"), text);
        assertTrue(text.contains("\nesxsync_hosts{verdict=\"compliant\"} 40\n"), text);
        assertTrue(text.contains("\nesxsync_hosts{verdict=\"unknown\"} 41\n"), text);
        assertTrue(text.contains("\nesxsync_hosts_lacking_security 41\n"), text);
        assertFalse(text.contains("esx0001"), text);
        MetricsGrammar.read(text);
    }
}
