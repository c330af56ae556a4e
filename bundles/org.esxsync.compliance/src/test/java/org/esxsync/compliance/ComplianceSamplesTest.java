package org.esxsync.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real lists of VIBs against each other, where their folder stands beside the repository. */
class ComplianceSamplesTest {

    private static final Path SAMPLES = Path.of("../../../shared/samples/hosts");
    private static final String PROFILE = "Second-standard";

    @BeforeEach
    void samplesAreThere() {
        Assumptions.assumeTrue(
                Files.isDirectory(SAMPLES), "the samples of hosts are not there: skipped");
    }

    private static List<Host> hosts(String file) {
        return new InventoryReader().read(List.of(SAMPLES.resolve(file))).hosts();
    }

    private static Vib vib(InstalledVib installed) {
        return Vib.builder("OTHER", "bootbank", installed.name(), installed.version()).build();
    }

    private static HostCompliance compliance(String release, List<Patch> patches) {
        return new HostCompliance(
                new ListedPatches().release(release, patches.toArray(Patch[]::new)),
                Clock.systemUTC(),
                () -> new HostAge(90));
    }

    @Test
    void theUpdateFrom702To703IsJudged() {
        List<InstalledVib> second =
                Objects.requireNonNull(hosts("viblist-7.0.3-dell.txt").get(0).vibs());
        List<Patch> patches = new ArrayList<>();
        second.forEach(each -> patches.add(ListedPatches.bulletin(each.name(), vib(each))));
        patches.add(
                ListedPatches.profile(
                        PROFILE,
                        second.stream().map(ComplianceSamplesTest::vib).toArray(Vib[]::new)));
        HostCompliance compliance = compliance("esxi-7.0", patches);
        Host first = hosts("viblist-7.0.2-dell.txt").get(0);
        Map<String, PatchVerdict> verdicts =
                compliance.details(first, Baseline.ALL, null).patches().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.patch().patch().id(), each -> each.verdict()));
        assertEquals(
                List.of(8L, 1L),
                Stream.of(PatchVerdict.MISSING, PatchVerdict.INSTALLED)
                        .map(verdict -> verdicts.values().stream().filter(verdict::equals).count())
                        .toList());
        assertEquals(PatchVerdict.INSTALLED, verdicts.get("dell-shared-perc8"));
        assertEquals(PatchVerdict.NOT_APPLICABLE, verdicts.get("dell-fist-util"));
        Map<String, PatchVerdict> againstProfile =
                compliance
                        .details(first, Baseline.named(List.of(PROFILE)), null)
                        .patches()
                        .get(0)
                        .vibs()
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.vib().name(), each -> each.verdict()));
        assertEquals(PatchVerdict.MISSING, againstProfile.get("dell-fist-util"));
        assertEquals(PatchVerdict.INSTALLED, againstProfile.get("dell-shared-perc8"));
    }

    /** Just below means MISSING; equal or above INSTALLED. */
    @Test
    void eachVibOfTheSamplesIsJudgedAroundItsVersion() {
        int judged = 0;
        for (Host host : new InventoryReader().read(List.of(SAMPLES)).hosts()) {
            for (InstalledVib vib :
                    Objects.requireNonNullElse(host.vibs(), List.<InstalledVib>of())) {
                String text = vib.version().text();
                around(vib, new VibVersion(text), PatchVerdict.INSTALLED);
                around(vib, new VibVersion(text + ".1"), PatchVerdict.MISSING);
                around(vib, below(vib.version()), PatchVerdict.INSTALLED);
                judged++;
            }
        }
        assertTrue(judged > 40, "only so many VIBs: " + judged);
    }

    /** A version without its last field is just below it. */
    private static VibVersion below(VibVersion version) {
        String text = version.text();
        return new VibVersion(text.substring(0, Math.max(text.lastIndexOf('.'), 1)));
    }

    private static void around(InstalledVib installed, VibVersion brought, PatchVerdict expected) {
        Vib vib = Vib.builder("X", "bootbank", installed.name(), brought).build();
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse("esxi-7.0"))
                        .vibs(List.of(installed))
                        .build();
        HostCompliance compliance =
                compliance("esxi-7.0", List.of(ListedPatches.bulletin("P", vib)));
        assertEquals(
                expected,
                compliance.details(host, Baseline.ALL, null).patches().get(0).verdict(),
                () -> installed + " and " + brought);
        HostVerdict verdict =
                compliance.judge(List.of(host), Baseline.ALL, null).hosts().get(0).verdict();
        assertEquals(
                expected == PatchVerdict.MISSING
                        ? HostVerdict.NON_COMPLIANT
                        : HostVerdict.COMPLIANT,
                verdict);
    }
}
