package org.esxsync.api.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;

class SyncPlanTest {

    @Test
    void aPatchForTwoReleasesIsDownloadedOnce() {
        SyncPlan plan = plan(patch(5), patch(7));

        assertEquals(12, plan.knownSize());
        assertEquals(0, plan.patchesOfUnknownSize());
    }

    @Test
    void whatPatchesHaveInCommonIsDownloadedOnce() {
        Digest digest = Digest.of(Digest.Algorithm.SHA_256, new byte[0]);
        RelativePath path = new RelativePath("vib20/x.vib");
        Artifact here = new Artifact(path, URI.create("http://a.example/x"), 5, List.of(digest));
        Artifact there = new Artifact(path, URI.create("http://b.example/x"), 5, List.of(digest));

        SyncPlan plan =
                plan(
                        Patch.builder("a", "A", "depot").artifact(here).build(),
                        Patch.builder("b", "B", "depot").artifact(there).build());

        assertEquals(5, plan.knownSize());
        assertEquals(5, plan.expectedSize());
    }

    @Test
    void patchesOfUnknownSizeAreCounted() {
        SyncPlan plan =
                plan(
                        patch(5),
                        patch(7, Artifact.UNKNOWN_SIZE),
                        patch(Artifact.UNKNOWN_SIZE, Artifact.UNKNOWN_SIZE));

        assertEquals(12, plan.knownSize());
        assertEquals(2, plan.patchesOfUnknownSize());
    }

    @Test
    void approximateSizesCountWhereThereIsNoExactOne() {
        SyncPlan plan =
                plan(
                        patch(5),
                        Patch.builder("vmware", "ESX-1002424", "vi3")
                                .artifact(artifact(Artifact.UNKNOWN_SIZE, 40))
                                .artifact(artifact(7, 10))
                                .build(),
                        patch(Artifact.UNKNOWN_SIZE));

        assertEquals(12, plan.knownSize());
        assertEquals(52, plan.expectedSize());
        assertEquals(2, plan.patchesOfUnknownSize());
        assertEquals(1, plan.patchesWithoutSize());
    }

    private static SyncPlan plan(Patch... patches) {
        List<EsxRelease> releases =
                List.of(new EsxRelease("esx", "3.0.0"), new EsxRelease("esx", "3.0.1"));
        return new SyncPlan(
                Arrays.stream(patches).map(patch -> new PlannedPatch(patch, releases)).toList(),
                List.of(),
                List.of(),
                new DiskSpace(0, 1));
    }

    private static Patch patch(long... sizes) {
        Patch.Builder patch = Patch.builder("vmware", "ESX-8258730", "vi3");
        for (long size : sizes) {
            patch.artifact(artifact(size, Artifact.UNKNOWN_SIZE));
        }
        return patch.build();
    }

    private static Artifact artifact(long size, long approximateSize) {
        return new Artifact(
                new RelativePath("a.tgz"),
                URI.create("http://host.example/a.tgz"),
                size,
                approximateSize,
                List.of());
    }
}
