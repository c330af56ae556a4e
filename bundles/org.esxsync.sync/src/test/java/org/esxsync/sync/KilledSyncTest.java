package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.sync.MemoryLedger.Death;
import org.esxsync.sync.mirror.MirrorPaths;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KilledSyncTest {

    @TempDir Path root;
    TestMirror mirror;

    @BeforeEach
    void list() {
        mirror = new TestMirror(root);
        mirror.list("A", "3.0.*", mirror.downloader.artifact("A.tgz", "descriptor.xml=one"));
    }

    void kill(Death moment) {
        mirror.ledger.dieOnce(moment);
        assertThrows(Throwable.class, mirror::sync);
        mirror.list("B", "3.0.0", mirror.downloader.artifact("vib20/b.vib", "two"));
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTER_INTENT", "BEFORE_PUBLICATION", "BEFORE_INDEX"})
    void theNextSyncEndsItAndDownloadsNothingTwice(Death moment) throws IOException {
        kill(moment);

        mirror.sync();

        assertEquals(2, mirror.downloader.served().size(), mirror.downloader.served()::toString);
        assertEquals("one", Files.readString(root.resolve("esx-3.0.1/A/descriptor.xml")));
        assertEquals("one", Files.readString(root.resolve("esx-3.0.0/A/descriptor.xml")));
        assertEquals("two", Files.readString(root.resolve("esx-3.0.0/vib20/b.vib")));
        assertEquals("[A, B]", Files.readString(root.resolve("esx-3.0.0/index.xml")));
        assertEquals(List.of(), mirror.ledger.openIntents());
        assertEquals(List.of(), mirror.stagingLeft());
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTER_INTENT", "BEFORE_PUBLICATION", "BEFORE_INDEX"})
    void theHistoryTellsEachPublicationOnce(Death moment) {
        kill(moment);

        mirror.sync();

        assertEquals(
                3,
                mirror.ledger.history(100).stream()
                        .filter(each -> each.event().kind() == Event.Kind.PATCH_PUBLISHED)
                        .count());
    }

    @Test
    void whatWasStagedAndIsDamagedIsNotPutIntoPlace() throws IOException {
        kill(Death.AFTER_INTENT);
        Intent intent = mirror.ledger.openIntents().get(0);
        Path stage = new MirrorPaths(root).staging().resolve(intent.stage());
        String file = intent.publication().files().get(0).path().value();
        Files.writeString(
                stage.resolve(intent.publication().release().toString()).resolve(file), "bad");

        mirror.sync();

        assertEquals("one", Files.readString(root.resolve("esx-3.0.0/A/descriptor.xml")));
        assertEquals("two", Files.readString(root.resolve("esx-3.0.0/vib20/b.vib")));
        assertEquals(3, mirror.downloader.served().size());
    }

    @Test
    void whatAPowerCutDamagedInPlaceIsMovedAsideAndDownloadedAgain() throws IOException {
        kill(Death.BEFORE_PUBLICATION);
        Path file = root.resolve("esx-3.0.0/A/descriptor.xml");
        Files.writeString(file, "");

        assertEquals(3, mirror.sync().count(PatchOutcome.Outcome.PUBLISHED));

        assertEquals("one", Files.readString(file));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void whatAnInterruptedIndexLeftIsTakenAway() throws IOException {
        mirror.indexName = "first.xml";
        kill(Death.BEFORE_INDEX);
        mirror.indexName = "second.xml";

        mirror.sync();

        assertFalse(Files.exists(root.resolve("esx-3.0.0/first.xml")));
        assertEquals("[A, B]", Files.readString(root.resolve("esx-3.0.0/second.xml")));
    }
}
