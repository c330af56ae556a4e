package org.esxsync.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstalledComponent;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.room.testkit.RealSamples;
import org.junit.jupiter.api.Test;

/** Real lists of VIBs against each other, where their folder stands beside the repository. */
class ComplianceSamplesTest {

    private static List<Host> hosts() {
        return new InventoryReader().read(List.of(RealSamples.require("hosts"))).hosts();
    }

    private static HostCompliance compliance(String release, List<Patch> patches) {
        return new HostCompliance(
                new ListedPatches().release(release, patches.toArray(Patch[]::new)),
                Clock.systemUTC(),
                () -> new HostAge(90));
    }

    /** Just below means MISSING; equal or above INSTALLED. */
    @Test
    void eachVibOfTheSamplesIsJudgedAroundItsVersion() {
        int judged = 0;
        for (Host host : hosts()) {
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

    /**
     * Where the host does not name a bulletin, it lacks it. From 5.0 on an image profile may have
     * brought what no list of bulletins tells.
     */
    @Test
    void eachBulletinOfTheSamplesIsJudgedAroundItsId() {
        int judged = 0;
        for (Host host : hosts()) {
            List<String> ids =
                    new ArrayList<>(Objects.requireNonNullElse(host.bulletins(), List.of()));
            ids.addAll(host.lacking());
            for (String id : ids) {
                EsxRelease release = Objects.requireNonNull(host.release());
                PatchVerdict below =
                        release.version().compareTo("5") < 0
                                ? PatchVerdict.MISSING
                                : PatchVerdict.UNKNOWN;
                assertEquals(below, byId(release, id), id);
                assertEquals(PatchVerdict.INSTALLED, byId(release, id, id), id);
                assertEquals(PatchVerdict.INSTALLED, byId(release, id, "NEWER"), id);
                judged++;
            }
        }
        assertTrue(judged >= 9, "only so many bulletins: " + judged);
    }

    /** What a bulletin, which NEWER supersedes, is to a host that has those. */
    private static PatchVerdict byId(EsxRelease release, String id, String... has) {
        Host host = Host.builder("h").release(release).bulletins(List.of(has)).build();
        HostCompliance compliance =
                compliance(
                        release.toString(),
                        List.of(
                                Patch.builder("s", id, "files").build(),
                                Patch.builder("s", "NEWER", "files")
                                        .supersedes(List.of(id))
                                        .build()));
        return compliance
                .details(host, Baseline.named(List.of(id)), null)
                .patches()
                .get(0)
                .verdict();
    }

    @Test
    void eachComponentOfTheSamplesIsJudgedAroundItsVersion() {
        int judged = 0;
        for (Host host : hosts()) {
            for (InstalledComponent each :
                    Objects.requireNonNullElse(host.components(), List.<InstalledComponent>of())) {
                String text = each.version().text();
                assertEquals(PatchVerdict.INSTALLED, byComponent(each, text));
                assertEquals(PatchVerdict.MISSING, byComponent(each, text + ".1"));
                assertEquals(
                        PatchVerdict.INSTALLED, byComponent(each, below(each.version()).text()));
                judged++;
            }
        }
        assertTrue(judged >= 1, "no component is told");
    }

    private static PatchVerdict byComponent(InstalledComponent installed, String brought) {
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse("esxi-7.0"))
                        .components(List.of(installed))
                        .build();
        Vib vib = Vib.builder("X", "bootbank", "part", new VibVersion(brought)).build();
        Patch patch = ListedPatches.bulletin(installed.name() + "_" + brought, vib);
        return compliance("esxi-7.0", List.of(patch))
                .details(host, Baseline.ALL, null)
                .patches()
                .get(0)
                .verdict();
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
