package org.esxsync.sync.index;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.MemoryDownloader;
import org.esxsync.sync.MemoryLedger;
import org.esxsync.sync.TestMirror;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataRenewalTest {

    @TempDir private Path root;
    private TestMirror mirror;
    private Patch patch;

    @BeforeEach
    void publishWithOldMetadata() {
        mirror = new TestMirror(root);
        patch = mirror.list("A", "3.0.1", mirror.downloader.artifact("vib20/a.vib", "bytes"));
        mirror.describe(patch, document("old"));
        mirror.sync();
    }

    private Artifact document(String text) {
        return mirror.downloader.artifact("metadata.zip", text);
    }

    private String index() throws IOException {
        return Files.readString(root.resolve("esx-3.0.1/index.xml"));
    }

    private List<String> copies() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(".esxsync/metadata"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theIndexFollowsMetadataThatChangedThoughNothingIsPublished() throws IOException {
        assertEquals("[A old]", index());
        mirror.describe(patch, document("new"));

        SyncReport report = mirror.sync();

        assertEquals(1, report.count(Outcome.PRESENT));
        assertEquals(0, report.count(Outcome.PUBLISHED));
        assertEquals("[A new]", index());
        assertEquals(List.of(MemoryDownloader.sha256("new").hex()), copies());
    }

    @Test
    void aDocumentThatTheSourceHasIsNotFetchedAgain() throws IOException {
        Artifact document = document("new");
        mirror.describe(patch, document);
        mirror.offered.put(
                MemoryDownloader.sha256("new"), Files.writeString(root.resolve("copy"), "new"));

        mirror.sync();

        assertEquals("[A new]", index());
        assertFalse(mirror.downloader.served().contains(document.location()));
        assertEquals("new", Files.readString(root.resolve("copy")));
    }

    @Test
    void aCopyThatIsNotWhatTheSourceSaysIsPassedOver() throws IOException {
        Artifact document = document("new");
        mirror.describe(patch, document);
        mirror.offered.put(
                MemoryDownloader.sha256("new"), Files.writeString(root.resolve("copy"), "other"));

        mirror.sync();

        assertEquals("[A new]", index());
        assertTrue(mirror.downloader.served().contains(document.location()));
    }

    @Test
    void aDocumentThatAnotherPatchStillNamesStays() throws IOException {
        Patch other =
                mirror.list("B", "3.0.1", mirror.downloader.artifact("vib20/b.vib", "others"));
        mirror.describe(other, document("old"));
        mirror.sync();
        mirror.describe(patch, document("new"));

        mirror.sync();

        assertEquals("[A new, B old]", index());
        assertEquals(2, copies().size());
    }

    @Test
    void aDocumentThatIsMissingLeavesTheIndexAndIsTriedAgain() throws IOException {
        Artifact lost = document("new");
        mirror.describe(patch, lost);
        mirror.downloader.lose(lost);

        List<PatchOutcome> problems = mirror.sync().problems();

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).detail().contains("metadata"), problems::toString);
        assertEquals("[A old]", index());
        assertEquals(1, mirror.sync().problems().size());
    }

    @Test
    void whatTheDiskRefusesIsToldWithItsReason() {
        mirror.describe(patch, document("new"));
        Path copies = root.resolve(".esxsync/metadata");
        mirror.heard.add(
                new SyncListener() {
                    @Override
                    public void planned(SyncPlan plan) {
                        assertDoesNotThrow(
                                () -> Files.move(copies, root.resolve(".esxsync/elsewhere")));
                        assertDoesNotThrow(() -> Files.createFile(copies));
                    }
                });

        String detail = mirror.sync().problems().get(0).detail();

        assertTrue(detail.contains(copies + ": something else of this name"), detail);
        assertTrue(detail.endsWith("check disk and rights of " + root), detail);
    }

    @Test
    void copiesStayWhileALostLedgerDoesNotKnowAReleaseThatNeedsThem() throws IOException {
        Patch other =
                mirror.list("B", "3.0.0", mirror.downloader.artifact("vib20/b.vib", "others"));
        mirror.describe(other, document("other"));
        mirror.sync();
        mirror.ledger = new MemoryLedger();

        mirror.wanted.remove(TestMirror.ESX_301);
        mirror.sync();
        assertEquals(2, copies().size());

        mirror.wanted.add(TestMirror.ESX_301);
        mirror.describe(patch, document("new"));
        mirror.sync();
        assertEquals("[A new]", index());
        assertEquals(2, copies().size());
    }
}
