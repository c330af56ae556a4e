package org.esxsync.sync.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibBuilder;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;

class FitPolicyTest {

    private static final EsxRelease ESXI_67 = EsxRelease.parse("esxi-6.7");
    private static final EsxRelease ESXI_80 = EsxRelease.parse("esxi-8.0");
    private static final EsxRelease ESXI_90 = EsxRelease.parse("esxi-9.0");
    private static final List<EsxRelease> ALL = List.of(ESXI_67, ESXI_80, ESXI_90);
    private static final FitPolicy PARTNER =
            new FitPolicy(AcceptanceLevel.PARTNER, Map.of(), false);

    private static VibBuilder vib(String name) {
        return Vib.builder("V", "bootbank", name, new VibVersion("1"))
                .acceptanceLevel(AcceptanceLevel.COMMUNITY)
                .payloadTypes(List.of("vgz"))
                .gunzipChecksums(true);
    }

    private static Patch patch(Vib... vibs) {
        Patch.Builder patch = Patch.builder("vendor", "P", "depot");
        List.of(vibs).forEach(patch::vib);
        return patch.build();
    }

    @Test
    void aPayloadWithoutTheChecksumOfItsContentIsToldFromEsxi8On() {
        Patch patch = patch(vib("x").gunzipChecksums(false).build());

        assertEquals(
                List.of(
                        "P (esxi-8.0, esxi-9.0): no payload checksum that ESXi 8.0 and later"
                                + " verify; a host may refuse it"),
                FitPolicy.WARN.warnings(patch, ALL));
    }

    @Test
    void aPayloadInZstdIsToldUpToEsxi8() {
        String warning =
                "P (esxi-6.7, esxi-8.0): a payload in zstd, which ESXi reads since 9.0; a host may"
                        + " refuse it";
        VibRelation reader =
                new VibRelation(
                        "zstd-compression", VibRelation.Operator.EQUAL, new VibVersion("1.0"));

        assertEquals(
                List.of(warning),
                FitPolicy.WARN.warnings(
                        patch(vib("x").payloadTypes(List.of("vgz", "vzstd")).build()), ALL));
        assertEquals(
                List.of(warning),
                FitPolicy.WARN.warnings(patch(vib("x").depends(List.of(reader)).build()), ALL));
    }

    @Test
    void anAcceptanceLevelBelowTheMinimumIsToldForAllReleases() {
        Patch community = patch(vib("x").build());

        assertEquals(
                List.of(
                        "P (esxi-6.7, esxi-8.0, esxi-9.0): acceptance level community, below"
                                + " minimum.acceptance=partner; a host may refuse it"),
                PARTNER.warnings(community, ALL));
        assertEquals(List.of(), FitPolicy.WARN.warnings(community, ALL));
        assertEquals(
                List.of(),
                PARTNER.warnings(
                        patch(vib("x").acceptanceLevel(AcceptanceLevel.PARTNER).build()), ALL));
        assertEquals(
                List.of("unknown acceptance level, below minimum.acceptance=partner"),
                PARTNER.reasons(
                        patch(vib("x").acceptanceLevel(AcceptanceLevel.UNKNOWN).build()), ESXI_80));
    }

    @Test
    void theLevelOfAnImageProfileCountsToo() {
        Patch profile =
                Patch.builder("vendor", "P", "depot")
                        .kind(PatchKind.IMAGE_PROFILE)
                        .profile(new ImageProfile("V", AcceptanceLevel.COMMUNITY, List.of()))
                        .build();

        assertEquals(
                List.of("acceptance level community, below minimum.acceptance=partner"),
                PARTNER.reasons(profile, ESXI_67));
    }

    @Test
    void ofSeveralVibsTheFirstOneConcernedIsNamed() {
        Vib good = vib("good").build();
        Vib bad = vib("bad").gunzipChecksums(false).build();
        Vib worse = vib("worse").gunzipChecksums(false).build();

        assertEquals(
                List.of(
                        "no payload checksum that ESXi 8.0 and later verify in its VIB"
                                + " V_bootbank_bad_1"),
                FitPolicy.WARN.reasons(patch(good, bad), ESXI_80));
        assertEquals(
                List.of(
                        "no payload checksum that ESXi 8.0 and later verify in 2 of its VIBs, such"
                                + " as V_bootbank_bad_1"),
                FitPolicy.WARN.reasons(patch(good, bad, worse), ESXI_80));
    }

    @Test
    void nothingIsClaimedOfWhatIsNotPublishedNorOfPatchesWithoutVibs() {
        Patch known = patch(Vib.builder("V", "bootbank", "x", new VibVersion("1")).build());
        Patch vi3 = Patch.builder("vmware", "ESX-1", "vi3").build();

        assertEquals(List.of(), PARTNER.warnings(known, ALL));
        assertEquals(List.of(), PARTNER.warnings(vi3, List.of(EsxRelease.parse("esx-3.0.1"))));
    }
}
