package org.esxsync.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
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
import org.esxsync.api.compliance.JudgedVib;
import org.esxsync.api.compliance.LackingHosts;
import org.esxsync.api.compliance.OpenVulnerability;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.compliance.WayForward;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.junit.jupiter.api.Test;

class HostFieldsTest {

    private static final InstalledVib INSTALLED = new InstalledVib("nic", new VibVersion("1"), "V");
    private static final Host HOST =
            Host.builder("=cmd|' /C calc'!A0")
                    .release(EsxRelease.parse("esxi-7.0"))
                    .version("7.0.3")
                    .build(11111111L)
                    .vibs(List.of(INSTALLED))
                    .origin("list.txt: esxcli software vib list")
                    .build();
    private static final PatchSummary MISSING =
            new PatchSummary(
                    Patch.builder("s", "P1", "depot").title("@SUM(1)").build(),
                    List.of(),
                    List.of(),
                    0);
    private static final HostReport REPORT =
            HostReport.builder(HOST, HostVerdict.NON_COMPLIANT, "it lacks 1 patch")
                    .installed(3)
                    .superseded(2)
                    .notApplicable(1)
                    .missing(List.of(MISSING))
                    .unlisted(List.of(INSTALLED))
                    .build();
    private static final ComplianceReport ALL =
            new ComplianceReport(Baseline.ALL, Instant.EPOCH, List.of(REPORT));
    private static final HostDetails DETAILS =
            new HostDetails(
                    REPORT,
                    List.of(
                            new JudgedPatch(
                                    MISSING,
                                    PatchVerdict.MISSING,
                                    "the host has nic 1",
                                    List.of(
                                            new JudgedVib(
                                                    Vib.builder(
                                                                    "V",
                                                                    "bootbank",
                                                                    "nic",
                                                                    new VibVersion("2"))
                                                            .build(),
                                                    INSTALLED,
                                                    PatchVerdict.MISSING)))),
                    new WayForward(
                            List.of(
                                    new InstallStep(
                                            "P1",
                                            12,
                                            Reboot.REQUIRED,
                                            true,
                                            false,
                                            List.of("esxcli"))),
                            List.of()));

    private static void has(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> part + " in " + text);
        }
    }

    @Test
    void whatCouldNotBeReadIsInEachForm() {
        ComplianceReport report = ALL.withProblems(List.of("x.txt: it is no text"));
        has(
                new RecordWriter().compliance(report),
                "\"problems\": [\n    \"x.txt: it is no text\"\n  ]");
        has(new TableWriter().compliance(report), ",,,,unknown,not read: x.txt: it is no text,");
    }

    @Test
    void aSyncTellsWhichKeptHostsLackWhatItBrought() {
        has(
                new RecordWriter().report(Samples.REPORT, new LackingHosts(12, 3, 2), ""),
                "\"keptHosts\": {\n    \"hosts\": 12,\n    \"patches\": 3,\n"
                        + "    \"security\": 2\n  }");
        has(
                new RecordWriter().report(Samples.REPORT, null, "it cannot be read"),
                "\"keptHosts\": {\n    \"problem\": \"it cannot be read\"\n  }");
    }

    @Test
    void jsonTellsHostsAndWhatTheyLack() {
        has(
                new RecordWriter().inventory(new Inventory(List.of(HOST), List.of("a problem"))),
                "\"release\": \"esxi-7.0\"",
                "\"build\": 11111111",
                "\"bulletins\": null",
                "\"nic 1\"",
                "\"a problem\"");
        has(
                new RecordWriter().compliance(ALL),
                "\"verdict\": \"non_compliant\"",
                "\"nonCompliant\": 1",
                "\"missingCount\": 1",
                "\"id\": \"P1\"");
        has(
                new RecordWriter().hostDetails(DETAILS),
                "\"id\": \"V_bootbank_nic_2\"",
                "\"installed\": \"nic 1\"",
                "\"reboots\": 1",
                "\"published\": false");
    }

    @Test
    void csvHasARowForEachAndNoFormula() {
        String hosts = new TableWriter().inventory(new Inventory(List.of(HOST, HOST), List.of()));
        assertEquals(3, hosts.lines().count());
        has(hosts, "\r\n'=cmd|' /C calc'!A0,esxi-7.0,7.0.3,11111111,,nic 1,");
        has(
                new TableWriter().compliance(ALL),
                ",non_compliant,it lacks 1 patch,1,0,3,2,1,0,P1,,,,\r\n");
        has(new TableWriter().hostDetails(DETAILS), "P1,missing,the host has nic 1,", "'@SUM(1)");
    }

    private static ComplianceReport exposed(boolean knowsExploited) {
        Vulnerability known =
                new Vulnerability(
                        "CVE-2025-0001",
                        "=A()",
                        null,
                        "critical",
                        null,
                        null,
                        List.of(),
                        List.of(),
                        List.of());
        return new ComplianceReport(
                Baseline.ALL,
                Instant.EPOCH,
                List.of(
                        REPORT.with(
                                new Exposure(
                                        List.of(
                                                new OpenVulnerability(
                                                        known, List.of("P1"), List.of("U3f"))),
                                        4,
                                        5,
                                        knowsExploited)),
                        REPORT));
    }

    @Test
    void whatHostsAreOpenToIsTold() {
        has(
                new RecordWriter().compliance(exposed(true)),
                "\"closes\": [\n            \"CVE-2025-0001\"\n          ]",
                "\"closes\": null",
                "\"exploited\": false",
                "\"openCount\": 1",
                "\"vulnerabilities\": null");
        has(
                new RecordWriter().exposures(exposed(false), List.of()),
                "\"exploited\": null",
                "\"fixedIn\": [\n              \"U3f\"\n            ]",
                "\"unknown\": 5");
        has(
                new TableWriter().compliance(exposed(true)),
                ",P1,1,0,5,CVE-2025-0001\r\n",
                ",P1,,,,\r\n");
        has(
                new TableWriter().exposures(exposed(true)),
                "esxi-7.0,1,4,5,CVE-2025-0001,critical,,false,P1,U3f,'=A()\r\n",
                "esxi-7.0,,,,,,,,,,\r\n");
    }
}
