package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.ledger.Event.Kind;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has not changed is not read again, and a sync tells and does the same all the same. */
class NothingNewTest {

    @TempDir private Path root;
    private TestMirror mirror;

    @BeforeEach
    void publish() {
        mirror = new TestMirror(root);
        mirror.list("A", "3.0.1", mirror.downloader.artifact("A.txt", "a"));
        mirror.list("B", "3.0.0", mirror.downloader.artifact("B.txt", "b"));
        mirror.list("U", "9.9", mirror.downloader.artifact("U.txt", "u"));
        mirror.sync();
    }

    @Test
    void theNextSyncAfterOneThatPublishedReadsNoPatch() {
        int before = mirror.ledger.walks();

        SyncReport second = mirror.sync();

        assertEquals(before, mirror.ledger.walks());
        mirror.remembers = false;
        SyncReport first = mirror.sync();
        assertTrue(mirror.ledger.walks() > before);
        assertEquals(Set.copyOf(first.outcomes()), Set.copyOf(second.outcomes()));
        assertEquals(first.warnings(), second.warnings());
        assertEquals(2, second.outcomes().size());
        assertEquals(1, second.warnings().size());
    }

    @Test
    void aSyncOfOnePlaceIsNoSuccessOfTheConfiguredSources() {
        assertEquals(Kind.SYNC_FINISHED, lastEvent());

        mirror.syncOnce();

        assertEquals(Kind.PLACE_SYNCED, lastEvent());
    }

    private Kind lastEvent() {
        List<HistoryEntry> history = mirror.ledger.history(1);
        return history.get(0).event().kind();
    }

    @Test
    void thePatchesOfOneReleaseAreFoundWithoutReadingThoseOfOthers() {
        int before = mirror.ledger.walks();

        SortedSet<String> found = mirror.patchesOf(TestMirror.ESX_301);

        assertEquals(before, mirror.ledger.walks());
        assertEquals(1, found.size());
        mirror.versionOf301 = "9.9";
        assertEquals(2, mirror.patchesOf(TestMirror.ESX_301).size());
        assertTrue(mirror.ledger.walks() > before);
    }

    @Test
    void otherMattersMakeItReadThemAgain() {
        assertReads(() -> mirror.keep = mirror.keep.ignoring(Set.of("X")));
        assertReads(() -> mirror.wanted.remove(TestMirror.ESX_300));
        assertReads(() -> mirror.fit = new FitPolicy(AcceptanceLevel.PARTNER, Map.of(), false));
        assertReads(() -> mirror.versionOf301 = "9.9");
        assertReads(() -> mirror.force = true);
    }

    @Test
    void itReadsThemAgainIfNobodyCanTellWhatTheMatchersAre() {
        mirror.remembers = false;
        assertReads(() -> {});
        assertReads(() -> {});
    }

    private void assertReads(Runnable change) {
        mirror.sync();
        mirror.sync();
        change.run();
        int before = mirror.ledger.walks();
        mirror.sync();
        assertTrue(mirror.ledger.walks() > before);
    }

    @Test
    void aPatchThatWasDeletedByHandComesBack() throws IOException {
        mirror.sync();
        Files.delete(root.resolve("esx-3.0.1/A.txt"));

        assertEquals(1, mirror.sync().count(Outcome.PUBLISHED));
        assertTrue(Files.exists(root.resolve("esx-3.0.1/A.txt")));
    }

    @Test
    void anIndexThatWasDeletedByHandComesBack() throws IOException {
        mirror.sync();
        Files.delete(root.resolve("esx-3.0.1/index.xml"));

        mirror.sync();

        assertTrue(Files.exists(root.resolve("esx-3.0.1/index.xml")));
    }

    /** Two mirrors go through the same, and one of them remembers nothing. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatIsRememberedChangesNothing(long seed) throws IOException {
        Life with = new Life(root.resolve("with"), seed, true);
        Life without = new Life(root.resolve("without"), seed, false);
        for (int step = 0; step < 60; step++) {
            String change = with.change();
            assertEquals(without.change(), change);
            String what = "seed " + seed + ", step " + step + ": " + change;
            assertEquals(without.sync(), with.sync(), what);
            assertEquals(without.mirror.tree(), with.mirror.tree(), what);
            assertEquals(without.state(), with.state(), what);
        }
        assertTrue(with.mirror.ledger.walks() < without.mirror.ledger.walks());
    }

    /** Random changes around a mirror. */
    private static final class Life {

        private final Path root;
        private final TestMirror mirror;
        private final Random random;
        private int made;

        Life(Path root, long seed, boolean remembers) {
            this.root = root;
            this.mirror = new TestMirror(root);
            this.mirror.remembers = remembers;
            this.mirror.documents = 3;
            this.mirror.parallel = 1;
            this.random = new Random(seed);
        }

        String change() throws IOException {
            mirror.force = false;
            mirror.sourceIsDown = random.nextInt(20) == 0;
            int kind = random.nextInt(40);
            switch (kind) {
                case 0, 1, 2 -> list(id(), PatchKind.BULLETIN);
                case 3 -> list(id(), PatchKind.PATCH);
                case 4 -> remove();
                case 5 -> describeAgain();
                case 6 -> notice();
                case 7 -> recallItself();
                case 8, 9 -> deleteByHand();
                case 10 -> DirectoryTree.delete(root.resolve(release()));
                case 11 -> Files.deleteIfExists(root.resolve(release()).resolve("index.xml"));
                case 12 -> mirror.keep = mirror.keep.ignoring(Set.of(id()));
                case 13 -> mirror.keep = KeepPolicy.parse("pid", "0");
                case 14 -> mirror.prune(true);
                case 15 -> mirror.versionOf301 = random.nextBoolean() ? "3.0.1" : "9.9";
                case 16 -> choose();
                case 17 -> toggleUnreadable();
                case 18 -> mirror.force = true;
                case 19 ->
                        mirror.fit =
                                new FitPolicy(
                                        AcceptanceLevel.UNKNOWN, Map.of(), random.nextBoolean());
                case 20 -> lose();
                case 21 -> mirror.repair();
                case 22 -> supersede();
                case 23 -> mirror.ledger.recordIndexLost(TestMirror.ESX_301);
                default -> {
                    // Nothing is new.
                }
            }
            return kind + (mirror.sourceIsDown ? ", and its source is down" : "");
        }

        private String id() {
            return "P" + random.nextInt(8);
        }

        private String release() {
            return random.nextBoolean() ? "esx-3.0.0" : "esx-3.0.1";
        }

        private Patch.Builder patch(String id, PatchKind kind) {
            String version = List.of("3.0.0", "3.0.1", "9.9").get(random.nextInt(3));
            Artifact file = mirror.downloader.artifact("f" + made++ + ".txt", "text " + made);
            Patch.Builder patch =
                    TestMirror.patch(id, version, file)
                            .kind(kind)
                            .releaseDate(LocalDate.EPOCH.plusDays(random.nextInt(100)));
            return random.nextBoolean() ? patch : patch.platform("ESX", "3.0.1");
        }

        private void list(String id, PatchKind kind) {
            if (random.nextBoolean()) {
                mirror.listed.removeIf(each -> each.id().equals(id));
            }
            mirror.list(patch(id, kind));
        }

        private void remove() {
            if (!mirror.listed.isEmpty()) {
                mirror.listed.remove(random.nextInt(mirror.listed.size()));
            }
        }

        private void describeAgain() {
            if (!mirror.listed.isEmpty()) {
                Patch patch = mirror.listed.get(random.nextInt(mirror.listed.size()));
                if (patch.kind() == PatchKind.PATCH) {
                    mirror.describe(
                            patch, mirror.downloader.artifact("m" + made++ + ".zip", "m" + made));
                }
            }
        }

        private void notice() {
            Notice.Kind kind = random.nextBoolean() ? Notice.Kind.RECALL : Notice.Kind.RECALL_FIX;
            mirror.list(
                    Patch.builder("list", "N" + random.nextInt(2), "test")
                            .kind(PatchKind.NOTICE)
                            .notice(
                                    new Notice(
                                            kind,
                                            List.of(id()),
                                            List.of(),
                                            List.of("N0"),
                                            "text " + made++)));
        }

        private void recallItself() {
            String id = id();
            mirror.listed.removeIf(each -> each.id().equals(id));
            mirror.list(
                    Patch.builder("list", id, "test")
                            .platform("ESX", "3.0.1")
                            .classification(new Classification("recall", "")));
        }

        private void supersede() {
            mirror.list(patch(id(), PatchKind.BULLETIN).supersedes(List.of(id(), id())));
        }

        private void deleteByHand() throws IOException {
            List<Path> files = new ArrayList<>();
            Path release = root.resolve(release());
            if (Files.exists(release)) {
                try (Stream<Path> all = Files.walk(release)) {
                    all.filter(Files::isRegularFile).sorted().forEach(files::add);
                }
            }
            if (!files.isEmpty()) {
                Files.delete(files.get(random.nextInt(files.size())));
            }
        }

        private void choose() {
            mirror.wanted.clear();
            mirror.wanted.add(TestMirror.ESX_301);
            if (random.nextBoolean()) {
                mirror.wanted.add(TestMirror.ESX_300);
            }
        }

        private void toggleUnreadable() {
            if (mirror.unreadable.isEmpty()) {
                mirror.unreadable.add(id());
            } else {
                mirror.unreadable.clear();
            }
        }

        private void lose() {
            if (!mirror.listed.isEmpty()) {
                Patch patch = mirror.listed.get(random.nextInt(mirror.listed.size()));
                patch.artifacts().forEach(mirror.downloader::lose);
            }
        }

        /** All that a user sees of it. */
        String sync() {
            try {
                SyncReport report = mirror.sync();
                return String.join(
                        "\n",
                        sorted(report.outcomes()),
                        report.failedSources().toString(),
                        report.warnings().toString(),
                        report.downloadedBytes() + "");
            } catch (EsxSyncException e) {
                return String.valueOf(e.getMessage()).replace(root.toString(), "");
            }
        }

        private static String sorted(Collection<?> all) {
            return all.stream().map(Object::toString).sorted().toList().toString();
        }

        /** All that the next sync finds. */
        String state() {
            List<String> history =
                    mirror.ledger.history(100).stream()
                            .map(HistoryEntry::event)
                            .map(each -> each.toString().replace(root.toString(), ""))
                            .sorted()
                            .toList();
            return String.join(
                    "\n",
                    mirror.ledger.publishedKeys().toString(),
                    mirror.ledger.removedKeys().toString(),
                    mirror.patchesOf(TestMirror.ESX_301).toString(),
                    mirror.ledger.pendingIndexes().toString(),
                    new TreeSet<>(mirror.ledger.scans().keySet()).toString(),
                    history.toString());
        }
    }
}
