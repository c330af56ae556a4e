package org.esxsync.sync.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.sync.TestMirror;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.match.PatchClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of which patches a listing says that others supersede them, and what several sources list. */
class PatchListingsTest {

    @TempDir private Path root;
    private TestMirror mirror;

    /** The newer driver is for one of the two releases that the older one is for. */
    @BeforeEach
    void list() {
        mirror = new TestMirror(root);
        driver(TestMirror.patch("OLD", "3.0.0").platform("ESX", "3.0.1"), "1-1");
        driver(TestMirror.patch("NEW", "3.0.1"), "2-1");
    }

    private void driver(Patch.Builder bulletin, String version) {
        Patch patch =
                mirror.list(
                        bulletin.kind(PatchKind.BULLETIN)
                                .vib(
                                        Vib.builder(
                                                        "V",
                                                        "bootbank",
                                                        "driver",
                                                        new VibVersion(version))
                                                .build())
                                .artifact(
                                        mirror.downloader.artifact(
                                                "vib20/" + version + ".vib", version)));
        mirror.ledger.recordSighting(patch, mirror.now);
    }

    private PatchListings listings() {
        MatcherSnapshot matchers =
                new MatcherSnapshot(
                        new TreeMap<>(
                                Map.of(
                                        TestMirror.ESX_300, matcher("3.0.0"),
                                        TestMirror.ESX_301, matcher("3.0.1"))));
        PatchClaims claims = new PatchClaims(matchers, (release, patch, problem) -> {});
        return new PatchListings(mirror.ledger, claims, FitPolicy.WARN);
    }

    private Map<String, List<String>> supersededBy(
            Function<PatchListings, List<PatchSummary>> listing) {
        return listing.apply(listings()).stream()
                .collect(
                        Collectors.toMap(
                                summary -> summary.patch().id(), PatchSummary::supersededBy));
    }

    private static MatcherSnapshot.Named matcher(String version) {
        return new MatcherSnapshot.Named("test", patch -> patch.isFor("ESX", version));
    }

    @Test
    void aPatchIsUpToDateAsLongAsItIsSoInOneOfItsReleases() {
        assertEquals(
                Map.of("OLD", List.of(), "NEW", List.of()),
                supersededBy(listings -> listings.listed(patch -> true)));
    }

    @Test
    void inOneReleaseItIsSupersededThoughAnotherReleaseNeedsIt() {
        assertEquals(
                Map.of("OLD", List.of("NEW"), "NEW", List.of()),
                supersededBy(listings -> listings.listed(TestMirror.ESX_301, patch -> true)));
        assertEquals(
                Map.of("OLD", List.of()),
                supersededBy(listings -> listings.listed(TestMirror.ESX_300, patch -> true)));
    }

    @Test
    void whatSeveralSourcesListIsOneAndNamesThem() {
        Patch copy =
                Patch.builder("copies", "NEW", "test")
                        .kind(PatchKind.BULLETIN)
                        .title("Another title")
                        .artifact(mirror.downloader.artifact("vib20/2-1.vib", "2-1"))
                        .build();
        mirror.ledger.recordSighting(copy, mirror.now);

        List<PatchSummary> all = listings().listed(patch -> true);
        List<PatchSummary> found =
                listings().listed(known -> known.patch().title().equals("Another title"));

        assertEquals(List.of("NEW", "OLD"), all.stream().map(each -> each.patch().id()).toList());
        assertEquals(List.of("copies", "list"), all.get(0).sources());
        assertEquals(List.of("list"), all.get(1).sources());
        assertEquals("list", all.get(0).patch().source(), "which describes the VIB");
        assertEquals(List.of(TestMirror.ESX_301), all.get(0).claimedBy());
        assertEquals(List.of("copies", "list"), found.get(0).sources());
    }
}
