package org.esxsync.sync.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.esxsync.api.ledger.FormerFile;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.FormerFiles;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.MemoryLedger.Death;
import org.esxsync.sync.TestMirror;
import org.esxsync.sync.config.KeepPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an index has left stays for a day, for clients that still read the former index. */
class FormerFilesTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir private Path root;
    private TestMirror mirror;
    private Patch old;

    /** NEW supersedes OLD and shares a VIB with it. */
    @BeforeEach
    void sync() {
        mirror = new TestMirror(root);
        mirror.formerStay = DAY;
        old =
                mirror.list(
                        TestMirror.patch(
                                "OLD",
                                "3.0.1",
                                mirror.downloader.artifact("OLD.tgz", "x=old"),
                                mirror.downloader.artifact("vib20/same.vib", "same"),
                                mirror.downloader.artifact("vib20/old.vib", "older")));
        mirror.list(
                TestMirror.patch(
                                "NEW",
                                "3.0.1",
                                mirror.downloader.artifact("NEW.tgz", "x=new"),
                                mirror.downloader.artifact("vib20/same.vib", "same"))
                        .supersedes(List.of("OLD")));
        mirror.sync();
        mirror.keep = KeepPolicy.parse("pid", "0");
    }

    private Path at(String path) {
        return root.resolve("esx-3.0.1").resolve(path);
    }

    private void pass(Duration time) {
        mirror.now = mirror.now.plus(time);
    }

    private void assertFormerFilesStand() throws IOException {
        assertEquals("[NEW]", Files.readString(at("index.xml")));
        assertEquals("old", Files.readString(at("OLD/x")));
        assertEquals("older", Files.readString(at("vib20/old.vib")));
        assertEquals(List.of(), mirror.verify());
    }

    private void assertFormerFilesAreGone() throws IOException {
        assertFalse(Files.exists(at("OLD")));
        assertFalse(Files.exists(at("vib20/old.vib")));
        assertEquals("same", Files.readString(at("vib20/same.vib")));
        assertEquals(List.of(), mirror.ledger.formerFiles());
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void aPrunedPatchLeavesTheIndexAtOnceAndItsFilesADayLater() throws IOException {
        mirror.prune(true);

        assertFormerFilesStand();
        assertTrue(mirror.ledger.removedKeys().get(TestMirror.ESX_301).contains(old.key()));
        assertEquals(
                List.of("OLD/x", "vib20/old.vib"),
                mirror.ledger.formerFiles().stream().map(each -> each.path().value()).toList());

        pass(DAY.minusMinutes(1));
        mirror.sync();
        assertFormerFilesStand();

        pass(Duration.ofMinutes(1));
        mirror.sync();
        assertFormerFilesAreGone();
    }

    @Test
    void theNextPruneDeletesThemToo() throws IOException {
        mirror.prune(true);
        pass(DAY);

        mirror.prune(true);

        assertFormerFilesAreGone();
    }

    @Test
    void pruneNowDeletesThemAtOnce() throws IOException {
        mirror.prune(true);

        mirror.pruneNow();

        assertFormerFilesAreGone();
    }

    @Test
    void aPruneTellsWhatStaysAndUntilWhen() {
        Instant day = Instant.EPOCH.plus(DAY);
        assertEquals(new FormerFiles(2, 8, day), mirror.former(), "before");

        mirror.prune(true);
        assertEquals(new FormerFiles(2, 8, day), mirror.former());

        pass(DAY);
        assertEquals(FormerFiles.NONE, mirror.former());
    }

    @Test
    void repairLeavesThemAlone() throws IOException {
        mirror.prune(true);

        assertEquals(List.of(), mirror.repairAll());

        assertFormerFilesStand();
    }

    @Test
    void theyAreRecordedOnceAndNotWithEverySync() {
        mirror.prune(true);
        List<FormerFile> before = mirror.ledger.formerFiles();

        mirror.sync();
        mirror.sync();

        assertEquals(before, mirror.ledger.formerFiles());
    }

    @Test
    void whatIsPublishedAgainStays() throws IOException {
        mirror.prune(true);
        mirror.keep = KeepPolicy.EVERYTHING;
        pass(Duration.ofHours(1));
        assertEquals(1, mirror.sync().count(Outcome.PUBLISHED));

        pass(DAY);
        mirror.sync();

        assertEquals("old", Files.readString(at("OLD/x")));
        assertEquals("older", Files.readString(at("vib20/old.vib")));
        assertEquals(List.of(), mirror.ledger.formerFiles());
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void whatIsPublishedAgainAndLeavesAgainStaysForAnotherDay() throws IOException {
        mirror.prune(true);
        mirror.keep = KeepPolicy.EVERYTHING;
        mirror.sync();
        pass(Duration.ofHours(23));
        mirror.keep = KeepPolicy.parse("pid", "0");
        mirror.prune(true);

        pass(Duration.ofHours(23));
        mirror.sync();
        assertFormerFilesStand();

        pass(Duration.ofHours(2));
        mirror.sync();
        assertFormerFilesAreGone();
    }

    @Test
    void otherBytesWaitUntilTheirPathIsFree() throws IOException {
        mirror.keep = KeepPolicy.EVERYTHING.ignoring(Set.of("OLD@" + old.revision()));
        mirror.prune(true);
        Artifact other = mirror.downloader.artifact("vib20/old.vib", "other");
        mirror.list("THIRD", "3.0.1", other);

        SyncReport early = mirror.sync();
        assertEquals(1, early.count(Outcome.CONFLICT));
        assertTrue(
                early.problems().get(0).detail().contains("prune --now"),
                early.problems()::toString);
        assertEquals("older", Files.readString(at("vib20/old.vib")));

        pass(DAY);
        assertEquals(1, mirror.sync().count(Outcome.PUBLISHED));
        assertEquals("other", Files.readString(at("vib20/old.vib")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void filesThatMadeAFormerIndexStayAsWell() throws IOException {
        mirror.indexName = "second.xml";
        mirror.ledger.recordIndexLost(TestMirror.ESX_301);
        mirror.sync();

        assertEquals("[NEW, OLD]", Files.readString(at("index.xml")));
        assertEquals("[NEW, OLD]", Files.readString(at("second.xml")));
        assertEquals(List.of(), mirror.verify());

        pass(DAY);
        mirror.sync();
        assertFalse(Files.exists(at("index.xml")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void theFilesOfAReplacedVersionStay() throws IOException {
        mirror.list(version("1", "2021-12-26"));
        mirror.sync();
        mirror.list(version("2", "2023-03-30"));
        mirror.sync();

        assertEquals("net 1", Files.readString(at("vib20/net-1.vib")));
        assertEquals("net 2", Files.readString(at("vib20/net-2.vib")));
        assertEquals(List.of(), mirror.verify());

        pass(DAY);
        mirror.sync();
        assertFalse(Files.exists(at("vib20/net-1.vib")));
        assertEquals(List.of(), mirror.verify());
    }

    private Patch.Builder version(String version, String day) {
        Artifact file =
                mirror.downloader.artifact("vib20/net-" + version + ".vib", "net " + version);
        return TestMirror.patch("net", "3.0.1", file)
                .kind(PatchKind.BULLETIN)
                .releaseDate(LocalDate.parse(day))
                .vib(
                        Vib.builder("VMW", "bootbank", "net", new VibVersion(version))
                                .file(file.path())
                                .build());
    }

    @Test
    void aReleaseThatIsNotWantedStaysReadableAsAWhole() throws IOException {
        mirror.wanted.remove(TestMirror.ESX_301);
        mirror.prune(true);

        assertEquals("new", Files.readString(at("NEW/x")));
        assertEquals("old", Files.readString(at("OLD/x")));
        assertEquals("same", Files.readString(at("vib20/same.vib")));
        assertEquals(List.of(), mirror.verify(TestMirror.ESX_301));

        pass(DAY);
        mirror.sync();
        assertFalse(Files.exists(at("NEW")));
        assertFalse(Files.exists(at("vib20")));
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_REMOVAL", "BEFORE_INDEX"})
    void aKilledPruneIsFinishedAndTheFilesStayFromThenOn(Death death) throws IOException {
        mirror.ledger.dieOnce(death);
        assertThrows(AssertionError.class, () -> mirror.prune(true));
        assertEquals("old", Files.readString(at("OLD/x")));

        pass(Duration.ofHours(1));
        mirror.sync();
        assertFormerFilesStand();

        pass(DAY.minusMinutes(1));
        mirror.sync();
        assertFormerFilesStand();

        pass(Duration.ofMinutes(1));
        mirror.sync();
        assertFormerFilesAreGone();
    }

    @Test
    void aSyncThatIsKilledWhileItDeletesIsFinishedByTheNext() throws IOException {
        mirror.prune(true);
        pass(DAY);
        mirror.ledger.dieOnce(Death.BEFORE_FORGETTING);
        assertThrows(AssertionError.class, mirror::sync);
        assertEquals(List.of(), mirror.verify());

        mirror.sync();

        assertFormerFilesAreGone();
    }
}
