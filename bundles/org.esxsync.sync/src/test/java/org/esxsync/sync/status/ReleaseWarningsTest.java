package org.esxsync.sync.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.sync.MemoryLedger;
import org.esxsync.sync.TestMirror;
import org.esxsync.sync.mirror.MirrorLock;
import org.esxsync.sync.mirror.MirrorPaths;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseWarningsTest {

    @TempDir private Path root;
    private TestMirror mirror;

    @BeforeEach
    void publish() {
        mirror = new TestMirror(root);
        mirror.list("A", "3.0.1", mirror.downloader.artifact("A.tgz", "x=one"));
        mirror.sync();
    }

    private List<String> warnings() {
        return new ReleaseWarnings(new MirrorPaths(root)).of(mirror.ledger);
    }

    @Test
    void ofAMirrorThatIsRightNothingIsTold() {
        assertEquals(List.of(), warnings());
    }

    @Test
    void aLedgerThatIsGoneOrNewIsToldWithTheReleasesThatStand() {
        List<String> gone = new ReleaseWarnings(new MirrorPaths(root)).withoutLedger();
        mirror.ledger = new MemoryLedger();

        assertTrue(gone.get(0).startsWith("the mirror has esx-3.0.1 and no ledger: "));
        assertTrue(warnings().get(0).startsWith("the ledger has no record of esx-3.0.1: "));
        assertEquals(
                List.of(),
                new ReleaseWarnings(new MirrorPaths(root.resolve("none"))).withoutLedger());
    }

    @Test
    void anIndexThatCouldNotBeWrittenIsToldWithItsReason() {
        mirror.ledger.recordIndexLost(TestMirror.ESX_301);
        assertEquals(
                List.of(
                        "esx-3.0.1: its index does not reach all that is published; a sync renews"
                                + " it"),
                warnings());

        mirror.ledger.append(
                new Event(
                        mirror.now,
                        Event.Kind.INDEX_FAILED,
                        null,
                        null,
                        TestMirror.ESX_301,
                        "the disk is full"));
        assertTrue(warnings().get(0).endsWith(": the disk is full"), warnings()::toString);
    }

    @Test
    void anIndexThatASyncIsAboutToRenewIsNotTold() {
        mirror.ledger.recordIndexLost(TestMirror.ESX_301);

        try (MirrorLock lock = MirrorLock.acquire(new MirrorPaths(root), Clock.systemUTC())) {
            assertEquals(List.of(), warnings());
        }
    }

    @Test
    void aDeletedIndexIsTold() throws IOException {
        Files.delete(root.resolve("esx-3.0.1/index.xml"));

        assertEquals(
                List.of("esx-3.0.1: its index was deleted; a sync makes it again"), warnings());
    }
}
