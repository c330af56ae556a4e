package org.esxsync.compliance;

import static org.esxsync.compliance.Judging.compliance;
import static org.esxsync.compliance.Judging.host;
import static org.esxsync.compliance.Judging.report;
import static org.esxsync.compliance.Judging.told;
import static org.esxsync.compliance.Judging.verdicts;
import static org.esxsync.compliance.ListedPatches.bulletin;
import static org.esxsync.compliance.ListedPatches.vib;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.JudgedPatch;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a patch is to a host whose VIBs are known. */
class VibVerdictsTest {

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
}
