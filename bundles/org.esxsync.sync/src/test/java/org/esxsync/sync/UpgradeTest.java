package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mirror that was made by version 0.1.0, which knew of bulletins no more than their files, and
 * read neither VIBs without bulletins nor image profiles.
 */
class UpgradeTest {

    @TempDir private Path root;
    private TestMirror mirror;
    private final List<Artifact> files = new ArrayList<>();

    @BeforeEach
    void syncWithTheOldVersion() {
        mirror = new TestMirror(root);
        for (String name : List.of("a", "b", "c")) {
            files.add(mirror.downloader.artifact("vib20/" + name + ".vib", "of " + name));
        }
        mirror.list("A", "3.0.1", files.get(0));
        mirror.list("B", "3.0.1", files.get(1));
        assertEquals(2, mirror.sync().count(Outcome.PUBLISHED));
        mirror.downloader.served().clear();
    }

    private static Vib vib(Artifact file) {
        return Vib.builder("V", "bootbank", file.name().replace(".vib", ""), new VibVersion("1-1"))
                .file(file.path())
                .build();
    }

    /** What the new version reads in the same documents. */
    private void readMore() {
        mirror.listed.clear();
        for (int i = 0; i < 2; i++) {
            mirror.list(
                    TestMirror.patch(i == 0 ? "A" : "B", "3.0.1", files.get(i))
                            .kind(PatchKind.BULLETIN)
                            .releaseTime(LocalTime.of(13, 48))
                            .vib(vib(files.get(i))));
        }
        mirror.list(
                TestMirror.patch("P", "3.0.1", files.toArray(Artifact[]::new))
                        .kind(PatchKind.IMAGE_PROFILE)
                        .profile(new ImageProfile("me", AcceptanceLevel.PARTNER, List.of()))
                        .vibs(files.stream().map(UpgradeTest::vib).toList()));
    }

    @Test
    void isPutRightByTheNextSyncWithoutADownloadOfWhatIsThere() throws IOException {
        readMore();

        SyncReport report = mirror.sync();

        assertEquals(List.of(), report.problems());
        assertEquals(2, report.count(Outcome.PRESENT));
        assertEquals(1, report.count(Outcome.PUBLISHED));
        assertEquals(List.of(files.get(2).location()), mirror.downloader.served());
        assertEquals("[A, B, P]", Files.readString(root.resolve("esx-3.0.1/index.xml")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void hasItsIndexWrittenAgainWithAllThatIsKnownNow() {
        readMore();
        mirror.listed.remove(2);
        List<Patch> indexed = new ArrayList<>();
        mirror.listenToIndex(
                patches -> patches.stream().map(IndexedPatch::patch).forEach(indexed::add));

        assertEquals(List.of(), mirror.sync().problems());

        assertEquals(List.of("A", "B"), indexed.stream().map(Patch::id).toList());
        assertEquals(
                List.of("V_bootbank_a_1-1", "V_bootbank_b_1-1"),
                indexed.stream().flatMap(each -> each.vibs().stream()).map(Vib::id).toList());
        assertEquals(List.of(), mirror.downloader.served());
    }
}
