package org.esxsync.ledger;

import static org.esxsync.ledger.Samples.ESXI_65;
import static org.esxsync.ledger.Samples.ESX_301;
import static org.esxsync.ledger.Samples.NOON;
import static org.esxsync.ledger.Samples.file;
import static org.esxsync.ledger.Samples.publication;
import static org.esxsync.ledger.Samples.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.PublishedPatch;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationsTest {

    private static final Patch PATCH = Samples.bulletin("vmware", "B-2");
    private static final Patch EARLIER = Samples.bulletin("zeta", "B-1");

    @TempDir private Path directory;
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = new SqliteLedgerStore().open(directory, Durability.FULL);
        ledger.recordSighting(PATCH, NOON);
        ledger.recordSighting(EARLIER, NOON);
    }

    @AfterEach
    void close() {
        ledger.close();
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
        assertEquals(Samples.verified(PATCH), ledger.verifiedArtifacts(PATCH.key()));
        assertEquals(List.of(), ledger.verifiedArtifacts(EARLIER.key()));
        assertEquals(Map.of(ESXI_65, Set.of(PATCH.key(), EARLIER.key())), ledger.publishedKeys());
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
        Patch fromElsewhere = Samples.bulletin("other", PATCH.id());

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
        Patch again = Samples.releasedAgain("vmware", PATCH.id());
        Patch renamed = Samples.bulletinBuilder("vmware", PATCH.id()).title("Renamed").build();

        ledger.recordSighting(again, NOON);
        ledger.recordSighting(renamed, NOON);

        assertEquals(
                List.of(renamed),
                ledger.publishedPatches(ESXI_65).stream().map(PublishedPatch::patch).toList());
        assertEquals(Samples.verified(PATCH), ledger.verifiedArtifacts(PATCH.key()));
        assertEquals(List.of(), ledger.verifiedArtifacts(again.key()));
    }

    @Test
    void aPatchThatWasNeverListedCanBePublished() {
        Patch unlisted = Samples.bulletin("repair", "B-3");

        ledger.recordPublication(publication(ESXI_65, unlisted));

        assertEquals(unlisted, ledger.publishedPatches(ESXI_65).get(0).patch());
        assertEquals(unlisted, ledger.patches("B-3").get(0).patch());
    }

    @Test
    void anIndexIsPendingFromAPublicationUntilItIsRecorded() {
        assertEquals(Set.of(), ledger.pendingIndexes());
        ledger.recordPublication(publication(ESXI_65, PATCH));
        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());

        ledger.recordIndex(ESXI_65, List.of(file("z.xml", "z"), file("index.xml", "1")));
        assertEquals(Set.of(), ledger.pendingIndexes());
        assertEquals(
                List.of(file("index.xml", "1"), file("z.xml", "z")), ledger.indexFiles(ESXI_65));

        ledger.recordPublication(publication(ESXI_65, EARLIER));
        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());
        ledger.recordIndex(ESXI_65, List.of(file("index.xml", "2")));
        assertEquals(List.of(file("index.xml", "2")), ledger.indexFiles(ESXI_65));
        assertEquals(List.of(), ledger.indexFiles(ESX_301));
    }

    @Test
    void otherMetadataMakesTheIndexPending() {
        ledger.recordPublication(publication(ESXI_65, PATCH));
        ledger.recordIndex(ESXI_65, List.of());

        ledger.recordMetadata(ESXI_65, PATCH.key(), sha256("metadata").hex());
        assertEquals(Set.of(), ledger.pendingIndexes());

        ledger.recordMetadata(ESXI_65, PATCH.key(), sha256("newer").hex());
        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());
        assertEquals(
                sha256("newer").hex(), ledger.publishedPatches(ESXI_65).get(0).metadataSha256());
        assertThrows(
                IllegalArgumentException.class,
                () -> ledger.recordMetadata(ESX_301, PATCH.key(), sha256("newer").hex()));
    }

    @Test
    void anIntentIsNoPublicationUntilItIsRecordedAsOne() {
        Publication intended = publication(ESXI_65, PATCH, file("b", "bee"));
        ledger.recordIntent(intended, "7");

        assertEquals(List.of(new Intent(intended, "7")), ledger.openIntents());
        assertEquals(Map.of(), ledger.publishedKeys());
        assertEquals(List.of(), ledger.publishedFiles(ESXI_65));
        assertEquals(List.of(), ledger.publishedPatches(ESXI_65));
        assertEquals(List.of(), ledger.verifiedArtifacts(PATCH.key()));
        assertEquals(Set.of(), ledger.pendingIndexes());

        ledger.recordPublication(intended);

        assertEquals(List.of(), ledger.openIntents());
        assertEquals(List.of(intended), ledger.publications(ESXI_65));
        assertEquals(Optional.of(intended), ledger.publication(PATCH.key()));
        assertEquals(Optional.empty(), ledger.publication(EARLIER.key()));
        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());
    }

    @Test
    void anIntentTakesThePlaceOfAPublicationWhoseFilesAreGone() {
        ledger.recordPublication(publication(ESXI_65, PATCH, file("b", "bee")));
        ledger.recordIndex(ESXI_65, List.of());
        Publication again = publication(ESXI_65, PATCH, file("c", "sea"));

        ledger.recordIntent(again, "7");

        assertEquals(List.of(new Intent(again, "7")), ledger.openIntents());
        assertEquals(Map.of(), ledger.publishedKeys());

        ledger.recordPublication(again);

        assertEquals(List.of(again), ledger.publications(ESXI_65));
        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());
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
    void anIntentCanBeDroppedButNotAPublication() {
        ledger.recordIntent(publication(ESXI_65, PATCH, file("b", "bee")), "7");
        ledger.recordPublication(publication(ESX_301, PATCH, file("b", "bee")));

        ledger.dropIntent(ESXI_65, PATCH.key());
        ledger.dropIntent(ESX_301, PATCH.key());

        assertEquals(List.of(), ledger.openIntents());
        assertEquals(Map.of(ESX_301, Set.of(PATCH.key())), ledger.publishedKeys());
    }

    @Test
    void aPatchThatLeavesIsNotPublishedAnyMoreAndCanComeBack() {
        Publication publication = publication(ESXI_65, PATCH, file("b", "bee"));
        ledger.recordPublication(publication);
        ledger.recordIndex(ESXI_65, List.of());

        ledger.recordRemovalIntent(ESXI_65, PATCH.key());

        assertEquals(List.of(publication), ledger.openRemovals());
        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());
        assertEquals(Map.of(), ledger.publishedKeys());

        ledger.recordRemoval(ESXI_65, PATCH.key());

        assertEquals(List.of(), ledger.openRemovals());
        assertEquals(Map.of(ESXI_65, Set.of(PATCH.key())), ledger.removedKeys());

        ledger.recordPublication(publication);

        assertEquals(Map.of(), ledger.removedKeys());
        assertEquals(List.of(publication), ledger.publications(ESXI_65));
        assertThrows(
                IllegalArgumentException.class,
                () -> ledger.recordRemovalIntent(ESX_301, PATCH.key()));
    }

    @Test
    void filesOfAnIndexToComeJoinThoseOfTheLast() {
        ledger.recordPublication(publication(ESXI_65, PATCH));
        ledger.recordIndex(ESXI_65, List.of(file("a.zip", "a"), file("index.xml", "1")));

        ledger.recordIndexIntent(ESXI_65, List.of(file("b.zip", "b"), file("index.xml", "2")));

        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());
        assertEquals(
                List.of(file("a.zip", "a"), file("b.zip", "b"), file("index.xml", "2")),
                ledger.indexFiles(ESXI_65));
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
    void aListedPatchWithAnotherDocumentIsOutdatedUntilThatIsRecorded() {
        ledger.recordPublication(publication(ESXI_65, PATCH));
        ledger.recordPublication(publication(ESX_301, PATCH));
        assertEquals(List.of(), ledger.outdatedMetadata());
        Patch described =
                Samples.bulletinBuilder("vmware", "B-2")
                        .metadata(Samples.artifact("metadata.zip", sha256("described anew")))
                        .build();
        ledger.recordSighting(described, NOON);

        List<Publication> outdated = ledger.outdatedMetadata();
        ledger.recordMetadata(ESXI_65, PATCH.key(), sha256("described anew").hex());

        assertEquals(
                List.of(ESXI_65, ESX_301), outdated.stream().map(Publication::release).toList());
        assertEquals(described, outdated.get(0).patch());
        assertEquals(
                List.of(ESX_301),
                ledger.outdatedMetadata().stream().map(Publication::release).toList());
        assertEquals(
                Set.of(sha256("metadata").hex(), sha256("described anew").hex()),
                ledger.namedMetadata());
    }

    @Test
    void aPatchThatIsNoLongerListedKeepsItsDocument() {
        ledger.recordPublication(publication(ESXI_65, PATCH));
        ledger.recordSighting(
                Samples.bulletinBuilder("vmware", "B-2")
                        .metadata(Samples.artifact("metadata.zip", sha256("described anew")))
                        .build(),
                NOON);

        ledger.recordScan(new Scan("vmware", NOON.plusSeconds(1), false, null));

        assertEquals(List.of(), ledger.outdatedMetadata());
    }
}
