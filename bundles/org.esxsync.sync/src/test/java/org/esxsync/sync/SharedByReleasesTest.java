package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another mirror lists a VIB that several releases share in the depot of each. */
class SharedByReleasesTest {

    @TempDir private Path root;
    private TestMirror mirror;

    @BeforeEach
    void listInTwoDepots() {
        mirror = new TestMirror(root);
        Artifact file = mirror.downloader.artifact("vib20/a.vib", "a");
        mirror.list("A", "3.0.0", file);
        mirror.list("A", "3.0.1", file);
    }

    @Test
    void itIsOnePatchOfBothReleases() throws IOException {
        SyncReport report = mirror.sync();

        assertEquals(2, report.count(Outcome.PUBLISHED));
        assertEquals(
                List.of(List.of("3.0.0", "3.0.1")),
                mirror.ledger.patches("A").stream().map(this::versions).toList());
        assertIsInBoth();
    }

    @Test
    void itComesBackToEachReleaseThatLostIt() throws IOException {
        mirror.sync();
        for (String release : List.of("esx-3.0.0", "esx-3.0.1")) {
            Files.delete(root.resolve(release).resolve("vib20/a.vib"));
        }

        mirror.sync();

        assertIsInBoth();
    }

    @Test
    void nothingOfItChangesFromSyncToSync() {
        mirror.sync();

        mirror.force = true;

        assertEquals(2, mirror.sync().count(Outcome.PRESENT));
        assertEquals(1, mirror.ledger.patches("A").size());
    }

    private List<String> versions(CataloguedPatch known) {
        return known.patch().platforms().stream().map(Platform::versionPattern).toList();
    }

    private void assertIsInBoth() throws IOException {
        for (String release : List.of("esx-3.0.0", "esx-3.0.1")) {
            assertTrue(Files.exists(root.resolve(release).resolve("vib20/a.vib")), release);
            assertEquals("[A]", Files.readString(root.resolve(release).resolve("index.xml")));
        }
    }
}
