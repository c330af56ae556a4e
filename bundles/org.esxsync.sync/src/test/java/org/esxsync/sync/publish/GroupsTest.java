package org.esxsync.sync.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.MemoryLedger.Death;
import org.esxsync.sync.TestMirror;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Patches that are published together: what happens to one does not happen to the others. */
class GroupsTest {

    private static final int GOOD = 7;

    @TempDir private Path root;
    private TestMirror mirror;

    @BeforeEach
    void list() {
        mirror = new TestMirror(root);
        mirror.wanted.remove(TestMirror.ESX_300);
        for (int i = 0; i < GOOD; i++) {
            mirror.list("G" + i, "3.0.1", artifact("vib20/g" + i + ".vib", "good " + i));
        }
    }

    private Artifact artifact(String path, String text) {
        return mirror.downloader.artifact(path, text);
    }

    private Path at(String path) {
        return root.resolve("esx-3.0.1").resolve(path);
    }

    private static void assertOnlyOneFails(SyncReport report, String reason) {
        assertEquals(GOOD, report.count(Outcome.PUBLISHED), report::toString);
        List<PatchOutcome> problems = report.problems();
        assertEquals(1, problems.size(), report::toString);
        assertTrue(problems.get(0).detail().contains(reason), problems::toString);
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTER_INTENT", "BEFORE_PUBLICATION"})
    void aTransactionThatFailsAsAWholeIsTakenForEachPatchAlone(Death moment) throws IOException {
        mirror.ledger.fillOnce(moment);

        SyncReport report = mirror.sync();

        assertTrue(report.count(Outcome.PUBLISHED) >= GOOD - 1, report::toString);
        mirror.sync();
        assertEquals(List.of(), mirror.verify());
        assertEquals(GOOD, mirror.downloader.served().size());
    }

    /** Each patch of the group would wait for a server that does not answer. */
    @ParameterizedTest
    @EnumSource(names = {"AFTER_INTENT", "BEFORE_PUBLICATION"})
    void aLedgerThatIsGoneEndsTheSyncAtOnce(Death moment) throws IOException {
        mirror.ledger.goAway(moment);

        assertThrows(LedgerException.class, mirror::sync);

        assertTrue(mirror.ledger.refusals() < GOOD, () -> "" + mirror.ledger.refusals());
        mirror.ledger.comeBack();
        mirror.sync();
        assertEquals(List.of(), mirror.verify());
        assertEquals(GOOD, mirror.ledger.publishedKeys().get(TestMirror.ESX_301).size());
    }

    @Test
    void aPatchWhoseRowsCannotBeWrittenFailsAlone() throws IOException {
        mirror.list("B", "3.0.1", artifact("b.vib", "one"), artifact("b.vib", "two"));

        SyncReport report = mirror.sync();

        assertEquals(GOOD, report.count(Outcome.PUBLISHED), report::toString);
        assertEquals(1, report.count(Outcome.FAILED), report::toString);
        assertTrue(
                report.problems().get(0).detail().contains("two files stand at one path"),
                report::toString);
    }

    @Test
    void aPatchThatCannotBeMovedFailsAloneAndTheNextSyncEndsIt() throws IOException {
        mirror.list("B", "3.0.1", artifact("late/b.vib", "bad"));
        mirror.ledger.afterIntents = () -> makeFile(at("late"));

        assertOnlyOneFails(mirror.sync(), "check disk and rights");

        Files.delete(at("late"));
        mirror.ledger.afterIntents = () -> {};
        mirror.sync();
        assertEquals(List.of(), mirror.verify());
        assertEquals("bad", Files.readString(at("late/b.vib")));
        assertEquals(GOOD + 1, mirror.downloader.served().size());
        assertEquals(List.of(), mirror.stagingLeft());
    }

    private static void makeFile(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void ofTwoPatchesWithDifferentBytesAtOnePlaceOneIsAConflict() {
        mirror.list("B", "3.0.1", artifact("vib20/g0.vib", "other"));

        assertOnlyOneFails(mirror.sync(), "a different file is already there");
    }

    @Test
    void ofTwoPatchesOneOfWhichNeedsADirectoryWhereTheOtherHasAFileOneIsAConflict() {
        mirror.list("B", "3.0.1", artifact("vib20/g0.vib/b.vib", "below"));

        assertOnlyOneFails(mirror.sync(), "a different file is already there");
    }

    @Test
    void patchesWithTheSameBytesAtOnePlaceShareThem() {
        mirror.list("B", "3.0.1", artifact("vib20/g0.vib", "good 0"));

        assertEquals(GOOD + 1, mirror.sync().count(Outcome.PUBLISHED));
    }

    @Test
    void everybodyHearsOfEachPatchOnce() {
        List<String> heard = new ArrayList<>();
        mirror.heard.add(
                new SyncListener() {
                    @Override
                    public void finished(PatchOutcome outcome) {
                        heard.add(outcome.patch());
                    }
                });

        mirror.sync();

        assertEquals(
                List.of("G0", "G1", "G2", "G3", "G4", "G5", "G6"),
                heard.stream().sorted().toList());
    }
}
