package org.esxsync.sync.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.TestMirror;
import org.junit.jupiter.api.Test;

class DownloadOrderTest {

    private static final long UNKNOWN = Artifact.UNKNOWN_SIZE;

    @Test
    void exactAndApproximateSizesAreComparedWithEachOther() {
        assertEquals(
                List.of("about 9", "8", "about 3", "2"),
                sorted(
                        patch("2", artifact(2, UNKNOWN)),
                        patch("about 3", artifact(UNKNOWN, 3)),
                        patch("8", artifact(8, UNKNOWN)),
                        patch("about 9", artifact(UNKNOWN, 9))));
    }

    @Test
    void theExactSizeCountsWhereBothAreTold() {
        assertEquals(
                List.of("5", "4"),
                sorted(patch("4", artifact(4, 1000)), patch("5", artifact(5, UNKNOWN))));
    }

    @Test
    void theFilesOfAPatchAddUp() {
        assertEquals(
                List.of("3 + 3", "5"),
                sorted(
                        patch("5", artifact(5, UNKNOWN)),
                        patch("3 + 3", artifact(3, UNKNOWN), artifact(UNKNOWN, 3))));
    }

    @Test
    void whatIsUnknownIsTakenForAverage() {
        assertEquals(
                List.of("10", "unknown", "2", "1"),
                sorted(
                        patch("1", artifact(1, UNKNOWN)),
                        patch("unknown", artifact(UNKNOWN, UNKNOWN)),
                        patch("10", artifact(10, UNKNOWN)),
                        patch("2", artifact(2, UNKNOWN))));
    }

    @Test
    void whatIsKnownOfAPatchIsTheLeastOfItsSize() {
        assertEquals(
                List.of("more than 9", "8", "2"),
                sorted(
                        patch("2", artifact(2, UNKNOWN)),
                        patch("8", artifact(8, UNKNOWN)),
                        patch("more than 9", artifact(9, UNKNOWN), artifact(UNKNOWN, UNKNOWN))));
    }

    @Test
    void patchesOfTheSameSizeKeepTheirOrder() {
        assertEquals(
                List.of("b", "c", "a"),
                sorted(
                        patch("b", artifact(UNKNOWN, UNKNOWN)),
                        patch("c", artifact(UNKNOWN, UNKNOWN)),
                        patch("a", artifact(UNKNOWN, UNKNOWN))));
    }

    private static List<String> sorted(Patch... patches) {
        return DownloadOrder.sort(
                        Arrays.stream(patches)
                                .map(patch -> new PlannedPatch(patch, List.of(TestMirror.ESX_301)))
                                .toList())
                .stream()
                .map(planned -> planned.patch().id())
                .toList();
    }

    private static Patch patch(String id, Artifact... artifacts) {
        return Patch.builder("list", id, "test").artifacts(List.of(artifacts)).build();
    }

    private static Artifact artifact(long size, long approximateSize) {
        return new Artifact(
                new RelativePath("a.tgz"),
                URI.create("http://patches.example/a.tgz"),
                size,
                approximateSize,
                List.of());
    }
}
