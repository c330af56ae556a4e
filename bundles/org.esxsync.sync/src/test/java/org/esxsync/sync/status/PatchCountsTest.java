package org.esxsync.sync.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.sync.TestMirror;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.plan.PlanBasis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchCountsTest {

    @TempDir private Path root;
    private TestMirror mirror;
    private KeepPolicy keep = KeepPolicy.EVERYTHING;

    /** A and B stand in 3.0.1; X is for no release that has a matcher; C and A's rival are new. */
    @BeforeEach
    void sync() {
        mirror = new TestMirror(root);
        mirror.list("A", "3.0.1", mirror.downloader.artifact("A.tgz", "x=a"));
        mirror.list("B", "3.0.1", mirror.downloader.artifact("B.tgz", "x=b"));
        mirror.list("X", "9.9.9", mirror.downloader.artifact("X.tgz", "x=x"));
        mirror.sync();
        mirror.ledger.recordSighting(
                mirror.list("A", "3.0.1", mirror.downloader.artifact("A.tgz", "x=other")),
                mirror.now);
        mirror.ledger.recordSighting(
                mirror.list("C", "3.0.1", mirror.downloader.artifact("C.tgz", "x=c")), mirror.now);
    }

    private PatchCounts count(Set<String> sources, EsxRelease... wanted) {
        MatcherSnapshot matchers =
                new MatcherSnapshot(
                        new TreeMap<>(
                                Map.of(
                                        TestMirror.ESX_301,
                                        new MatcherSnapshot.Named(
                                                "test", patch -> patch.isFor("ESX", "3.0.1")))));
        return PatchCounts.of(
                mirror.ledger,
                matchers,
                PlanBasis.of(
                        List.of(wanted),
                        keep,
                        FitPolicy.WARN,
                        new MirrorPaths(root),
                        mirror.ledger),
                sources);
    }

    @Test
    void whatASyncWouldDoIsMissingAndConflictsAreNamed() {
        PatchCounts count = count(Set.of("list"), TestMirror.ESX_301);

        assertEquals(new MirrorStatus.Patches(5, 4, 2, 1, 0), count.patches());
        assertEquals(
                "[C]", count.missing().keySet().stream().map(PatchKey::id).toList().toString());
        assertEquals(List.of(List.of(TestMirror.ESX_301)), List.copyOf(count.missing().values()));
        assertEquals(List.of("A"), count.conflicts().stream().map(PatchOutcome::patch).toList());
        assertEquals(Map.of("list", 5), count.bySource());
    }

    @Test
    void whatWasDeletedByHandIsMissing() throws IOException {
        DirectoryTree.delete(root.resolve("esx-3.0.1"));

        assertEquals(
                new MirrorStatus.Patches(5, 4, 0, 3, 0),
                count(Set.of("list"), TestMirror.ESX_301).patches());
    }

    @Test
    void whatIsIgnoredIsCountedAndNotMissing() {
        keep = KeepPolicy.EVERYTHING.ignoring(List.of("C", "X"));

        assertEquals(
                new MirrorStatus.Patches(5, 4, 2, 0, 1),
                count(Set.of("list"), TestMirror.ESX_301).patches());
    }

    @Test
    void aPatchThatSeveralSourcesListCountsOnceButForEachOfThem() {
        for (String id : List.of("B", "C", "X")) {
            mirror.listed.stream()
                    .filter(patch -> patch.id().equals(id))
                    .forEach(patch -> mirror.ledger.recordSighting(alsoOf(patch), mirror.now));
        }

        PatchCounts count = count(Set.of("list", "other"), TestMirror.ESX_301);

        assertEquals(new MirrorStatus.Patches(5, 4, 2, 1, 0), count.patches());
        assertEquals(Map.of("list", 5, "other", 3), count.bySource());
    }

    private static Patch alsoOf(Patch patch) {
        return Patch.builder("other", patch.id(), patch.format())
                .releaseDate(patch.releaseDate())
                .platforms(patch.platforms())
                .artifacts(patch.artifacts())
                .build();
    }

    @Test
    void releasesThatAreNotWantedAndSourcesThatAreGoneMissNothing() {
        assertEquals(0, count(Set.of("list"), TestMirror.ESX_300).patches().missing());
        assertEquals(0, count(Set.of(), TestMirror.ESX_301).patches().missing());
    }
}
