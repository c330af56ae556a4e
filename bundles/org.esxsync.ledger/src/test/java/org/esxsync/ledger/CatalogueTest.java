package org.esxsync.ledger;

import static org.esxsync.ledger.Samples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Ledger.Sighting;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

    private static final Instant LATER = NOON.plus(Duration.ofDays(1));

    @TempDir private Path directory;
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = new SqliteLedgerStore().open(directory, Durability.FULL);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aPatchComesBackAsItWasListed() {
        Patch full = Samples.bulletin("vmware", "ESXi650-201710401-BG");
        Patch bare = Samples.bare("pages", "ESX-1006980");

        ledger.recordSighting(full, NOON);
        ledger.recordSighting(bare, LATER);

        assertEquals(
                List.of(
                        new CataloguedPatch(bare, LATER, LATER, true),
                        new CataloguedPatch(full, NOON, NOON, true)),
                everything());
    }

    @Test
    void aPatchComesWithItsKey() {
        Patch patch = Samples.bulletin("vmware", "X");

        ledger.recordSighting(patch, NOON);

        assertEquals(patch.key(), everything().get(0).key());
    }

    @Test
    void partsComeInTheirOrder() {
        Patch patch =
                Patch.builder("vmware", "X", "depot")
                        .platform("", "")
                        .platform("", "1.*")
                        .platform("z", "")
                        .platform("a", "2")
                        .platform("z", "")
                        .supersedes(List.of("", "Z", "", "A", ""))
                        .artifact(Samples.artifact("z", Samples.md5("1"), Samples.sha256("2")))
                        .artifact(Samples.artifact("a"))
                        .artifact(Samples.artifact("m", Samples.sha256("3"), Samples.md5("4")))
                        .build();

        ledger.recordSighting(patch, NOON);

        assertEquals(
                List.of(patch), ledger.patches("X").stream().map(each -> each.patch()).toList());
    }

    @Test
    void patchesThatListOneFileDifferentlyKeepTheirOwn() {
        Artifact file = Samples.artifact("x.vib", Samples.sha256("x"));
        Artifact moved =
                new Artifact(
                        file.path(),
                        URI.create("http://elsewhere.example/x.vib"),
                        file.size(),
                        file.digests());
        List<Patch> patches =
                List.of(
                        Patch.builder("a", "1", "depot").artifact(file).build(),
                        Patch.builder("a", "2", "depot").metadata(file).build(),
                        Patch.builder("b", "1", "depot").artifact(moved).metadata(file).build(),
                        Patch.builder("b", "2", "depot").artifact(file).build());

        patches.forEach(patch -> ledger.recordSighting(patch, NOON));

        assertEquals(patches, everything().stream().map(CataloguedPatch::patch).toList());
    }

    @Test
    void aSightingTellsNewFromChangedAndKnown() {
        Patch patch = Samples.bulletin("vmware", "X");
        Patch again = Samples.releasedAgain("vmware", "X");

        assertEquals(Sighting.NEW, ledger.recordSighting(patch, NOON));
        assertEquals(Sighting.KNOWN, ledger.recordSighting(patch, NOON));
        assertEquals(Sighting.CHANGED, ledger.recordSighting(again, NOON));
        assertEquals(Sighting.KNOWN, ledger.recordSighting(again, NOON));
        assertEquals(Sighting.KNOWN, ledger.recordSighting(patch, NOON));
        assertEquals(Sighting.NEW, ledger.recordSighting(Samples.bulletin("dell", "X"), NOON));
    }

    @Test
    void aKnownPatchIsRenewedInAllButItsRevision() {
        Patch patch = Samples.bulletin("vmware", "X");
        Artifact first = patch.artifacts().get(0);
        Artifact moved =
                new Artifact(
                        first.path(),
                        URI.create("https://elsewhere.example/x"),
                        first.size(),
                        first.digests());
        Patch renewed =
                Patch.builder("vmware", "X", "depot")
                        .title("Another title")
                        .platform("embeddedEsx", "7.*")
                        .artifact(moved)
                        .artifact(patch.artifacts().get(1))
                        .build();
        ledger.recordSighting(patch, NOON);

        assertEquals(Sighting.KNOWN, ledger.recordSighting(renewed, LATER));

        assertEquals(List.of(new CataloguedPatch(renewed, NOON, LATER, true)), everything());
    }

    @Test
    void anotherApproximateSizeIsTheSamePatchRenewed() {
        Patch patch = ofAbout(40_000_000);
        ledger.recordSighting(ofAbout(Artifact.UNKNOWN_SIZE), NOON);

        assertEquals(Sighting.KNOWN, ledger.recordSighting(patch, LATER));

        assertEquals(List.of(new CataloguedPatch(patch, NOON, LATER, true)), everything());
    }

    private static Patch ofAbout(long approximateSize) {
        return Patch.builder("pages", "ESX-1002424", "vi3")
                .artifact(
                        new Artifact(
                                new RelativePath("ESX-1002424.tgz"),
                                URI.create("http://patches.example/ESX-1002424.tgz"),
                                Artifact.UNKNOWN_SIZE,
                                approximateSize,
                                List.of(Samples.md5("x"))))
                .build();
    }

    @Test
    void patchesComeOrderedBySourceAndIdWithTheirOwnParts() {
        List<Patch> patches = new ArrayList<>();
        for (String source : List.of("a", "b")) {
            for (int i = 0; i < 20; i++) {
                Patch.Builder patch = Patch.builder(source, "ESX-%02d".formatted(i), "vi3");
                for (int part = 0; part < i % 4; part++) {
                    patch.platform("ESX", source + i + "." + part)
                            .supersedes(List.of("S" + i + part))
                            .artifact(
                                    Samples.artifact(
                                            "f" + part, Samples.md5("m" + i), Samples.sha256("")));
                }
                patches.add(patch.build());
            }
        }
        for (int i = 0; i < patches.size(); i++) {
            ledger.recordSighting(patches.get(i * 7 % patches.size()), NOON);
        }

        assertEquals(patches, everything().stream().map(CataloguedPatch::patch).toList());
    }

    @Test
    void patchesAreFoundByIdInAnyCaseFromEverySource() {
        Patch first = Samples.bulletin("dell", "ESXi650-201710401-BG");
        Patch second = Samples.releasedAgain("vmware", "ESXi650-201710401-BG");
        ledger.recordSighting(second, NOON);
        ledger.recordSighting(first, NOON);
        ledger.recordSighting(Samples.bulletin("vmware", "ESXi650-201710402-BG"), NOON);

        assertEquals(
                List.of(first, second),
                ledger.patches("esxI650-201710401-bg").stream()
                        .map(CataloguedPatch::patch)
                        .toList());
        assertEquals(List.of(), ledger.patches("ESXi650-20171040_-BG"));
    }

    @Test
    void whatTheLastWholeScanDidNotListIsNoLongerListed() {
        ledger.recordSighting(Samples.bare("vmware", "gone"), NOON.plusSeconds(5));
        ledger.recordScan(new Scan("vmware", NOON, false, "v1"));
        ledger.recordSighting(Samples.bare("vmware", "kept"), LATER);
        ledger.recordSighting(Samples.bare("dell", "elsewhere"), NOON);
        assertEquals(List.of(true, true, true), listed());

        ledger.recordScan(new Scan("vmware", LATER, false, "v2"));

        assertEquals(List.of(true, false, true), listed(), "elsewhere, gone, kept");
    }

    @Test
    void aScanThatFoundNothingChangedKeepsAllListed() {
        ledger.recordSighting(Samples.bare("vmware", "gone"), NOON.minusMillis(1));
        ledger.recordSighting(Samples.bare("vmware", "kept"), NOON);
        ledger.recordScan(new Scan("vmware", NOON, false, "v1"));

        Scan unchanged = new Scan("vmware", LATER, true, "v1");
        ledger.recordScan(unchanged);

        assertEquals(List.of(false, true), listed());
        assertEquals(Map.of("vmware", unchanged), ledger.scans());
    }

    @Test
    void theLastScanOfEachSourceIsKept() {
        assertTrue(ledger.scans().isEmpty());
        Scan first = new Scan("vmware", NOON, false, "etag \"x\"");
        Scan second = new Scan("vmware", LATER, false, null);
        Scan other = new Scan("dell", NOON, true, "s");

        ledger.recordScan(first);
        ledger.recordScan(other);
        assertEquals(Map.of("vmware", first, "dell", other), ledger.scans());

        ledger.recordScan(second);
        assertEquals(Map.of("vmware", second, "dell", other), ledger.scans());
    }

    @Test
    void theSamePathTwiceAndTextThatLooksLikeSqlAreKept() {
        Patch odd =
                Patch.builder("o'source", "x'); DROP TABLE patch; --", "vi3")
                        .title("ünïcödé 🐘 '\"%_")
                        .artifact(Samples.artifact("same", Samples.sha256("1")))
                        .artifact(Samples.artifact("same", Samples.sha256("2")))
                        .metadata(
                                new Artifact(
                                        new RelativePath("m.zip"),
                                        URI.create("jar:file:/b.zip!/m.zip"),
                                        0,
                                        List.of(Samples.sha256("b"), Samples.md5("a"))))
                        .build();

        ledger.recordSighting(odd, NOON);

        assertEquals(List.of(new CataloguedPatch(odd, NOON, NOON, true)), ledger.patches(odd.id()));
    }

    private List<CataloguedPatch> everything() {
        List<CataloguedPatch> all = new ArrayList<>();
        ledger.forEachPatch(all::add);
        return all;
    }

    private List<Boolean> listed() {
        return everything().stream().map(CataloguedPatch::listed).toList();
    }
}
