package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Depot;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two lines of the README, on a machine without a network. */
class DemoIT {

    @TempDir static Path directory;
    private static Path mirror;
    private static EsxSync esxsync;
    private static Run first;

    @BeforeAll
    static void syncOnce() throws Exception {
        mirror = directory.resolve("mirror");
        esxsync = new EsxSync(directory);
        first = esxsync.run("--mirror", mirror, "--demo", "sync", "3.0.0", "3.0.1", "8.0").ended(0);
    }

    @Test
    void aSyncPublishesUnpackedPatchesInOrderOfTheirDates() throws Exception {
        List<String> patches = Tree.names(mirror.resolve("esx-3.0.1"));

        assertFalse(patches.isEmpty(), first::toString);
        for (String patch : patches) {
            assertTrue(patch.matches("\\d{4}-\\d\\d-\\d\\d-ESX-\\d+"), patch);
            assertFalse(Tree.names(mirror.resolve("esx-3.0.1").resolve(patch)).isEmpty(), patch);
            assertEquals(1, first.linesWith("esx-3.0.1/" + patch).size(), first::toString);
        }
        assertEquals(List.of(), Tree.staged(mirror));
    }

    @Test
    void theSecondSyncChangesNothing() throws Exception {
        SortedMap<String, String> before = Tree.snapshot(mirror);

        Run second =
                esxsync.run("--mirror", mirror, "--demo", "sync", "3.0.0", "3.0.1", "8.0").ended(0);

        assertEquals(1, second.linesWith("Nothing new").size(), second::toString);
        assertEquals(before, Tree.snapshot(mirror));
    }

    @Test
    void aPatchForTwoReleasesStandsInBothAndIsStoredOnce() throws Exception {
        List<String> shared = new ArrayList<>(Tree.names(mirror.resolve("esx-3.0.0")));
        shared.retainAll(Tree.names(mirror.resolve("esx-3.0.1")));
        assertFalse(shared.isEmpty());
        for (String patch : shared) {
            assertStoredOnce(patch);
        }
    }

    private void assertStoredOnce(String patch) throws IOException {
        Path one = mirror.resolve("esx-3.0.0").resolve(patch);
        Path other = mirror.resolve("esx-3.0.1").resolve(patch);
        assertEquals(Tree.snapshot(one).keySet(), Tree.snapshot(other).keySet());
        for (Path file : Tree.files(one)) {
            assertTrue(Files.isSameFile(file, other.resolve(one.relativize(file))), file::toString);
        }
    }

    @Test
    void aBulletinBecomesADepot() throws Exception {
        assertFalse(new Depot(mirror.resolve("esxi-8.0")).checkedVibs().isEmpty());
    }

    @Test
    void aDryRunSaysWhatIsMissingAndWritesNothing() throws Exception {
        Path none = directory.resolve("none");

        Run run = esxsync.run("--mirror", none, "--demo", "sync", "-n", "3.0.1").ended(0);

        assertFalse(run.linesWith("ESX-").isEmpty(), run::toString);
        assertFalse(Files.exists(none));
    }

    @Test
    void historyTellsTheRun() throws Exception {
        Run run = esxsync.run("--mirror", mirror, "--demo", "history", "-l", "100").ended(0);

        for (String patch : Tree.names(mirror.resolve("esx-3.0.1"))) {
            String id = patch.substring("2007-03-29-".length());
            assertFalse(run.linesWith(id).isEmpty(), () -> id + " in " + run);
        }
    }

    @Test
    void aTurkishMachineDoesTheSame() throws Exception {
        Path turkish = directory.resolve("turkish");

        new EsxSync(directory, "-Duser.language=tr", "-Duser.country=TR")
                .run("--mirror", turkish, "--demo", "sync", "3.0.0", "3.0.1", "8.0")
                .ended(0);

        assertEquals(Tree.snapshot(mirror).keySet(), Tree.snapshot(turkish).keySet());
    }
}
