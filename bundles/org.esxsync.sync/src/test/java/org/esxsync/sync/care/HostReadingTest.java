package org.esxsync.sync.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.LayoutFinding;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.layout.WrittenIndex;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.Finding;
import org.esxsync.sync.TestMirror;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verification tells of releases that are as published, and of no use to hosts. */
class HostReadingTest {

    @TempDir private Path root;
    private TestMirror mirror;
    private boolean isBad;
    private boolean isRenewedWell;
    private boolean isDefective;
    private final List<String> asked = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    /** Tells what the test wants. */
    private final class FussyLayout implements PatchLayout {

        private final PatchLayout layout;

        FussyLayout(PatchLayout layout) {
            this.layout = layout;
        }

        @Override
        public List<Placement> place(Patch patch) {
            return layout.place(patch);
        }

        @Override
        public WrittenIndex writeIndex(
                EsxRelease release,
                List<IndexedPatch> patches,
                List<Patch> notices,
                Path directory) {
            isBad = isBad && !isRenewedWell;
            return layout.writeIndex(release, patches, notices, directory);
        }

        @Override
        public List<LayoutFinding> check(
                EsxRelease release,
                List<IndexedPatch> patches,
                Path directory,
                Map<RelativePath, PublishedFile> files) {
            patches.forEach(
                    each ->
                            expected.add(
                                    "%s %d %s"
                                            .formatted(
                                                    each.patch().id(),
                                                    each.patch().vibs().size(),
                                                    each.firstFile())));
            if (isDefective) {
                throw new IllegalStateException("defect");
            }
            files.keySet().forEach(path -> asked.add(path.value()));
            return isBad
                    ? List.of(
                            new LayoutFinding(
                                    new RelativePath("index.xml"), "it offers what is not there"))
                    : List.of();
        }
    }

    @BeforeEach
    void publish() {
        mirror = new TestMirror(root);
        mirror.layouts.computeIfPresent("test", (format, layout) -> new FussyLayout(layout));
        mirror.list("A", "3.0.1", mirror.downloader.artifact("vib20/a.vib", "a"));
        mirror.list(
                TestMirror.patch("B", "3.0.1", mirror.downloader.artifact("vib20/b.vib", "b"))
                        .vib(Vib.builder("V", "bootbank", "b", new VibVersion("1-1")).build()));
        mirror.sync();
    }

    private Finding finding(boolean repaired) {
        return new Finding(
                "esx-3.0.1/index.xml", Finding.Kind.UNFIT, "it offers what is not there", repaired);
    }

    @Test
    void whatTheLayoutFindsIsAFinding() {
        assertEquals(List.of(), mirror.verify());
        isBad = true;

        assertEquals(List.of(finding(false)), mirror.verify());
    }

    @Test
    void theLayoutIsToldOfAllPublishedFilesSinceDamagedOnesAreToldAlready() throws IOException {
        Files.writeString(root.resolve("esx-3.0.1/vib20/a.vib"), "other");

        mirror.verify();

        assertEquals(List.of("vib20/a.vib", "vib20/b.vib"), asked.stream().sorted().toList());
    }

    @Test
    void theLayoutIsToldOfThePatchesThatTheIndexMustReachWithoutTheirManyVibs() {
        mirror.verify();

        assertEquals(List.of("A 0 vib20/a.vib", "B 0 vib20/b.vib"), expected);
    }

    @Test
    void aRepairMakesTheIndexAgainAndTellsWhetherThatHelped() {
        isBad = true;
        assertEquals(List.of(finding(false)), mirror.repairAll());

        isRenewedWell = true;
        assertEquals(List.of(finding(true)), mirror.repairAll());
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aLayoutThatIsMissingOrDefectiveIsToldOf() {
        isDefective = true;
        String detail = mirror.verify().get(0).detail();
        assertTrue(detail.startsWith("it cannot be read as hosts do: defect in"), detail);

        mirror.layouts.clear();
        detail = mirror.verify().get(0).detail();
        assertTrue(detail.contains("no layout for the format 'test' is installed"), detail);
    }
}
