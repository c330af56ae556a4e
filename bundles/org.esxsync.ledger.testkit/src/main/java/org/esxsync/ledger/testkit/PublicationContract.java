package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.ESXI_65;
import static org.esxsync.ledger.testkit.LedgerSamples.ESX_301;
import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.esxsync.ledger.testkit.LedgerSamples.file;
import static org.esxsync.ledger.testkit.LedgerSamples.publication;
import static org.esxsync.ledger.testkit.LedgerSamples.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.PublishedPatch;
import org.esxsync.api.ledger.StandingFile;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the releases' directories. */
abstract class PublicationContract extends OpenLedger {

    private static final Patch PATCH = LedgerSamples.bulletin("vmware", "B-2");
    private static final Patch EARLIER = LedgerSamples.bulletin("zeta", "B-1");

    @BeforeEach
    void listPatches() {
        ledger.recordSighting(PATCH, NOON);
        ledger.recordSighting(EARLIER, NOON);
    }

    @Test
    void aPublicationComesBackWithAllItsParts() {
        PublishedFile link =
                new PublishedFile(
                        new RelativePath("a/link"),
                        StagedFile.Type.SYMBOLIC_LINK,
                        4,
                        sha256("file").hex(),
                        false);
        ledger.recordPublication(publication(ESXI_65, PATCH, file("b", "bee"), link));
        ledger.recordPublication(
                new Publication(ESXI_65, EARLIER, NOON, List.of(), List.of(), null));

        assertEquals(
                List.of(
                        new PublishedPatch(EARLIER, NOON, null),
                        new PublishedPatch(PATCH, NOON, sha256("metadata").hex())),
                ledger.publishedPatches(ESXI_65));
        assertEquals(List.of(link, file("b", "bee")), ledger.publishedFiles(ESXI_65));
        assertEquals(LedgerSamples.verified(PATCH), ledger.verifiedArtifacts(PATCH.key()));
        assertEquals(List.of(), ledger.verifiedArtifacts(EARLIER.key()));
        assertEquals(Map.of(ESXI_65, Set.of(PATCH.key(), EARLIER.key())), ledger.publishedKeys());
    }

    @Test
    void aFileComesBackWithItsChecksumAndItsTime() {
        Instant time = NOON.plusMillis(7);
        PublishedFile known =
                new PublishedFile(
                        new RelativePath("b"),
                        StagedFile.Type.FILE,
                        3,
                        sha256("bee").hex(),
                        false,
                        0xfedc_ba98L,
                        time);
        ledger.recordIntent(
                new Publication(ESXI_65, PATCH, NOON, List.of(), List.of(known), null), "stage");
        ledger.completeIntent(ESXI_65, PATCH.key());
        ledger.recordPublication(
                new Publication(
                        ESXI_65, EARLIER, NOON, List.of(), List.of(file("b", "bee")), null));

        List<PublishedFile> files = ledger.publishedFiles(ESXI_65);
        assertEquals(List.of(file("b", "bee")), files, "one path, one file");
        assertEquals(0xfedc_ba98L, files.get(0).crc32());
        assertEquals(time, files.get(0).modified());
        PublishedFile own = ledger.publications(ESXI_65).get(0).files().get(0);
        assertEquals(0xfedc_ba98L, own.crc32());
        assertEquals(time, own.modified());
        PublishedFile unknown = ledger.publications(ESXI_65).get(1).files().get(0);
        assertEquals(StagedFile.UNKNOWN_CRC, unknown.crc32());
        assertNull(unknown.modified());
    }

    @Test
    void releasesAreKeptApart() {
        ledger.recordPublication(publication(ESXI_65, PATCH, file("b", "bee")));
        ledger.recordPublication(publication(ESX_301, PATCH, file("b", "other")));

        assertEquals(List.of(file("b", "other")), ledger.publishedFiles(ESX_301));
        assertEquals(
                Optional.of(file("b", "bee")),
                ledger.publishedFile(ESXI_65, new RelativePath("b")));
        assertEquals(
                Optional.of(file("b", "other")),
                ledger.publishedFile(ESX_301, new RelativePath("b")));
        assertEquals(Optional.empty(), ledger.publishedFile(ESX_301, new RelativePath("c")));
        assertEquals(
                Map.of(ESXI_65, Set.of(PATCH.key()), ESX_301, Set.of(PATCH.key())),
                ledger.publishedKeys());
    }

    @Test
    void aSharedFileStandsSinceItsLastPublication() {
        PublishedFile shared = file("b", "bee");
        ledger.recordPublication(
                new Publication(ESXI_65, PATCH, NOON, List.of(), List.of(shared), null));
        ledger.recordPublication(
                new Publication(
                        ESXI_65, EARLIER, NOON.plusSeconds(60), List.of(), List.of(shared), null));

        assertEquals(
                Optional.of(new StandingFile(shared, NOON.plusSeconds(60))),
                ledger.standingFile(ESXI_65, shared.path()));
        assertEquals(Optional.empty(), ledger.standingFile(ESX_301, shared.path()));

        ledger.recordRemovalIntent(ESXI_65, EARLIER.key());

        assertEquals(
                Optional.of(new StandingFile(shared, NOON)),
                ledger.standingFile(ESXI_65, shared.path()));
    }

    @Test
    void aFileThatTwoPatchesShareIsToldOnce() {
        PublishedFile shared = file("vib20/tools-light/tools.vib", "tools");
        ledger.recordPublication(publication(ESXI_65, PATCH, shared, shared));
        ledger.recordPublication(publication(ESXI_65, EARLIER, shared));

        assertEquals(List.of(shared), ledger.publishedFiles(ESXI_65));
    }

    @Test
    void publishingAgainChangesNothing() {
        ledger.recordPublication(publication(ESXI_65, PATCH, file("b", "bee")));
        ledger.recordIndex(ESXI_65, List.of());
        Patch fromElsewhere = LedgerSamples.bulletin("other", PATCH.id());

        ledger.recordPublication(publication(ESXI_65, fromElsewhere, file("c", "sea")));

        assertEquals(List.of(file("b", "bee")), ledger.publishedFiles(ESXI_65));
        assertEquals(
                List.of(PATCH),
                ledger.publishedPatches(ESXI_65).stream().map(PublishedPatch::patch).toList());
        assertEquals(Set.of(), ledger.pendingIndexes());
    }

    @Test
    void aPublishedPatchKeepsItsBytesWhenTheIdIsReleasedAgain() {
        ledger.recordPublication(publication(ESXI_65, PATCH));
        Patch again = LedgerSamples.releasedAgain("vmware", PATCH.id());
        Patch renamed =
                LedgerSamples.bulletinBuilder("vmware", PATCH.id()).title("Renamed").build();

        ledger.recordSighting(again, NOON);
        ledger.recordSighting(renamed, NOON);

        assertEquals(
                List.of(renamed),
                ledger.publishedPatches(ESXI_65).stream().map(PublishedPatch::patch).toList());
        assertEquals(LedgerSamples.verified(PATCH), ledger.verifiedArtifacts(PATCH.key()));
        assertEquals(List.of(), ledger.verifiedArtifacts(again.key()));
    }

    @Test
    void aPatchThatWasNeverListedCanBePublished() {
        Patch unlisted = LedgerSamples.bulletin("repair", "B-3");

        ledger.recordPublication(publication(ESXI_65, unlisted));

        assertEquals(unlisted, ledger.publishedPatches(ESXI_65).get(0).patch());
        assertEquals(unlisted, ledger.patches("B-3").get(0).patch());
    }

    @Test
    void theFirstFileOfEachPublishedPatchOfAReleaseIsTold() {
        ledger.recordPublication(publication(ESXI_65, PATCH, file("b", "bee"), file("a/x", "ex")));
        ledger.recordPublication(publication(ESXI_65, EARLIER, file("c", "sea")));
        ledger.recordPublication(publication(ESX_301, PATCH, file("d", "dee")));

        assertEquals(
                Map.of(
                        PATCH.key(), new RelativePath("a/x"),
                        EARLIER.key(), new RelativePath("c")),
                ledger.firstFiles(ESXI_65));
    }

    @Test
    void aPublicationThatCannotBeRecordedLeavesNothing() {
        Publication contradictory =
                publication(ESXI_65, PATCH, file("b", "bee"), file("b", "another"));

        assertThrows(LedgerException.class, () -> ledger.recordPublication(contradictory));

        assertEquals(Map.of(), ledger.publishedKeys());
        assertEquals(Set.of(), ledger.pendingIndexes());
    }

    @Test
    void publicationsComeInTheirOrderAndWithoutThoseOfOtherReleases() {
        Publication first = publication(ESXI_65, PATCH, file("z", "z"), file("b", "bee"));
        Publication second = publication(ESXI_65, EARLIER, file("c", "sea"));
        ledger.recordPublication(first);
        ledger.recordPublication(publication(ESX_301, EARLIER));
        ledger.recordPublication(second);

        List<Publication> stored = ledger.publications(ESXI_65);

        assertEquals(List.of(PATCH, EARLIER), stored.stream().map(Publication::patch).toList());
        assertEquals(List.of(file("b", "bee"), file("z", "z")), stored.get(0).files());
        assertEquals(first.artifacts(), stored.get(0).artifacts());
        assertEquals(second, stored.get(1));
        assertEquals(List.of(), ledger.publications(EsxRelease.parse("esxi-8.0")));
    }

    @Test
    void theFirstPublicationOfAPatchIsTheOneThatStandsLongest() {
        Publication first = publication(ESXI_65, PATCH, file("b", "bee"));
        Publication second = publication(ESX_301, PATCH, file("c", "sea"));
        ledger.recordPublication(first);
        ledger.recordPublication(second);
        assertEquals(Optional.of(first), ledger.publication(PATCH.key()));

        ledger.recordRemovalIntent(ESXI_65, PATCH.key());
        assertEquals(Optional.of(second), ledger.publication(PATCH.key()));
        ledger.recordRemoval(ESXI_65, PATCH.key());
        ledger.recordPublication(first);

        assertEquals(Optional.of(second), ledger.publication(PATCH.key()));
        assertEquals(
                Optional.empty(), ledger.publication(new PatchKey(PATCH.id(), "another revision")));
    }

    @Test
    void theArtifactsThatAreToldAreThoseOfTheFirstPublication() {
        VerifiedArtifact own =
                new VerifiedArtifact(
                        new RelativePath("x.vib"), 1L << 40, sha256("own").hex(), List.of());
        ledger.recordPublication(publication(ESXI_65, PATCH));
        ledger.recordPublication(
                new Publication(ESX_301, PATCH, NOON, List.of(own), List.of(), null));

        assertEquals(LedgerSamples.verified(PATCH), ledger.verifiedArtifacts(PATCH.key()));

        ledger.recordRemovalIntent(ESXI_65, PATCH.key());

        assertEquals(List.of(own), ledger.verifiedArtifacts(PATCH.key()));
    }

    @Test
    void filesAreOrderedByTheCharactersOfTheirPaths() {
        List<PublishedFile> files =
                Stream.of("A", "B/a", "a", "a-b", "a.b", "a/b", "a0", "b", "é")
                        .map(path -> file(path, path))
                        .toList();
        List<PublishedFile> shuffled = new ArrayList<>(files);
        Collections.reverse(shuffled);
        Collections.swap(shuffled, 1, 5);
        ledger.recordPublication(
                publication(ESXI_65, PATCH, shuffled.toArray(PublishedFile[]::new)));
        ledger.recordIndex(ESXI_65, shuffled);

        assertEquals(files, ledger.publishedFiles(ESXI_65));
        assertEquals(files, ledger.publications(ESXI_65).get(0).files());
        assertEquals(files, ledger.indexFiles(ESXI_65));
        assertEquals(new RelativePath("A"), ledger.firstFiles(ESXI_65).get(PATCH.key()));
    }

    @Test
    void aPatchWithoutFilesHasNoFirstFile() {
        ledger.recordPublication(publication(ESXI_65, PATCH));

        assertEquals(Map.of(), ledger.firstFiles(ESXI_65));
        assertEquals(List.of(), ledger.publishedFiles(ESXI_65));
    }

    @Test
    void publishedPatchesAreOrderedByIdWhateverTheirSource() {
        for (String id : List.of("a", "C", "B", "b-1")) {
            ledger.recordPublication(
                    publication(ESXI_65, LedgerSamples.bulletin(id + " source", id)));
        }

        assertEquals(
                List.of("B", "C", "a", "b-1"),
                ledger.publishedPatches(ESXI_65).stream().map(each -> each.patch().id()).toList());
    }

    @Test
    void twoRevisionsOfAnIdAreTwoPatches() {
        Patch again = LedgerSamples.releasedAgain("vmware", PATCH.id());
        ledger.recordPublication(publication(ESXI_65, PATCH, file("b", "bee")));
        ledger.recordPublication(publication(ESXI_65, again, file("c", "sea")));

        assertEquals(Map.of(ESXI_65, Set.of(PATCH.key(), again.key())), ledger.publishedKeys());
        assertEquals(
                Map.of(
                        PATCH.key(), new RelativePath("b"),
                        again.key(), new RelativePath("c")),
                ledger.firstFiles(ESXI_65));
    }

    @Test
    void publicationsAreThereAfterARestart() {
        Publication publication =
                new Publication(
                        ESXI_65,
                        PATCH,
                        Instant.parse("2007-04-01T12:00:00.123Z"),
                        LedgerSamples.verified(PATCH),
                        List.of(file("b", "bee"), executable("run")),
                        null);
        ledger.recordPublication(publication);

        reopen();

        assertEquals(List.of(publication), ledger.publications(ESXI_65));
        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());
    }

    private static PublishedFile executable(String path) {
        return new PublishedFile(
                new RelativePath(path), StagedFile.Type.FILE, 7, sha256(path).hex(), true);
    }
}
