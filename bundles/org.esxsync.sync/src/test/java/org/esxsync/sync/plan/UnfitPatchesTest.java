package org.esxsync.sync.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.mirror.LostPatches;
import org.junit.jupiter.api.Test;

class UnfitPatchesTest {

    private static final EsxRelease ESXI_70 = EsxRelease.parse("esxi-7.0");
    private static final EsxRelease ESXI_80 = EsxRelease.parse("esxi-8.0");
    private static final List<EsxRelease> BOTH = List.of(ESXI_70, ESXI_80);
    private static final FitPolicy REFUSE = new FitPolicy(AcceptanceLevel.UNKNOWN, Map.of(), true);
    private static final String WARNING =
            " (esxi-8.0): no payload checksum that ESXi 8.0 and later verify; a host may refuse it";

    private static Patch unfit(String id) {
        return Patch.builder("vendor", id, "depot")
                .artifact(file(id))
                .vib(
                        Vib.builder("V", "bootbank", id, new VibVersion("1"))
                                .payloadTypes(List.of("vgz"))
                                .gunzipChecksums(false)
                                .file(new RelativePath(id))
                                .build())
                .build();
    }

    private static Artifact file(String id) {
        return new Artifact(new RelativePath(id), URI.create("http://d/" + id), 1, List.of());
    }

    private static Plan plan(FitPolicy fit, Set<PatchKey> publishedIn80, Patch... patches) {
        Planner planner =
                new Planner(
                        new PlanBasis(
                                new TreeSet<>(BOTH),
                                Map.of(ESXI_80, publishedIn80),
                                Map.of(),
                                LostPatches.NONE,
                                KeepPolicy.EVERYTHING,
                                fit));
        for (Patch each : patches) {
            planner.add(each, each.key(), BOTH);
        }
        return planner.plan();
    }

    @Test
    void whatHostsMayRefuseIsPublishedAndToldOnce() {
        Patch patch = unfit("A");

        Plan plan = plan(FitPolicy.WARN, Set.of(), patch, patch);

        assertEquals(List.of("A" + WARNING), plan.warnings());
        assertEquals(List.of(new PlannedPatch(patch, BOTH)), plan.patches());
    }

    @Test
    void whatHostsMayRefuseIsSkippedInTheirReleaseIfTheConfigurationSaysSo() {
        Patch patch = unfit("A");

        Plan plan = plan(REFUSE, Set.of(), patch);

        assertEquals(List.of(), plan.warnings());
        assertEquals(List.of(new PlannedPatch(patch, List.of(ESXI_70))), plan.patches());
        assertEquals(
                List.of(
                        new PatchOutcome(
                                "A",
                                "vendor",
                                ESXI_80,
                                Outcome.NOT_DOWNLOADABLE,
                                "no payload checksum that ESXi 8.0 and later verify; not published,"
                                        + " as unfit=refuse says")),
                plan.settled().stream().map(Settled::outcome).toList());
    }

    @Test
    void whatAReleaseHasStaysThereAndIsTold() {
        Patch patch = unfit("A");

        Plan plan = plan(REFUSE, Set.of(patch.key()), patch);

        assertEquals(List.of("A" + WARNING), plan.warnings());
        assertEquals(
                List.of(Outcome.PRESENT),
                plan.settled().stream().map(each -> each.outcome().outcome()).toList());
    }

    @Test
    void whatHasNoFileIsNotTold() {
        Patch patch = Patch.builder("vendor", "A", "depot").vib(unfit("A").vibs().get(0)).build();

        assertEquals(List.of(), plan(FitPolicy.WARN, Set.of(), patch).warnings());
    }

    @Test
    void patchesOfOtherFormatsAreUntouched() {
        Patch vi3 = Patch.builder("vmware", "ESX-1", "vi3").artifact(file("ESX-1")).build();

        Plan plan = plan(new FitPolicy(AcceptanceLevel.CERTIFIED, Map.of(), true), Set.of(), vi3);

        assertEquals(List.of(), plan.warnings());
        assertEquals(List.of(new PlannedPatch(vi3, BOTH)), plan.patches());
    }

    @Test
    void ofManyOnlyTheFirstAreTold() {
        Patch[] patches = new Patch[22];
        for (int i = 0; i < patches.length; i++) {
            patches[i] = unfit("P" + i);
        }

        List<String> warnings = plan(FitPolicy.WARN, Set.of(), patches).warnings();

        assertEquals(21, warnings.size());
        assertEquals("P19" + WARNING, warnings.get(19));
        assertEquals(
                "hosts may refuse more patches, for 2 more reasons; 'show PATCH' tells why",
                warnings.get(20));
    }
}
