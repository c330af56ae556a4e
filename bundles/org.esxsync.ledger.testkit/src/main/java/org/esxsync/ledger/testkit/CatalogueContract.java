package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Ledger.Sighting;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.junit.jupiter.api.Test;

/** What sources list. */
abstract class CatalogueContract extends OpenLedger {

    private static final Instant LATER = NOON.plus(Duration.ofDays(1));

    @Test
    void aPatchComesBackAsItWasListed() {
        Patch full = LedgerSamples.bulletin("vmware", "ESXi650-201710401-BG");
        Patch bare = LedgerSamples.bare("pages", "ESX-1006980");

        ledger.recordSighting(full, NOON);
        ledger.recordSighting(bare, LATER);

        assertEquals(
                List.of(
                        new CataloguedPatch(bare, LATER, LATER, true),
                        new CataloguedPatch(full, NOON, NOON, true)),
                everything());
    }

    @Test
    void profilesAndNoticesComeBackAsTheyWereListed() {
        List<Patch> patches =
                List.of(
                        LedgerSamples.profile("vmware", "ESXi-6.5.0-20171004001-standard"),
                        LedgerSamples.notice("vmware", "R-650-2"));

        patches.forEach(patch -> ledger.recordSighting(patch, NOON));

        assertEquals(patches, everything().stream().map(CataloguedPatch::patch).toList());
    }

    @Test
    void vibsComeInTheirOrder() {
        Patch one = Patch.builder("vmware", "1", "depot").vibs(vibs("b", "c", "a")).build();
        Patch two = Patch.builder("vmware", "2", "depot").vibs(vibs("a", "b", "c")).build();

        ledger.recordSighting(one, NOON);
        ledger.recordSighting(two, NOON);

        List<Patch> read = everything().stream().map(CataloguedPatch::patch).toList();
        assertEquals(List.of(one, two), read);
    }

    @Test
    void severalPatchesAtOnceAreToldApartOneAfterTheOther() {
        List<Vib> shared = vibs("a", "b");
        Patch one = Patch.builder("vmware", "1", "depot").vibs(shared).build();
        Patch two = Patch.builder("vmware", "2", "depot").vib(shared.get(1)).build();
        Patch other = one.withArtifacts(LedgerSamples.bulletin("vmware", "X").artifacts());

        assertEquals(
                List.of(Sighting.NEW, Sighting.NEW, Sighting.KNOWN, Sighting.CHANGED),
                ledger.recordSightings(List.of(one, two, one, other), NOON));
        assertEquals(List.of(), ledger.recordSightings(List.of(), LATER));
        assertEquals(
                Set.of(one, two, other),
                everything().stream().map(CataloguedPatch::patch).collect(Collectors.toSet()));
    }

    @Test
    void aPatchThatIsDescribedBetterIsStillTheSameOne() {
        Patch before = Patch.builder("vmware", "X", "depot").build();
        Patch after =
                Patch.builder("vmware", "X", "depot")
                        .releaseDate(LocalDate.of(2017, 10, 5))
                        .releaseTime(LocalTime.MIDNIGHT)
                        .vibs(vibs("a"))
                        .build();

        ledger.recordSighting(before, NOON);

        assertEquals(Sighting.KNOWN, ledger.recordSighting(after, LATER));
        assertEquals(List.of(new CataloguedPatch(after, NOON, LATER, true)), everything());
    }

    private static List<Vib> vibs(String... names) {
        return Arrays.stream(names)
                .map(name -> LedgerSamples.vib(name, new RelativePath(name + ".vib")))
                .toList();
    }

    @Test
    void aPatchComesWithItsKey() {
        Patch patch = LedgerSamples.bulletin("vmware", "X");

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
                        .artifact(
                                LedgerSamples.artifact(
                                        "z", LedgerSamples.md5("1"), LedgerSamples.sha256("2")))
                        .artifact(LedgerSamples.artifact("a"))
                        .artifact(
                                LedgerSamples.artifact(
                                        "m", LedgerSamples.sha256("3"), LedgerSamples.md5("4")))
                        .build();

        ledger.recordSighting(patch, NOON);

        assertEquals(
                List.of(patch), ledger.patches("X").stream().map(each -> each.patch()).toList());
    }

    @Test
    void patchesThatListOneFileDifferentlyKeepTheirOwn() {
        Artifact file = LedgerSamples.artifact("x.vib", LedgerSamples.sha256("x"));
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
        Patch patch = LedgerSamples.bulletin("vmware", "X");
        Patch again = LedgerSamples.releasedAgain("vmware", "X");

        assertEquals(Sighting.NEW, ledger.recordSighting(patch, NOON));
        assertEquals(Sighting.KNOWN, ledger.recordSighting(patch, NOON));
        assertEquals(Sighting.CHANGED, ledger.recordSighting(again, NOON));
        assertEquals(Sighting.KNOWN, ledger.recordSighting(again, NOON));
        assertEquals(Sighting.KNOWN, ledger.recordSighting(patch, NOON));
        assertEquals(
                Sighting.NEW, ledger.recordSighting(LedgerSamples.bulletin("dell", "X"), NOON));
    }

    @Test
    void aKnownPatchIsRenewedInAllButItsRevision() {
        Patch patch = LedgerSamples.bulletin("vmware", "X");
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
                                List.of(LedgerSamples.md5("x"))))
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
                                    LedgerSamples.artifact(
                                            "f" + part,
                                            LedgerSamples.md5("m" + i),
                                            LedgerSamples.sha256("")));
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
        Patch first = LedgerSamples.bulletin("dell", "ESXi650-201710401-BG");
        Patch second = LedgerSamples.releasedAgain("vmware", "ESXi650-201710401-BG");
        ledger.recordSighting(second, NOON);
        ledger.recordSighting(first, NOON);
        ledger.recordSighting(LedgerSamples.bulletin("vmware", "ESXi650-201710402-BG"), NOON);

        assertEquals(
                Set.of(first, second),
                ledger.patches("esxI650-201710401-bg").stream()
                        .map(CataloguedPatch::patch)
                        .collect(Collectors.toSet()));
        assertEquals(List.of(), ledger.patches("ESXi650-20171040_-BG"));
    }

    @Test
    void whatTheLastWholeScanDidNotListIsNoLongerListed() {
        ledger.recordSighting(LedgerSamples.bare("vmware", "gone"), NOON.plusSeconds(5));
        ledger.recordScan(new Scan("vmware", NOON, false, "v1"));
        ledger.recordSighting(LedgerSamples.bare("vmware", "kept"), LATER);
        ledger.recordSighting(LedgerSamples.bare("dell", "elsewhere"), NOON);
        assertEquals(List.of(true, true, true), listed());

        ledger.recordScan(new Scan("vmware", LATER, false, "v2"));

        assertEquals(List.of(true, false, true), listed(), "elsewhere, gone, kept");
    }

    @Test
    void aScanThatFoundNothingChangedKeepsAllListed() {
        ledger.recordSighting(LedgerSamples.bare("vmware", "gone"), NOON.minusMillis(1));
        ledger.recordSighting(LedgerSamples.bare("vmware", "kept"), NOON);
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
                        .artifact(LedgerSamples.artifact("same", LedgerSamples.sha256("1")))
                        .artifact(LedgerSamples.artifact("same", LedgerSamples.sha256("2")))
                        .metadata(
                                new Artifact(
                                        new RelativePath("m.zip"),
                                        URI.create("jar:file:/b.zip!/m.zip"),
                                        0,
                                        List.of(LedgerSamples.sha256("b"), LedgerSamples.md5("a"))))
                        .build();

        ledger.recordSighting(odd, NOON);

        assertEquals(List.of(new CataloguedPatch(odd, NOON, NOON, true)), ledger.patches(odd.id()));
    }

    @Test
    void everyRevisionOfAnIdIsFound() {
        Patch first = LedgerSamples.bulletin("vmware", "X");
        Patch second = LedgerSamples.releasedAgain("vmware", "X");
        ledger.recordSighting(first, NOON);
        ledger.recordSighting(second, LATER);

        assertEquals(
                Set.of(
                        new CataloguedPatch(first, NOON, NOON, true),
                        new CataloguedPatch(second, LATER, LATER, true)),
                Set.copyOf(ledger.patches("x")));
        assertEquals(2, everything().size());
    }

    @Test
    void idsAndSourcesAreOrderedByTheirCharacters() {
        List<String> names = List.of("A-1", "A-10", "A-2", "A1", "B", "_", "a", "a-1", "a1", "é");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i * 7 % names.size());
            ledger.recordSighting(LedgerSamples.bare("s", name), NOON);
            ledger.recordSighting(LedgerSamples.bare(name, "x"), NOON);
        }

        assertEquals(names, idsOf("s"));
        List<String> sources = new ArrayList<>(names);
        sources.add("s");
        sources.sort(null);
        assertEquals(
                sources,
                everything().stream().map(each -> each.patch().source()).distinct().toList());
    }

    private List<String> idsOf(String source) {
        return everything().stream()
                .map(CataloguedPatch::patch)
                .filter(patch -> patch.source().equals(source))
                .map(Patch::id)
                .toList();
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        Instant at = Instant.parse("2007-04-01T12:00:00.123999Z");
        Instant kept = Instant.parse("2007-04-01T12:00:00.123Z");
        Patch patch = LedgerSamples.bare("s", "X");
        ledger.recordSighting(patch, at);
        ledger.recordScan(new Scan("s", at, false, null));

        assertEquals(List.of(new CataloguedPatch(patch, kept, kept, true)), everything());
        assertEquals(Map.of("s", new Scan("s", kept, false, null)), ledger.scans());
    }

    @Test
    void aPatchThatIsListedAgainIsListed() {
        ledger.recordSighting(LedgerSamples.bare("vmware", "X"), NOON);
        ledger.recordScan(new Scan("vmware", LATER, false, null));
        assertEquals(List.of(false), listed());

        ledger.recordSighting(LedgerSamples.bare("vmware", "X"), LATER);

        assertEquals(List.of(true), listed());
    }

    @Test
    void aRevisionThatIsNoLongerListedIsToldFromOneThatIs() {
        Patch old = LedgerSamples.bulletin("vmware", "X");
        Patch current = LedgerSamples.releasedAgain("vmware", "X");
        ledger.recordSighting(old, NOON);
        ledger.recordSighting(current, LATER);
        ledger.recordScan(new Scan("vmware", LATER, false, null));

        assertEquals(
                Map.of(old, false, current, true),
                ledger.patches("X").stream()
                        .collect(
                                Collectors.toMap(CataloguedPatch::patch, CataloguedPatch::listed)));
    }

    @Test
    void aSourceListsWhatItsLastWholeScanListedWithoutNotices() {
        ledger.recordSighting(LedgerSamples.bulletin("vmware", "old"), NOON);
        ledger.recordSighting(LedgerSamples.bulletin("vmware", "X"), LATER);
        ledger.recordSighting(LedgerSamples.bulletin("vmware", "Y"), LATER);
        ledger.recordSighting(LedgerSamples.notice("vmware", "N"), LATER);
        ledger.recordScan(new Scan("vmware", LATER, false, null));
        ledger.recordSighting(LedgerSamples.bulletin("gone", "X"), NOON);
        ledger.recordScan(new Scan("gone", LATER, false, null));
        ledger.recordSighting(LedgerSamples.bulletin("begun", "X"), NOON);

        assertEquals(Map.of("vmware", 2, "begun", 1), ledger.listedCounts());
    }

    @Test
    void aDocumentThatIsTheSameListsItsPatchesAgain() {
        Patch one = LedgerSamples.bulletin("s", "A");
        Patch other = LedgerSamples.bulletin("s", "B");
        Patch third = LedgerSamples.bulletin("s", "C");
        List.of(one, other, third).forEach(each -> ledger.recordSighting(each, NOON));
        ledger.recordDocuments(
                "s", Map.of("d1", Set.of(one.key(), other.key()), "d2", Set.of(third.key())));
        ledger.recordDocuments("t", Map.of("d1", Set.of()));
        ledger.recordScan(new Scan("s", NOON, false, "1"));
        reopen();

        assertEquals(Set.of("d1", "d2"), ledger.documents("s"));
        assertEquals(Set.of(one.key(), other.key()), Set.copyOf(ledger.documentPatches("s", "d1")));
        assertEquals(List.of(), ledger.documentPatches("s", "d3"));
        assertEquals(List.of(), ledger.documentPatches("t", "d1"));

        ledger.recordDocumentsAgain("s", Set.of("d1"), LATER);
        ledger.recordScan(new Scan("s", LATER, false, "2"));

        assertEquals(List.of(true, true, false), listed());
        assertEquals(Set.of("d1"), ledger.documents("s"));
        assertEquals(Set.of("d1"), ledger.documents("t"));
    }

    @Test
    void aDocumentListsOnlyWhatItsSourceHasListed() {
        Patch of = LedgerSamples.bulletin("s", "A");
        ledger.recordSighting(of, NOON);

        assertThrows(
                IllegalArgumentException.class,
                () -> ledger.recordDocuments("t", Map.of("d", Set.of(of.key()))));
        assertEquals(Set.of(), ledger.documents("t"));
    }

    @Test
    void aNoticeOrARecalledPatchIsARecall() {
        ledger.recordSighting(LedgerSamples.bulletin("s", "A"), NOON);
        assertFalse(ledger.hasRecalls());

        ledger.recordSighting(
                LedgerSamples.bulletinBuilder("s", "B")
                        .classification(new Classification("recall", ""))
                        .build(),
                NOON);
        assertTrue(ledger.hasRecalls());
    }

    @Test
    void aNoticeIsARecall() {
        ledger.recordSighting(LedgerSamples.notice("s", "N"), NOON);
        assertTrue(ledger.hasRecalls());
    }

    @Test
    void theCatalogueIsThereAfterARestart() {
        ledger.recordSighting(LedgerSamples.bulletin("vmware", "X"), NOON);
        ledger.recordScan(new Scan("vmware", NOON, false, "etag"));
        List<CataloguedPatch> before = everything();

        reopen();

        assertEquals(before, everything());
        assertEquals(Map.of("vmware", new Scan("vmware", NOON, false, "etag")), ledger.scans());
    }

    private List<Boolean> listed() {
        return everything().stream().map(CataloguedPatch::listed).toList();
    }
}
