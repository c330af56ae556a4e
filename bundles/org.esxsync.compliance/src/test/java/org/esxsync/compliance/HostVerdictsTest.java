package org.esxsync.compliance;

import static org.esxsync.compliance.Judging.compliance;
import static org.esxsync.compliance.Judging.host;
import static org.esxsync.compliance.Judging.report;
import static org.esxsync.compliance.Judging.told;
import static org.esxsync.compliance.Judging.verdicts;
import static org.esxsync.compliance.ListedPatches.bulletin;
import static org.esxsync.compliance.ListedPatches.profile;
import static org.esxsync.compliance.ListedPatches.vib;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstalledComponent;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.junit.jupiter.api.Test;

/** What is said of a host as a whole. */
class HostVerdictsTest {

    @Test
    void aKeptHostThatCannotBeReadIsUnknown() {
        Host damaged = Host.builder("x.json").gap("cannot read the kept host").build();
        HostReport report = report(compliance(bulletin("P", vib("a", "1"))), damaged);
        assertEquals(HostVerdict.UNKNOWN, report.verdict());
        assertEquals("cannot read the kept host", report.reason());
    }

    @Test
    void aRecalledPatchIsNotDemandedAndToldWhereItIsInstalled() {
        PatchSummary good =
                new PatchSummary(bulletin("GOOD", vib("a", "3")), List.of(), List.of(), 0);
        PatchSummary bad =
                new PatchSummary(
                        bulletin("BAD", vib("a", "2")), List.of(), List.of(), 0, List.of(), true);
        HostCompliance compliance =
                compliance(new ListedPatches().summaries(Judging.RELEASE, List.of(bad, good)));
        assertEquals("{GOOD=MISSING}", told(compliance, host("a 2")));
        assertEquals(
                List.of("it has a 2 of BAD, which was recalled"),
                report(compliance, host("esx-base 1", "a 2")).remarks());
    }

    @Test
    void aHostIsUnknownAsLongAsSomethingIsNotTold() {
        HostCompliance compliance = compliance(bulletin("P", vib("a", "1")));
        Host whole = host("a 1");
        assertEquals(HostVerdict.COMPLIANT, report(compliance, whole).verdict());
        unknown(compliance, whole.with(h -> h.gap("it is cut")), "it is cut");
        unknown(compliance, whole.with(h -> h.connected(false)), "not connected");
        unknown(compliance, whole.with(h -> h.vibs(null)), "only its product");
        unknown(compliance, whole.with(h -> h.release(null)), "its release is not told");
        unknown(
                compliance,
                whole.with(h -> h.release(EsxRelease.parse("esxi-9.9"))),
                "no matcher knows");
        unknown(
                compliance(new ListedPatches().release(Judging.RELEASE)),
                whole,
                "no source lists a patch for esxi-7.0");
        Host lacking = host("a 0.9").with(h -> h.gap("it is cut"));
        assertEquals(HostVerdict.NON_COMPLIANT, report(compliance, lacking).verdict());
    }

    private static void unknown(HostCompliance compliance, Host host, String reason) {
        HostReport report = report(compliance, host);
        assertEquals(HostVerdict.UNKNOWN, report.verdict());
        assertTrue(report.reason().contains(reason), report.reason());
    }

    @Test
    void aHostThatIsNewerThanTheCatalogueIsCompliantAndToldSo() {
        HostCompliance compliance = compliance(bulletin("P", vib("esx-base", "7.0.3-0.1.1")));
        Host host = host("esx-base 7.0.3-0.2.2").with(h -> h.base(new VibVersion("7.0.3-0.2.2")));
        HostReport report = report(compliance, host);
        assertEquals(HostVerdict.COMPLIANT, report.verdict());
        assertTrue(report.reason().contains("newer than all"), report.reason());
    }

    @Test
    void vibsOfOtherVendorsThatNothingListsAreToldApart() {
        Host host =
                host("a 1")
                        .with(
                                h ->
                                        h.vibs(
                                                List.of(
                                                        new InstalledVib(
                                                                "esx-base",
                                                                new VibVersion("1"),
                                                                "VMware"),
                                                        new InstalledVib(
                                                                "a", new VibVersion("1"), "ACME"),
                                                        new InstalledVib(
                                                                "agent",
                                                                new VibVersion("1"),
                                                                "ACME"))));
        assertEquals(
                "[agent 1]",
                report(compliance(bulletin("P", vib("a", "1"))), host).unlisted().toString());
    }

    @Test
    void whatIsToldOfSeveralHostsIsTheSameAsOfEach() {
        HostCompliance compliance =
                compliance(bulletin("P", vib("a", "2")), profile("I", vib("a", "2")));
        List<Host> hosts =
                List.of(host("a 1"), host("a 2"), host("a 1").with(h -> h.release(null)));
        assertEquals(
                hosts.stream().map(each -> compliance.details(each, Baseline.ALL, null)).toList(),
                compliance.details(hosts, Baseline.ALL, null).toList());
    }

    @Test
    void aHostThatNothingConcernsIsUnknown() {
        HostCompliance compliance = compliance(bulletin("FLING", vib("fling", "1")));
        unknown(compliance, host("esx-base 1"), "no patch of the baseline applies to it");
    }

    @Test
    void whatAListWithGapsDoesNotHaveIsUnknown() {
        HostCompliance compliance =
                compliance(
                        bulletin("A", vib("a", "1")),
                        bulletin("AB", vib("a", "1"), vib("b", "1")),
                        bulletin("B", vib("b", "1")),
                        bulletin("C", vib("a", "2"), vib("b", "1")));
        Host cut = host("a 1").with(h -> h.gap("it is cut"));
        assertEquals("{A=INSTALLED, AB=UNKNOWN, B=UNKNOWN, C=MISSING}", told(compliance, cut));
        assertEquals(
                "what the host tells has gaps, and nothing of b 1",
                compliance.details(cut, Baseline.ALL, null).patches().get(1).reason());
        HostCompliance withImage = compliance(profile("Image", vib("a", "1"), vib("b", "1")));
        Baseline image = Baseline.named(List.of("Image"));
        assertEquals(Map.of("Image", PatchVerdict.UNKNOWN), verdicts(withImage, cut, image));
        assertEquals(
                Map.of("Image", PatchVerdict.MISSING),
                verdicts(withImage, host("a 0.9").with(h -> h.gap("it is cut")), image));
        Host components =
                Host.builder("h")
                        .release(EsxRelease.parse(Judging.RELEASE))
                        .components(List.of(new InstalledComponent("X", new VibVersion("1"))))
                        .gap("it is cut")
                        .build();
        assertEquals(
                "{X_1=INSTALLED, Y_1=UNKNOWN}",
                told(
                        compliance(bulletin("X_1", vib("x", "1")), bulletin("Y_1", vib("y", "1"))),
                        components));
    }
}
