package org.esxsync.compliance;

import static org.esxsync.compliance.ListedPatches.bulletin;
import static org.esxsync.compliance.ListedPatches.profile;
import static org.esxsync.compliance.ListedPatches.vib;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstalledComponent;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.JudgedPatch;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.UnknownPatchException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostComplianceTest {

    private static final String RELEASE = "esxi-7.0";

    private static HostCompliance compliance(ListedPatches listed) {
        return new HostCompliance(listed, Clock.systemUTC(), () -> new HostAge(90));
    }

    private static HostCompliance compliance(Patch... patches) {
        return compliance(new ListedPatches().release(RELEASE, patches));
    }

    /**
     * @param vibs names and versions with a blank between them
     */
    private static Host host(String... vibs) {
        return Host.builder("h")
                .release(EsxRelease.parse(RELEASE))
                .vibs(Stream.of(vibs).map(HostComplianceTest::installed).toList())
                .build();
    }

    private static InstalledVib installed(String text) {
        String[] words = text.split(" ");
        return new InstalledVib(words[0], new VibVersion(words[1]), "");
    }

    private static Map<String, PatchVerdict> verdicts(
            HostCompliance compliance, Host host, Baseline baseline) {
        Map<String, PatchVerdict> verdicts = new TreeMap<>();
        for (JudgedPatch each : compliance.details(host, baseline, null).patches()) {
            verdicts.put(each.patch().patch().id(), each.verdict());
        }
        return verdicts;
    }

    private static String told(HostCompliance compliance, Host host) {
        return verdicts(compliance, host, Baseline.ALL).toString();
    }

    private static HostReport report(HostCompliance compliance, Host host) {
        return compliance.judge(List.of(host), Baseline.ALL, null).hosts().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "1.9, MISSING, NON_COMPLIANT",
        "1.10, INSTALLED, COMPLIANT",
        "01.010, INSTALLED, COMPLIANT",
        "1.10-1, INSTALLED, COMPLIANT"
    })
    void aPatchIsJudgedByTheVersionOfItsVib(
            String version, PatchVerdict verdict, HostVerdict hostVerdict) {
        HostCompliance compliance = compliance(bulletin("P", vib("a", "1.10")));
        Host host = host("esx-base 1", "a " + version);
        assertEquals(Map.of("P", verdict), verdicts(compliance, host, Baseline.ALL));
        assertEquals(hostVerdict, report(compliance, host).verdict());
    }

    @Test
    void oneLowerVibMakesThePatchMissingAndNoneMakesItNotApplicable() {
        HostCompliance compliance =
                compliance(
                        bulletin("BOTH", vib("a", "2"), vib("b", "2")),
                        bulletin("NONE", vib("c", "9")),
                        bulletin("PART", vib("a", "1"), vib("c", "9")));
        assertEquals(
                "{BOTH=MISSING, NONE=NOT_APPLICABLE, PART=INSTALLED}",
                told(compliance, host("a 2", "b 1")));
        HostReport report = report(compliance, host("a 2", "b 1", "x 1"));
        assertEquals("it lacks 1 patch", report.reason());
        assertEquals(
                List.of(1, 0, 1, 0),
                List.of(
                        report.installed(),
                        report.superseded(),
                        report.notApplicable(),
                        report.unknown()));
        assertEquals("[x 1]", report.unlisted().toString());
    }

    @Test
    void aMissingPatchIsSupersededWhenNewerOnesBringWhatItBrings() {
        HostCompliance compliance =
                compliance(
                        bulletin("OLD", vib("a", "2"), vib("b", "2")),
                        bulletin("A", vib("a", "3")),
                        bulletin("B", vib("b", "2.1")),
                        bulletin("SAME", vib("a", "3"), vib("b", "2.1")));
        assertEquals(
                "{A=MISSING, B=MISSING, OLD=SUPERSEDED, SAME=MISSING}",
                told(compliance, host("a 1", "b 1")));
        assertEquals(
                "{A=INSTALLED, B=INSTALLED, OLD=INSTALLED, SAME=INSTALLED}",
                told(compliance, host("a 3", "b 9")));
    }

    @Test
    void aVibThatReplacesAnotherNameIsMissingWhereThatOneIs() {
        Vib replacing =
                Vib.builder("V", "bootbank", "new", new VibVersion("1"))
                        .replaces(
                                List.of(
                                        new VibRelation(
                                                "old",
                                                VibRelation.Operator.LOWER,
                                                new VibVersion("5"))))
                        .build();
        HostCompliance compliance =
                compliance(bulletin("NEW", replacing), bulletin("OLD", vib("old", "4")));
        assertEquals("{NEW=MISSING, OLD=SUPERSEDED}", told(compliance, host("old 3")));
        assertEquals("{NEW=NOT_APPLICABLE, OLD=INSTALLED}", told(compliance, host("old 5")));
        assertEquals("{NEW=INSTALLED, OLD=NOT_APPLICABLE}", told(compliance, host("new 1")));
        assertEquals("{NEW=INSTALLED, OLD=INSTALLED}", told(compliance, host("new 1", "old 4")));
    }

    @Test
    void vibsThatReplaceEachOtherHideNothing() {
        Vib one =
                Vib.builder("V", "bootbank", "one", new VibVersion("2"))
                        .replaces(List.of(VibRelation.any("two")))
                        .build();
        Vib two =
                Vib.builder("V", "bootbank", "two", new VibVersion("2"))
                        .replaces(List.of(VibRelation.any("one")))
                        .build();
        HostCompliance compliance = compliance(bulletin("ONE", one), bulletin("TWO", two));
        assertEquals(HostVerdict.NON_COMPLIANT, report(compliance, host("one 1")).verdict());
    }

    @Test
    void anImageProfileDemandsEachVibOfIt() {
        HostCompliance compliance =
                compliance(
                        profile("Image-1", vib("a", "1"), vib("b", "1")),
                        bulletin("P", vib("a", "9")));
        Baseline image = Baseline.named(List.of("image-1"));
        assertEquals(
                Map.of("Image-1", PatchVerdict.INSTALLED),
                verdicts(compliance, host("a 1", "b 2"), image));
        assertEquals(
                Map.of("Image-1", PatchVerdict.MISSING), verdicts(compliance, host("a 1"), image));
        assertEquals("{P=MISSING}", told(compliance, host("a 1")));
        assertThrows(
                UnknownPatchException.class,
                () ->
                        compliance.judge(
                                List.of(host("a 1")), Baseline.named(List.of("Image-2")), null));
    }

    @Test
    void baselinesLeaveOutWhatTheyDoNotDemand() {
        HostCompliance compliance =
                compliance(
                        bulletin("S", "security", "2020-01-31", vib("a", "2")),
                        bulletin("B", "bugfix", "2020-02-01", vib("a", "3")));
        Host host = host("esx-base 1", "a 1");
        assertEquals("{B=MISSING, S=SUPERSEDED}", told(compliance, host));
        assertEquals(
                Map.of("S", PatchVerdict.MISSING),
                verdicts(compliance, host, Baseline.parse("security")));
        assertEquals(
                Map.of("S", PatchVerdict.MISSING),
                verdicts(compliance, host, Baseline.until(LocalDate.of(2020, 1, 31))));
        assertEquals(
                Map.of("B", PatchVerdict.MISSING),
                verdicts(compliance, host, Baseline.parse(" b,")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-13-01,   is no day",
        "2026-1-1,     is no day",
        "31.12.2026,   is no day",
        "'security,all', stand alone",
        "'2026-01-01,P', stand alone",
        "latest,       is not known"
    })
    void aBaselineThatIsNoneIsTold(String text, String reason) {
        IllegalArgumentException problem =
                assertThrows(IllegalArgumentException.class, () -> Baseline.parse(text));
        assertTrue(String.valueOf(problem.getMessage()).contains(reason), problem.getMessage());
    }

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
                compliance(new ListedPatches().summaries(RELEASE, List.of(bad, good)));
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
        unknown(compliance(new ListedPatches().release(RELEASE)), whole, "nothing is listed");
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
    void anOldHostIsJudgedByItsBulletinsAndWhatSupersedesThem() {
        Patch first = Patch.builder("s", "ESX350-200801111-SG", "files").build();
        Patch second =
                Patch.builder("s", "ESX350-200802222-SG", "files")
                        .supersedes(List.of("ESX350-200801111-SG"))
                        .build();
        Patch third =
                Patch.builder("s", "ESX350-200803333-SG", "files")
                        .supersedes(List.of("ESX350-200802222-SG"))
                        .build();
        Patch update = Patch.builder("s", "ESX350-Update04", "files").build();
        HostCompliance compliance =
                compliance(new ListedPatches().release("esx-3.5", first, second, third, update));
        Host none =
                Host.builder("h").release(EsxRelease.parse("esx-3.5")).bulletins(List.of()).build();
        assertEquals(
                "{ESX350-200801111-SG=SUPERSEDED, ESX350-200802222-SG=SUPERSEDED,"
                        + " ESX350-200803333-SG=MISSING, ESX350-Update04=MISSING}",
                told(compliance, none));
        Host newest =
                none.with(h -> h.bulletins(List.of("esx350-200803333-sg", "ESX350-Update05")));
        assertEquals(
                "{ESX350-200801111-SG=INSTALLED, ESX350-200802222-SG=INSTALLED,"
                        + " ESX350-200803333-SG=INSTALLED, ESX350-Update04=MISSING}",
                told(compliance, newest));
        HostDetails details = compliance.details(none, Baseline.ALL, null);
        assertEquals(
                List.of("ESX350-200803333-SG", "ESX350-Update04"),
                details.way().steps().stream().map(each -> each.patch()).toList());
        assertEquals(List.of("install ESX350-200803333-SG"), details.way().steps().get(0).lines());
    }

    @Test
    void aScanTellsWhatIsMissingAndNothingMore() {
        HostCompliance compliance =
                compliance(
                        new ListedPatches()
                                .release(
                                        "esxi-4.1",
                                        Patch.builder("s", "ESXi410-201101201-SG", "files").build(),
                                        Patch.builder("s", "ESXi410-201101202-UG", "files")
                                                .build()));
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse("esxi-4.1"))
                        .lacking(List.of("ESXi410-201101201-SG"))
                        .build();
        assertEquals(
                "{ESXi410-201101201-SG=MISSING, ESXi410-201101202-UG=UNKNOWN}",
                told(compliance, host));
    }

    @Test
    void componentsAreJudgedByNameAndVersion() {
        HostCompliance compliance =
                compliance(
                        bulletin("Made-up-nic_1.2.3", vib("nic", "1.2.3")),
                        bulletin("Made-up-hba_4.5", vib("hba", "4.5")),
                        bulletin("Other_1.0", vib("other", "1.0")));
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse(RELEASE))
                        .components(
                                List.of(
                                        new InstalledComponent(
                                                "Made-up-nic", new VibVersion("1.2.2")),
                                        new InstalledComponent(
                                                "Made-up-hba", new VibVersion("4.5"))))
                        .build();
        assertEquals(
                "{Made-up-hba_4.5=INSTALLED, Made-up-nic_1.2.3=MISSING, Other_1.0=NOT_APPLICABLE}",
                told(compliance, host));
    }

    private static Host withBuild(String release, String version, long build) {
        return Host.builder("h")
                .release(EsxRelease.parse(release))
                .version(version)
                .build(build)
                .build();
    }

    /** Each pair is of {@code builds-traps.tsv}: builds that do not order what they are. */
    @ParameterizedTest
    @CsvSource({
        "esxi-5.5, 5.5.0, 5.5.0-0.15.1746974, 5.5.0-1.16.1746018",
        "esxi-6.7, 6.7.0, 6.7.0-1.41.13004448, 6.7.0-1.44.12986307",
        "esxi-7.0, 7.0.2, 7.0.2-0.30.19290878, 7.0.3-0.20.19193900",
        "esxi-7.0, 7.0.1, 7.0.1-0.50.19324898, 7.0.3-0.20.19193900",
        "esxi-8.0, 8.0.2, 8.0.2-0.70.24585300, 8.0.3-0.50.24585383",
        "esxi-8.0, 8.0.2, 8.0.2-0.80.24789317, 8.0.3-0.60.24784735",
        "esxi-6.0, 6.0.0, 6.0.0-1.31.5251621, 6.0.0-2.58.5251623",
        "esxi-6.0, 6.0.0, 6.0.0-2.58.5251623, 6.0.0-3.66.5485776",
        "esxi-8.0, 8.0.2, 8.0.2-0.20.23305545, 8.0.2-0.25.23305546"
    })
    void aBuildCountsForTheVersionThatItIs(
            String release, String lowerVersion, String lower, String higher) {
        HostCompliance compliance =
                compliance(
                        new ListedPatches()
                                .release(
                                        release,
                                        bulletin("LOWER", vib("esx-base", lower)),
                                        bulletin("HIGHER", vib("esx-base", higher))));
        assertEquals(
                "{HIGHER=MISSING, LOWER=INSTALLED}",
                told(compliance, withBuild(release, lowerVersion, build(lower))));
        String higherVersion = new VibVersion(higher).version();
        assertEquals(
                "{HIGHER=INSTALLED, LOWER=INSTALLED}",
                told(compliance, withBuild(release, higherVersion, build(higher))));
    }

    private static long build(String version) {
        return Long.parseLong(version.substring(version.lastIndexOf('.') + 1));
    }

    @Test
    void aBuildThatIsNotListedCountsWithinItsBranchAlone() {
        HostCompliance compliance =
                compliance(
                        bulletin("A", vib("esx-base", "7.0.2-0.0.17000000")),
                        bulletin("B", vib("esx-base", "7.0.2-0.1.18000000")),
                        bulletin("C", vib("esx-base", "7.0.3-0.0.19000000")),
                        bulletin("NIC", vib("nic", "1")));
        assertEquals(
                "{A=INSTALLED, B=SUPERSEDED, C=MISSING, NIC=UNKNOWN}",
                told(compliance, withBuild(RELEASE, "7.0.2", 17500000)));
        assertEquals(
                "{A=UNKNOWN, B=UNKNOWN, C=UNKNOWN, NIC=UNKNOWN}",
                told(compliance, withBuild(RELEASE, "7.0.2", 19500000)));
        assertEquals(
                "{A=INSTALLED, B=INSTALLED, C=INSTALLED, NIC=UNKNOWN}",
                told(compliance, withBuild(RELEASE, "7.0.3", 19500000)));
        // ESXi for Arm: another product of the same version.
        assertEquals(
                "{A=UNKNOWN, B=UNKNOWN, C=UNKNOWN, NIC=UNKNOWN}",
                told(compliance, withBuild(RELEASE, "7.0.0", 19546333)));
    }

    @Test
    void whatIsSupersededNeedsOneThatTheHostLacks() {
        Vib replacing =
                Vib.builder("V", "bootbank", "bbb", new VibVersion("1"))
                        .replaces(List.of(VibRelation.any("aaa")))
                        .build();
        HostCompliance compliance =
                compliance(
                        bulletin("S1", vib("aaa", "2")),
                        bulletin("S2", replacing),
                        bulletin("S3", vib("ccc", "2")));
        assertEquals(
                "{S1=MISSING, S2=INSTALLED, S3=MISSING}",
                told(compliance, host("aaa 1", "bbb 1", "ccc 1")));
        assertEquals(
                "{S1=MISSING, S2=INSTALLED, S3=INSTALLED}",
                told(compliance, host("aaa 1", "bbb 1", "ccc 2")));
        assertEquals(
                "{S1=SUPERSEDED, S2=MISSING, S3=INSTALLED}",
                told(compliance, host("aaa 1", "ccc 2")));
        assertEquals(
                "the host has aaa 1; it brings aaa 2",
                compliance
                        .details(host("aaa 1", "bbb 1"), Baseline.ALL, null)
                        .patches()
                        .get(0)
                        .reason());
    }

    private static Vib inPlaceOf(String name, String other) {
        return Vib.builder("V", "bootbank", name, new VibVersion("2"))
                .replaces(List.of(VibRelation.any(other)))
                .build();
    }

    @Test
    void whatReplacesEachOtherInACircleIsMissing() {
        HostCompliance compliance =
                compliance(
                        bulletin("A", inPlaceOf("a", "b")),
                        bulletin("B", inPlaceOf("b", "c")),
                        bulletin("C", inPlaceOf("c", "a")),
                        bulletin("Z", vib("z", "2")));
        assertEquals(
                "{A=MISSING, B=MISSING, C=MISSING, Z=MISSING}",
                told(compliance, host("a 1", "b 1", "c 1", "z 1")));
    }

    @Test
    void bulletinsThatSupersedeEachOtherAreMissing() {
        Patch one = Patch.builder("s", "ONE", "files").supersedes(List.of("TWO")).build();
        Patch two = Patch.builder("s", "TWO", "files").supersedes(List.of("ONE")).build();
        Patch other = Patch.builder("s", "OTHER", "files").build();
        Host none =
                Host.builder("h").release(EsxRelease.parse("esx-3.5")).bulletins(List.of()).build();
        assertEquals(
                "{ONE=MISSING, OTHER=MISSING, TWO=MISSING}",
                told(compliance(new ListedPatches().release("esx-3.5", one, two, other)), none));
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
        unknown(compliance, host("esx-base 1"), "nothing that is demanded concerns it");
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
                        .release(EsxRelease.parse(RELEASE))
                        .components(List.of(new InstalledComponent("X", new VibVersion("1"))))
                        .gap("it is cut")
                        .build();
        assertEquals(
                "{X_1=INSTALLED, Y_1=UNKNOWN}",
                told(
                        compliance(bulletin("X_1", vib("x", "1")), bulletin("Y_1", vib("y", "1"))),
                        components));
    }

    @Test
    void aBuildTellsNothingOfWhatIsNotBuiltWithIt() {
        HostCompliance compliance =
                compliance(
                        bulletin("BASE", vib("esx-base", "7.0.3-0.1.19000000")),
                        bulletin(
                                "IMAGE",
                                vib("esx-base", "7.0.3-0.1.19000000"),
                                vib("esx-ui-base", "7.0.3-0.1.19000000")),
                        bulletin(
                                "MORE",
                                vib("esx-base", "7.0.3-0.1.19000000"),
                                vib("other", "1.2")));
        assertEquals(
                "{BASE=INSTALLED, IMAGE=INSTALLED, MORE=UNKNOWN}",
                told(compliance, withBuild(RELEASE, "7.0.3", 19000000)));
        assertEquals(
                "{BASE=MISSING, IMAGE=MISSING, MORE=MISSING}",
                told(compliance, withBuild(RELEASE, "7.0.3", 18000000)));
    }

    @Test
    void aHostWhoseBuildIsNewerThanTheCatalogueIsToldSo() {
        HostCompliance compliance =
                compliance(bulletin("P", vib("esx-base", "7.0.3-0.1.19000000")));
        HostReport newer = report(compliance, withBuild(RELEASE, "7.0.3", 19500000));
        assertEquals("it is newer than all that is listed", newer.reason());
        assertEquals(
                List.of(
                        "its build 19500000 is newer than the newest esx-base that is listed,"
                                + " 7.0.3-0.1.19000000"),
                newer.remarks());
        assertEquals(
                "it has all that is demanded",
                report(compliance, withBuild(RELEASE, "7.0.3", 19000000)).reason());
    }

    @Test
    void theOrderOfTheCatalogueDoesNotMatter() {
        Random random = new Random(20);
        for (int round = 0; round < 200; round++) {
            List<Patch> patches = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                patches.add(bulletin("P" + i, vibs(random)));
            }
            Host host = host("a " + random.nextInt(4), "b " + random.nextInt(4), "d 1");
            String expected = null;
            for (int order = 0; order < 4; order++) {
                Collections.shuffle(patches, random);
                HostCompliance compliance = compliance(patches.toArray(Patch[]::new));
                String told = told(compliance, host) + report(compliance, host).verdict();
                expected = expected == null ? told : expected;
                assertEquals(expected, told);
            }
        }
    }

    private static Vib[] vibs(Random random) {
        Vib[] vibs = new Vib[1 + random.nextInt(3)];
        for (int i = 0; i < vibs.length; i++) {
            String name = String.valueOf((char) ('a' + random.nextInt(4)));
            String other = String.valueOf((char) ('a' + random.nextInt(4)));
            VibVersion version = new VibVersion(String.valueOf(random.nextInt(5)));
            vibs[i] =
                    Vib.builder("V", "bootbank", name, version)
                            .replaces(
                                    random.nextInt(3) == 0 && !other.equals(name)
                                            ? List.of(VibRelation.any(other))
                                            : List.of())
                            .build();
        }
        return vibs;
    }

    @Test
    void theNewestImageIsTheWayAndTellsWhatStandsInIt() {
        Vib base =
                Vib.builder("V", "bootbank", "esx-base", new VibVersion("7.0.3-0.2.2"))
                        .provides(List.of(VibRelation.any("vmkapi_2")))
                        .conflicts(List.of(VibRelation.any("bad-agent")))
                        .build();
        HostCompliance compliance =
                compliance(
                        bulletin("P", vib("esx-base", "7.0.3-0.2.2")),
                        bulletin("NIC", vib("oem-nic", "2")),
                        profile("Old-standard", vib("esx-base", "7.0.3-0.1.1")),
                        profile("New-no-tools", base),
                        profile("New-standard", base));
        InstalledVib agent =
                new InstalledVib(
                        "agent",
                        new VibVersion("1"),
                        "ACME",
                        List.of(VibRelation.any("vmkapi_1")),
                        List.of(),
                        List.of(),
                        List.of());
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse(RELEASE))
                        .vibs(
                                List.of(
                                        installed("esx-base 7.0.3-0.1.1"),
                                        installed("oem-nic 1"),
                                        installed("bad-agent 1"),
                                        agent))
                        .build();
        HostDetails details = compliance.details(host, Baseline.ALL, null);
        assertEquals(
                List.of("New-standard", "NIC"),
                details.way().steps().stream().map(each -> each.patch()).toList());
        assertEquals(
                List.of(
                        "esxcli software profile update -d http://MIRROR/esxi-7.0/index.xml -p"
                                + " New-standard"),
                details.way().steps().get(0).lines());
        assertEquals(
                "esxcli software vib update -d http://MIRROR/esxi-7.0/index.xml -n oem-nic",
                details.way().steps().get(1).lines().get(0));
        String obstacles = String.join("\n", details.way().obstacles());
        assertTrue(obstacles.contains("conflicts with bad-agent 1"), obstacles);
        assertTrue(obstacles.contains("agent 1 needs vmkapi_1"), obstacles);
        assertEquals(2, details.way().obstacles().size(), obstacles);
        assertEquals(List.of("New-standard", "NIC"), details.way().unpublished());
    }

    @Test
    void aNameThatAPublisherChoseIsOneWordOfALine() {
        HostCompliance compliance =
                compliance(
                        bulletin("P", vib("esx-base", "2"), vib("x;y", "2")),
                        profile("I'm; reboot", vib("esx-base", "2")));
        HostDetails details = compliance.details(host("esx-base 1", "x;y 1"), Baseline.ALL, null);
        String lines =
                details.way().steps().stream()
                        .map(step -> String.join("\n", step.lines()))
                        .collect(Collectors.joining("\n"));
        assertTrue(lines.contains(" -p 'I'\\''m; reboot'"), lines);
        assertTrue(lines.contains(" -n 'x;y'"), lines);
    }

    @Test
    void theReleaseThatIsAskedForCountsForAllHosts() {
        HostCompliance compliance =
                compliance(
                        new ListedPatches()
                                .release(RELEASE, bulletin("SEVEN", vib("a", "1")))
                                .release("esxi-8.0", bulletin("EIGHT", vib("a", "2"))));
        HostReport report =
                compliance.judge(List.of(host("a 1")), Baseline.ALL, "8.0").hosts().get(0);
        assertEquals("EIGHT", report.missing().get(0).patch().id());
    }

    private static Patch image(String id, String base, String provides, VibRelation... needs) {
        return profile(
                id,
                Vib.builder("V", "bootbank", "esx-base", new VibVersion(base))
                        .provides(List.of(VibRelation.any(provides)))
                        .depends(List.of(needs))
                        .build());
    }

    private static WayFacts way(Host host, @Nullable String release, Patch... patches) {
        HostDetails details =
                compliance(
                                new ListedPatches()
                                        .release(RELEASE, patches)
                                        .release("esxi-8.0", patches))
                        .details(host, Baseline.ALL, release);
        return new WayFacts(
                details.way().steps().stream().map(each -> each.patch()).toList(),
                String.join("\n", details.way().obstacles()));
    }

    private record WayFacts(List<String> steps, String obstacles) {}

    @Test
    void anImageThatNeedsWhatAnOlderOneBringsIsReachedThroughThat() {
        Patch[] patches = {
            bulletin("P", vib("esx-base", "7.0.3-0.4.4")),
            image("First-standard", "7.0.1-0.1.1", "keys_1"),
            image("Second-standard", "7.0.2-0.2.2", "keys_2", VibRelation.any("keys_1")),
            image("Also-standard", "7.0.2-0.2.1", "keys_2", VibRelation.any("keys_9")),
            image("Third-standard", "7.0.3-0.4.4", "keys_3", VibRelation.any("keys_2"))
        };
        assertEquals(
                new WayFacts(List.of("First-standard", "Second-standard", "Third-standard"), ""),
                way(host("esx-base 7.0.0-0.0.1"), null, patches));
        InstalledVib second =
                new InstalledVib(
                        "esx-base",
                        new VibVersion("7.0.2-0.2.2"),
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(VibRelation.any("keys_2")));
        Host newer = host("esx-base 1").with(builder -> builder.vibs(List.of(second)));
        assertEquals(new WayFacts(List.of("Third-standard"), ""), way(newer, null, patches));
    }

    @Test
    void whatNoImageBringsIsAnObstacleAndSoIsAnotherRelease() {
        Patch[] patches = {
            bulletin("P", vib("esx-base", "7.0.3-0.4.4")),
            image("Loop-standard", "7.0.2-0.2.2", "keys_2", VibRelation.any("keys_2a")),
            image("Third-standard", "7.0.3-0.4.4", "keys_3", VibRelation.any("keys_2"))
        };
        WayFacts way = way(host("esx-base 7.0.0-0.0.1"), null, patches);
        assertEquals(List.of("Third-standard"), way.steps());
        assertTrue(
                way.obstacles().startsWith("Third-standard needs keys_2, which"), way.obstacles());
        String other = way(host("esx-base 7.0.0-0.0.1"), "8.0", patches).obstacles();
        assertTrue(other.contains("the host runs esxi-7.0: nothing that is listed tells"), other);
    }

    @Test
    void theDetailsOfASupersededPatchSaySo() {
        HostDetails details =
                compliance(bulletin("P1", vib("a", "2")), bulletin("P2", vib("a", "3")))
                        .details(host("a 1"), Baseline.ALL, null);
        JudgedPatch first = details.patches().get(0);
        assertEquals(PatchVerdict.SUPERSEDED, first.verdict());
        assertEquals(PatchVerdict.SUPERSEDED, first.vibs().get(0).verdict());
        assertEquals(
                "the host has a 1; it brings a 2, and another patch a newer one", first.reason());
    }
}
