package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror of an older version, which knew nothing of VIBs, is put right by the next sync. */
class UpdatedProgramTest {

    @TempDir private Path root;

    private static Patch.Builder bulletin(Artifact file) {
        return TestMirror.patch("B", "3.0.1", file).kind(PatchKind.BULLETIN);
    }

    @Test
    void patchesGetTheirVibsAndTheIndexIsMadeAgainWithoutADownload() throws IOException {
        TestMirror mirror = new TestMirror(root);
        Artifact file = mirror.downloader.artifact("vib20/b.vib", "bytes");
        mirror.list(bulletin(file));
        mirror.sync();
        mirror.indexName = "renewed.xml";
        mirror.sync();
        assertFalse(Files.exists(root.resolve("esx-3.0.1/renewed.xml")), "nothing is new");
        int served = mirror.downloader.served().size();
        mirror.listed.clear();
        Patch known =
                mirror.list(
                        bulletin(file)
                                .releaseTime(LocalTime.of(13, 48))
                                .vib(
                                        Vib.builder("V", "bootbank", "b", new VibVersion("1"))
                                                .file(file.path())
                                                .build()));

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.PRESENT));
        assertEquals(served, mirror.downloader.served().size());
        assertTrue(Files.exists(root.resolve("esx-3.0.1/renewed.xml")));
        assertEquals(List.of(known), List.of(mirror.ledger.patches("B").get(0).patch()));
        assertEquals(List.of(), mirror.verify());
    }
}
