package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Depot;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.Samples;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten real offline bundles of five vendors, for nine releases. */
class RealBundlesIT {

    @TempDir static Path directory;
    private static Run first;

    @BeforeAll
    static void sync() throws Exception {
        Optional<Path> bundles = Samples.bundles();
        assumeTrue(bundles.isPresent(), "there are no real bundles on this machine");
        new Conf(directory.resolve("conf")).depot("samples", bundles.get());
        first = run();
    }

    private static Run run() throws Exception {
        return new EsxSync(directory)
                .run("--conf", directory.resolve("conf"), "--mirror", mirror(), "sync");
    }

    @Test
    void theTwoBundlesOfOneIdAreAConflict() {
        first.ended(2);

        List<String> conflicts = first.linesWith("conflict   ");
        assertEquals(1, conflicts.size(), first::toString);
        assertTrue(
                conflicts.get(0).startsWith("conflict   ghettoVCB (esxi-5.0): ")
                        && conflicts.get(0).endsWith(". The same in esxi-5.1, esxi-5.5"),
                first::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.0", "5.1", "5.5", "6.0", "6.5", "6.7", "7.0", "8.0", "9.0"})
    void everyVibOfADepotIsWhatItsMetadataSays(String version) throws Exception {
        Depot depot = new Depot(mirror().resolve("esxi-" + version));

        List<Path> vibs = depot.checkedVibs();

        assertFalse(vibs.isEmpty());
        assertEquals(depot.vibFiles(), vibs);
    }

    @Test
    void aBundleForSeveralReleasesIsStoredOnce() throws Exception {
        Map<String, List<Path>> sameBytes = new HashMap<>();
        for (Path file : Tree.files(mirror())) {
            if (file.toString().endsWith(".vib")) {
                sameBytes
                        .computeIfAbsent(Digests.sha256(file), sha256 -> new ArrayList<>())
                        .add(file);
            }
        }

        List<List<Path>> shared =
                sameBytes.values().stream().filter(files -> files.size() > 1).toList();

        assertFalse(shared.isEmpty());
        for (List<Path> files : shared) {
            for (Path file : files) {
                assertTrue(Files.isSameFile(files.get(0), file), files::toString);
            }
        }
    }

    @Test
    void aSecondSyncChangesNothing() throws Exception {
        SortedMap<String, String> before = Tree.snapshot(mirror());

        run().ended(2);

        assertEquals(before, Tree.snapshot(mirror()));
    }

    /** Nearly all of the VIBs are in the depots of several releases. */
    @Test
    void aMirrorOfTheMirrorHasTheSameInEachRelease(@TempDir Path other) throws Exception {
        new Conf(other.resolve("conf")).depot("mirror", mirror());
        Path second = other.resolve("mirror");
        EsxSync command = new EsxSync(other);
        Object[] sync = {"--conf", other.resolve("conf"), "--mirror", second, "sync"};
        command.run(sync).ended(0);

        assertEquals(vibs(mirror()), vibs(second));
        for (Path file : Tree.files(second.resolve("esxi-6.7"))) {
            Files.delete(file);
        }
        command.run(sync).ended(0);

        assertEquals(vibs(mirror()), vibs(second));
        assertEquals(
                new Depot(mirror().resolve("esxi-6.7")).checkedVibs().size(),
                new Depot(second.resolve("esxi-6.7")).checkedVibs().size());
    }

    private static List<String> vibs(Path mirror) throws IOException {
        return Tree.snapshot(mirror).keySet().stream()
                .filter(name -> name.startsWith("esxi-") && name.endsWith(".vib"))
                .toList();
    }

    @Test
    void nothingIsLeftInStaging() throws Exception {
        assertEquals(List.of(), Tree.staged(mirror()));
    }

    private static Path mirror() {
        return directory.resolve("mirror");
    }
}
