package org.esxsync.shell.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.advisory.Exploitation;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstallStep;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.compliance.JudgedPatch;
import org.esxsync.api.compliance.LackingHosts;
import org.esxsync.api.compliance.OpenVulnerability;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.compliance.WayForward;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.shell.EsxCommands;
import org.esxsync.shell.FakeWriter;
import org.esxsync.shell.command.PlainException;
import org.esxsync.shell.command.UsageException;
import org.esxsync.shell.run.CommandRun;
import org.esxsync.shell.run.Format;
import org.esxsync.shell.run.VerdictException;
import org.esxsync.shell.sync.KeptHostsNews;
import org.esxsync.shell.terminal.Console;
import org.esxsync.shell.terminal.Screen;
import org.esxsync.shell.view.HostSheet;
import org.esxsync.shell.view.HostViews;
import org.esxsync.shell.view.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCommandsTest {

    private static final PatchSummary MISSING =
            new PatchSummary(
                    Patch.builder("s", "P1", "depot").title("A fix").build(),
                    List.of(),
                    List.of(),
                    0);

    private static final InstalledVib VIB = new InstalledVib("a", new VibVersion("1"), "");

    private static final PatchSummary LONG_ID =
            new PatchSummary(
                    Patch.builder("s", "ESXi_7.0.3-0.155.24784741", "depot").build(),
                    List.of(),
                    List.of(),
                    0);

    private static HostReport report(String name, HostVerdict verdict) {
        Host host =
                Host.builder(name)
                        .release(EsxRelease.parse("esxi-7.0"))
                        .version("7.0.3")
                        .origin("list.txt: esxcli software vib list")
                        .build();
        return HostReport.builder(host, verdict, "a reason")
                .installed(1)
                .missing(verdict == HostVerdict.NON_COMPLIANT ? List.of(MISSING) : List.of())
                .remarks(List.of("a remark"))
                .build();
    }

    private static ComplianceReport all(HostVerdict... verdicts) {
        List<HostReport> reports = new ArrayList<>();
        for (HostVerdict verdict : verdicts) {
            reports.add(report("h" + reports.size(), verdict));
        }
        return new ComplianceReport(Baseline.ALL, Instant.EPOCH, reports);
    }

    private static int exitCode(HostVerdict... verdicts) {
        return ComplianceVerdict.of(all(verdicts), Format.SCREEN)
                .map(VerdictException::exitCode)
                .orElse(0);
    }

    @Test
    void theExitCodeIsTheVerdictOnAll() {
        assertEquals(0, exitCode(HostVerdict.COMPLIANT, HostVerdict.COMPLIANT));
        assertEquals(3, exitCode(HostVerdict.COMPLIANT, HostVerdict.UNKNOWN));
        assertEquals(2, exitCode(HostVerdict.UNKNOWN, HostVerdict.NON_COMPLIANT));
        assertEquals(3, exitCode());
        VerdictException unread =
                ComplianceVerdict.of(
                                all(HostVerdict.COMPLIANT).withProblems(List.of("x: no text")),
                                Format.SCREEN)
                        .orElseThrow();
        assertEquals(3, unread.exitCode());
        assertEquals("not all could be read; the reasons are above", unread.getMessage());
        assertEquals(
                "1 host is not compliant, 1 host is unknown; the reasons are above",
                ComplianceVerdict.of(
                                all(HostVerdict.UNKNOWN, HostVerdict.NON_COMPLIANT), Format.SCREEN)
                        .orElseThrow()
                        .getMessage());
    }

    private final FakeHosts fake = new FakeHosts();
    private final KnownHosts known = new KnownHosts(() -> fake, () -> fake, () -> fake);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final HostCommands commands = commands(Optional.empty());

    @Test
    void whatNamesNoHostIsNotKept() {
        assertThrows(EsxSyncException.class, () -> known.keep(List.of()));
        assertThrows(
                EsxSyncException.class,
                () -> known.keep(List.of(Host.builder("standard input").build())));
        assertEquals(List.of(), fake.kept);
        known.keep(List.of(FakeHosts.HOST));
        assertEquals(1, fake.kept.size());
    }

    @Test
    void addAndRemoveNeedAWord() {
        try (CommandSession session = session()) {
            for (String word : List.of("add", "remove")) {
                PlainException problem =
                        assertThrows(
                                PlainException.class,
                                () -> commands.hosts(session, false, false, false, word));
                assertTrue(problem.original() instanceof UsageException, word);
            }
        }
    }

    private HostCommands commands(Optional<URI> served) {
        return new HostCommands(
                new CommandRun(EsxCommands.COMMANDS),
                known,
                () -> fake,
                () -> {
                    throw new EsxSyncException("no page is asked for");
                },
                new HostVulnerabilities(Optional::empty, () -> fake, () -> fake),
                () -> served,
                new FakeWriter(),
                new FakeWriter());
    }

    private CommandSession session() {
        return new CommandProcessorImpl(null)
                .createSession(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        System.err);
    }

    /** What was read is kept all the same. */
    @Test
    void whatCannotBeKeptEndsWithAnExitCode() {
        fake.problems.add("x.txt: it is no text");
        try (CommandSession session = session()) {
            PlainException problem =
                    assertThrows(
                            PlainException.class,
                            () ->
                                    commands.hosts(
                                            session, false, false, false, "add", "x.txt", "h.txt"));
            assertEquals(3, ((VerdictException) problem.original()).exitCode());
            assertEquals("not all could be read; the reasons are above", problem.getMessage());
        }
        assertEquals(1, fake.kept.size());
        String shown = out.toString(StandardCharsets.UTF_8);
        assertTrue(shown.contains("x.txt: it is no text"), shown);
    }

    /** A table for spreadsheets has no room for what could not be read. */
    @Test
    void whatCouldNotBeReadIsToldInEachFormat() {
        fake.problems.add("x.txt: it is no text");
        try (CommandSession session = session()) {
            for (boolean csv : List.of(true, false)) {
                PlainException problem =
                        assertThrows(
                                PlainException.class,
                                () -> commands.hosts(session, false, csv, false, "x.txt"));
                assertEquals(3, ((VerdictException) problem.original()).exitCode());
                assertEquals(
                        csv
                                ? "not all could be read"
                                        + System.lineSeparator()
                                        + "x.txt: it is no text"
                                : "not all could be read; the reasons are above",
                        String.valueOf(problem.original().getMessage()));
            }
        }
    }

    @Test
    void theFaultsOfOtherHostsFilesAreNotThoseOfOneHost() {
        fake.others.add(Host.builder("o").origin("o.txt: esxcli software vib list").build());
        fake.problems.addAll(List.of("o.txt:3: a row is cut", "h.txt:3: a row is cut"));
        try (CommandSession session = session()) {
            assertThrows(
                    PlainException.class,
                    () ->
                            commands.compliance(
                                    session, "all", "", "h", "", false, false, false, "d"));
        }
        String shown = out.toString(StandardCharsets.UTF_8);
        assertTrue(shown.contains("h.txt:3"), shown);
        assertFalse(shown.contains("o.txt"), shown);
    }

    @Test
    void zeroIsNotToldWhereNothingIsKnown() {
        Host host = Host.builder("h").build();
        HostReport unknown =
                HostReport.builder(host, HostVerdict.UNKNOWN, "why")
                        .unknown(6)
                        .exposure(new Exposure(List.of(), 0, 6, false))
                        .build();
        String shown =
                Console.text(
                        HostViews.compliance(
                                new ComplianceReport(Baseline.ALL, Instant.EPOCH, List.of(unknown)),
                                ""),
                        Screen.plain(ZoneOffset.UTC));
        assertTrue(
                shown.lines().anyMatch(line -> line.matches("h +- +unknown +- +- +- +why")), shown);
    }

    @Test
    void aNarrowScreenShowsEachNumberAndEachReasonInFull() {
        Screen narrow = new Screen(60, false, false, ZoneOffset.UTC);
        String reason = "the host has esx-base 7.0.2-0.0.17867351; it brings esx-base 7.0.3";
        HostDetails details =
                new HostDetails(
                        report("h", HostVerdict.NON_COMPLIANT),
                        List.of(new JudgedPatch(LONG_ID, PatchVerdict.MISSING, reason, List.of())),
                        new WayForward(List.of(), List.of()));
        String sheet = String.join("\n", new HostSheet(details).lines(narrow));
        assertTrue(sheet.replaceAll("\\s+", " ").contains("REASON " + reason), sheet);
        assertTrue(sheet.lines().allMatch(line -> line.length() <= 60), sheet);
        HostReport told =
                HostReport.builder(
                                Host.builder("esx01.example.org")
                                        .release(EsxRelease.parse("esxi-7.0"))
                                        .build(),
                                HostVerdict.NON_COMPLIANT,
                                reason)
                        .missing(List.of(MISSING))
                        .build();
        String table =
                String.join(
                        "\n",
                        HostViews.compliance(
                                        new ComplianceReport(
                                                Baseline.ALL, Instant.EPOCH, List.of(told)),
                                        "")
                                .lines(narrow));
        assertTrue(table.contains("SECURITY 0"), table);
        assertTrue(table.replaceAll("\\s+", " ").contains("REASON " + reason), table);
    }

    @Test
    void whatIsKeptAnewTellsWhatItReplaced() {
        Host full = FakeHosts.HOST.with(host -> host.vibs(List.of(VIB, VIB)));
        assertEquals(List.of("h: added"), known.keep(List.of(full)));
        assertEquals(List.of("h: replaced"), known.keep(List.of(full)));
        assertEquals(List.of("h: replaced (2 VIBs became 0)"), known.keep(List.of(FakeHosts.HOST)));
        try (CommandSession session = session()) {
            Object shown = commands.hosts(session, false, false, false, "add", "h.txt");
            assertTrue(
                    Console.text(shown, Screen.plain(ZoneOffset.UTC)).contains("h: replaced"),
                    shown.toString());
        }
    }

    private String oneHost(HostCommands asked, String url) {
        try (CommandSession session = session()) {
            return Console.text(
                    asked.compliance(session, "all", "", "h", url, false, false, false, "h.txt"),
                    Screen.plain(ZoneOffset.UTC));
        }
    }

    @Test
    void theLinesHaveTheMirrorsUrlAsFarAsItIsKnown() {
        HostCommands served = commands(Optional.of(URI.create("http://192.0.2.7:8080/esx/")));
        for (String url : List.of("https://m.example.org/esx", "https://m.example.org/esx/")) {
            String given = oneHost(served, url);
            assertTrue(given.contains(" -d https://m.example.org/esx/esxi-8.0/index.xml"), given);
            assertFalse(given.contains("--url"), given);
        }
        String configured = oneHost(served, "");
        assertTrue(
                configured.contains(" -d http://192.0.2.7:8080/esx/esxi-8.0/index.xml"),
                configured);
        String unknown = oneHost(commands, "");
        assertTrue(unknown.contains(" -d http://MIRROR/esxi-8.0/index.xml"), unknown);
        assertTrue(
                unknown.contains("Mirror        http://MIRROR/ stands for the mirror's URL"),
                unknown);
        assertTrue(unknown.contains("--url"), unknown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m.example.org",
                "ftp://m.example.org/",
                "http://m.example.org/;reboot",
                "http://m.example.org/$(reboot)/",
                "http://user:word@m.example.org/",
                "http://m.example.org/?a=b",
                "http://m.example.org/a b/",
                "http:///esx/"
            })
    void whatIsNoUrlOfAWebServerIsRefused(String url) {
        PlainException problem =
                assertThrows(PlainException.class, () -> oneHost(commands, url), url);
        assertTrue(problem.original() instanceof UsageException, url);
    }

    @Test
    void whatASyncMeansToKeptHostsIsToldOrWhyNot() {
        SyncReport report =
                Samples.report(Samples.outcome(PatchOutcome.Outcome.PUBLISHED, "P", ""));
        LackingHosts lacking = new LackingHosts(12, 3, 3);
        KeptHostsNews news =
                KeptHostsNews.of(report, () -> Optional.of(each -> Optional.of(lacking)));
        assertEquals(new KeptHostsNews(lacking, ""), news);
        assertEquals("12 hosts lack the 3 new security patches", news.line());
        KeptHostsNews failed =
                KeptHostsNews.of(
                        report,
                        () -> {
                            throw new EsxSyncException("it cannot be read");
                        });
        assertEquals(new KeptHostsNews(null, "it cannot be read"), failed);
        assertEquals("The kept hosts could not be judged: it cannot be read", failed.line());
    }

    @Test
    void hostsAreATableAndThenWhatTheyLack() {
        List<String> lines =
                HostViews.compliance(
                                all(
                                                HostVerdict.NON_COMPLIANT,
                                                HostVerdict.NON_COMPLIANT,
                                                HostVerdict.COMPLIANT)
                                        .withProblems(List.of("x.txt: a\u001b[31mproblem")),
                                HostViews.NONE_RECOGNISED)
                        .lines(Screen.plain(ZoneOffset.UTC));
        String text = String.join("\n", lines);
        assertTrue(
                text.contains("h0    esxi-7.0  not compliant        1         0  a reason"), text);
        assertTrue(text.contains("P1             esxi-7.0      2  -     -      A fix"), text);
        assertTrue(
                text.endsWith(
                        "3 hosts by the baseline all: 1 compliant, 2 not compliant, 0 unknown"),
                text);
        assertFalse(text.contains("\u001b"), "a problem steers the terminal");
    }

    @Test
    void whatHostsAreOpenToStandsBesideWhatTheyLack() {
        Vulnerability known =
                new Vulnerability(
                                "CVE-2025-0001",
                                "A title",
                                null,
                                "critical",
                                null,
                                null,
                                List.of(),
                                List.of(),
                                List.of())
                        .withExploitation(new Exploitation(null, false, ""));
        HostReport open =
                report("h", HostVerdict.NON_COMPLIANT)
                        .with(
                                new Exposure(
                                        List.of(
                                                new OpenVulnerability(
                                                        known, List.of("P1"), List.of("U3"))),
                                        2,
                                        3,
                                        true));
        String sum = "1 open (1 exploited), 2 closed, 3 unknown";
        String text =
                String.join(
                        "\n",
                        HostViews.compliance(
                                        new ComplianceReport(
                                                Baseline.ALL, Instant.EPOCH, List.of(open)),
                                        HostViews.NONE_KEPT)
                                .lines(Screen.plain(ZoneOffset.UTC)));
        assertTrue(text.contains("1         0  " + sum + "  a reason"), text);
        assertTrue(text.contains("1 CVE, critical, 1 exploited  A fix"), text);
        String sheet =
                String.join(
                        "\n",
                        new HostSheet(
                                        new HostDetails(
                                                open,
                                                List.of(),
                                                new WayForward(List.of(), List.of())))
                                .lines(Screen.plain(ZoneOffset.UTC)));
        assertTrue(sheet.contains("CVEs          " + sum), sheet);
        assertTrue(sheet.contains("CVE-2025-0001  critical  yes        P1"), sheet);
    }

    @Test
    void whatIsRecognisedIsListedWithWhatIsNot() {
        String text =
                String.join(
                        "\n",
                        HostViews.inventory(
                                        new Inventory(
                                                List.of(
                                                        report("h", HostVerdict.COMPLIANT)
                                                                .host()
                                                                .with(
                                                                        b ->
                                                                                b.gap("it is cut")
                                                                                        .profile(
                                                                                                "Image-1",
                                                                                                true))),
                                                List.of("x.txt: it is no text")),
                                        HostViews.NONE_RECOGNISED,
                                        List.of())
                                .lines(Screen.plain(ZoneOffset.UTC)));
        assertTrue(text.contains("esxcli software vib list"), text);
        assertTrue(text.contains("COMPONENTS"), text);
        assertTrue(text.contains("Image-1 (changed)"), text);
        assertTrue(text.contains("h: it is cut\nx.txt: it is no text"), text);
    }

    @Test
    void oneHostIsToldWithItsWayForward() {
        HostDetails details =
                new HostDetails(
                        report("h", HostVerdict.NON_COMPLIANT),
                        List.of(
                                new JudgedPatch(
                                        MISSING, PatchVerdict.MISSING, "it has less", List.of())),
                        new WayForward(
                                List.of(
                                        new InstallStep(
                                                "P1",
                                                2000,
                                                Reboot.REQUIRED,
                                                true,
                                                false,
                                                List.of("esxcli software vib update"))),
                                List.of("agent 1 needs x")));
        String text = String.join("\n", new HostSheet(details).lines(Screen.plain(ZoneOffset.UTC)));
        for (String part :
                List.of(
                        "Verdict       not compliant",
                        "Remark        a remark",
                        "missing  it has less",
                        "To install    1 step, 2.0 kB to fetch, 1 reboot",
                        "Install       P1, 2.0 kB, reboot, maintenance mode",
                        "              esxcli software vib update",
                        "Problem       agent 1 needs x",
                        "To sync first P1")) {
            assertTrue(text.contains(part), () -> part + " in\n" + text);
        }
    }
}
