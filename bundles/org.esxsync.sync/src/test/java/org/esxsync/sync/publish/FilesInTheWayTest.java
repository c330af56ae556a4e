package org.esxsync.sync.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.TestMirror;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesInTheWayTest {

    @TempDir private Path root;
    private TestMirror mirror;

    @BeforeEach
    void publishAVib() {
        mirror = new TestMirror(root);
        mirror.list("A", "3.0.1", mirror.downloader.artifact("vib20/x.vib", "right"));
        mirror.sync();
    }

    private Path at(String path) {
        return root.resolve("esx-3.0.1").resolve(path);
    }

    private Artifact artifact(String path, String text) {
        return mirror.downloader.artifact(path, text);
    }

    @Test
    void aDirectoryWhereAnotherPatchHasAFileIsAConflictThatLeavesNothingBegun() {
        mirror.list("B", "3.0.1", artifact("vib20/x.vib/y.vib", "below"));

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.CONFLICT), report::toString);
        assertEquals(List.of(), mirror.ledger.openIntents());
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aFileWhereAnotherPatchHasADirectoryIsAConflictThatLeavesNothingBegun() {
        mirror.list("B", "3.0.1", artifact("vib20", "above"));

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.CONFLICT), report::toString);
        assertEquals(List.of(), mirror.ledger.openIntents());
    }

    @Test
    void aLinkInTheReleaseIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createSymbolicLink(at("link"), elsewhere);
        mirror.list("B", "3.0.1", artifact("link/y.vib", "below"));

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.CONFLICT), report::toString);
        assertFalse(Files.exists(elsewhere.resolve("y.vib")));
    }

    @Test
    void aPatchThatNeedsAFileAndADirectoryOfOneNameFailsAlone() {
        mirror.list("B", "3.0.1", artifact("b.vib", "file"), artifact("b.vib/y.vib", "below"));
        mirror.list("C", "3.0.1", artifact("vib20/c.vib", "good"));

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.FAILED), report::toString);
        assertTrue(report.problems().get(0).detail().contains("b.vib/y.vib"), report::toString);
        assertEquals(1, report.count(Outcome.PUBLISHED), report::toString);
        assertEquals(List.of(), mirror.ledger.openIntents());
    }

    @Test
    void aSharedFileThatWasDamagedIsToldAndNotTakenAsRight() throws IOException {
        Files.writeString(at("vib20/x.vib"), "wrong");
        mirror.list("B", "3.0.1", artifact("vib20/x.vib", "right"));

        PatchOutcome outcome = mirror.sync().problems().get(0);

        assertEquals(Outcome.FAILED, outcome.outcome());
        assertTrue(outcome.detail().contains("verify --repair"), outcome::toString);
        mirror.repair(TestMirror.ESX_301);
        assertEquals(1, mirror.sync().count(Outcome.PUBLISHED));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aSharedFileWithoutASha256IsReadAndFoundRight() {
        Artifact shared = artifact("vib20/x.vib", "right");
        URI location = shared.location();
        List<Digest> none = List.of();
        mirror.list("B", "3.0.1", new Artifact(shared.path(), location, shared.size(), none));

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.PUBLISHED), report::toString);
        assertEquals(2, mirror.downloader.served().size());
    }
}
