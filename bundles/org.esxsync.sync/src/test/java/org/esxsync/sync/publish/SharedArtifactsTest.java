package org.esxsync.sync.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.TestMirror;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many patches that have files in common, and are under way at the same time. */
class SharedArtifactsTest {

    private static final int PATCHES = 40;

    @TempDir private Path root;
    private TestMirror mirror;
    private Artifact common;

    @BeforeEach
    void list() {
        mirror = new TestMirror(root);
        mirror.wanted.remove(TestMirror.ESX_301);
        common = mirror.downloader.artifact("vib20/common.vib", "common");
    }

    private void listMany() {
        for (int i = 0; i < PATCHES; i++) {
            Artifact own = mirror.downloader.artifact("vib20/own" + i + ".vib", "own " + i);
            mirror.list("B" + i, "3.0.0", own, common);
        }
    }

    @Test
    void whatPatchesShareIsDownloadedOnce() throws IOException {
        listMany();

        SyncReport report = mirror.sync();

        assertEquals(PATCHES, report.count(Outcome.PUBLISHED), report::toString);
        assertEquals(1, downloads(common));
        assertEquals("common", Files.readString(root.resolve("esx-3.0.0/vib20/common.vib")));
        assertEquals(List.of(), mirror.verify());
        assertEquals(List.of(), mirror.stagingLeft());
    }

    @Test
    void onePatchMayHaveAFileTwice() throws IOException {
        Artifact again = mirror.downloader.artifact("vib20/again.vib", "common");
        mirror.list("B", "3.0.0", common, again);

        assertEquals(1, mirror.sync().count(Outcome.PUBLISHED));
        assertEquals("common", Files.readString(root.resolve("esx-3.0.0/vib20/again.vib")));
        assertEquals(1, mirror.downloader.served().size());
    }

    @Test
    void aPatchThatFailsCostsTheOthersNothing() throws IOException {
        listMany();
        Artifact lost = mirror.downloader.artifact("vib20/lost.vib", "lost");
        mirror.downloader.lose(lost);
        mirror.list("L1", "3.0.0", common, lost);
        mirror.list("L2", "3.0.0", lost, common);

        SyncReport report = mirror.sync();

        assertEquals(PATCHES, report.count(Outcome.PUBLISHED), report::toString);
        assertEquals(2, report.count(Outcome.FAILED));
        assertEquals(1, downloads(common));
        assertEquals(List.of(), mirror.stagingLeft());
    }

    @Test
    void withoutHardLinksEachGetsItsOwn() throws IOException {
        mirror.hardLink =
                (link, existing) -> {
                    throw new FileSystemException(link.toString());
                };
        listMany();

        SyncReport report = mirror.sync();

        assertEquals(PATCHES, report.count(Outcome.PUBLISHED), report::toString);
        assertTrue(downloads(common) >= 1);
        assertEquals(List.of(), mirror.verify());
    }

    private long downloads(Artifact artifact) {
        return mirror.downloader.served().stream().filter(artifact.location()::equals).count();
    }
}
