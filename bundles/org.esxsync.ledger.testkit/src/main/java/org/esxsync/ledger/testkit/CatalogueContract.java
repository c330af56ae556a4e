package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.junit.jupiter.api.Test;

/** Patches come back as they were listed. */
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
    void someOfASourceAreReadByTheirKeys() {
        Patch one = LedgerSamples.bulletin("vmware", "B-1");
        Patch two = LedgerSamples.bulletin("vmware", "B-2");
        Patch ofOther = LedgerSamples.bulletin("other", "B-1");
        Patch bare = LedgerSamples.bare("vmware", "B-1");
        ledger.recordSightings(List.of(two, one, ofOther, bare), NOON);

        List<Patch> read = new ArrayList<>();
        ledger.forEachPatch(
                "vmware",
                List.of(two.key(), one.key(), LedgerSamples.bare("vmware", "B-3").key()),
                known -> read.add(known.patch()));

        assertEquals(2, read.size());
        assertEquals(Set.of(one, two), Set.copyOf(read));
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
    void theCatalogueIsThereAfterARestart() {
        ledger.recordSighting(LedgerSamples.bulletin("vmware", "X"), NOON);
        ledger.recordScan(new Scan("vmware", NOON, false, "etag"));
        List<CataloguedPatch> before = everything();

        reopen();

        assertEquals(before, everything());
        assertEquals(Map.of("vmware", new Scan("vmware", NOON, false, "etag")), ledger.scans());
    }
}
