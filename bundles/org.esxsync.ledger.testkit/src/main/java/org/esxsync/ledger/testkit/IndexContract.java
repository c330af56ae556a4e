package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.ESXI_65;
import static org.esxsync.ledger.testkit.LedgerSamples.ESX_301;
import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.esxsync.ledger.testkit.LedgerSamples.file;
import static org.esxsync.ledger.testkit.LedgerSamples.publication;
import static org.esxsync.ledger.testkit.LedgerSamples.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.esxsync.api.ledger.FormerFile;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The releases' indexes, and the metadata documents that go into them. */
abstract class IndexContract extends OpenLedger {

    private static final Patch PATCH = LedgerSamples.bulletin("vmware", "B-2");
    private static final Patch EARLIER = LedgerSamples.bulletin("zeta", "B-1");

    @BeforeEach
    void listPatches() {
        ledger.recordSighting(PATCH, NOON);
        ledger.recordSighting(EARLIER, NOON);
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
    void filesOfFormerIndexesAreKnownUntilTheyAreForgotten() {
        assertEquals(List.of(), ledger.formerFiles());
        ledger.recordFormerFiles(ESXI_65, List.of(file("z.vib", "z"), file("a.vib", "a")), NOON);
        ledger.recordFormerFiles(ESX_301, List.of(file("a.vib", "aa")), NOON);
        Instant later = NOON.plusSeconds(1);
        ledger.recordFormerFiles(ESXI_65, List.of(file("z.vib", "zzz")), later);

        assertEquals(
                List.of(
                        new FormerFile(ESX_301, new RelativePath("a.vib"), 2, NOON),
                        new FormerFile(ESXI_65, new RelativePath("a.vib"), 1, NOON),
                        new FormerFile(ESXI_65, new RelativePath("z.vib"), 3, later)),
                ledger.formerFiles());

        ledger.forgetFormerFiles(
                ESXI_65, List.of(new RelativePath("a.vib"), new RelativePath("unknown")));
        ledger.forgetFormerFiles(ESX_301, List.of());

        assertEquals(
                List.of(
                        new FormerFile(ESX_301, new RelativePath("a.vib"), 2, NOON),
                        new FormerFile(ESXI_65, new RelativePath("z.vib"), 3, later)),
                ledger.formerFiles());
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
    void aListedPatchWithAnotherDocumentIsOutdatedUntilThatIsRecorded() {
        ledger.recordPublication(publication(ESXI_65, PATCH));
        ledger.recordPublication(publication(ESX_301, PATCH));
        assertEquals(List.of(), ledger.outdatedMetadata());
        Patch described =
                LedgerSamples.bulletinBuilder("vmware", "B-2")
                        .metadata(LedgerSamples.artifact("metadata.zip", sha256("described anew")))
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
                LedgerSamples.bulletinBuilder("vmware", "B-2")
                        .metadata(LedgerSamples.artifact("metadata.zip", sha256("described anew")))
                        .build(),
                NOON);

        ledger.recordScan(new Scan("vmware", NOON.plusSeconds(1), false, null));

        assertEquals(List.of(), ledger.outdatedMetadata());
    }

    @Test
    void anIndexThatIsLostIsPendingEvenWhereNothingIsPublished() {
        ledger.recordIndexLost(ESX_301);
        ledger.recordIndex(ESXI_65, List.of());
        ledger.recordIndexLost(ESXI_65);
        ledger.recordIndexLost(ESXI_65);

        assertEquals(Set.of(ESX_301, ESXI_65), ledger.pendingIndexes());

        ledger.recordIndex(ESX_301, List.of());

        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());
    }

    @Test
    void anIndexThatIsLostKeepsItsFiles() {
        ledger.recordIndex(ESXI_65, List.of(file("index.xml", "1")));

        ledger.recordIndexLost(ESXI_65);
        reopen();

        assertEquals(List.of(file("index.xml", "1")), ledger.indexFiles(ESXI_65));
        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());
    }

    @Test
    void anIndexToComeIsPending() {
        ledger.recordIndexIntent(ESXI_65, List.of(file("index.xml", "1")));

        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());

        ledger.recordIndex(ESXI_65, List.of(file("index.xml", "1"), file("index.xml", "1")));

        assertEquals(List.of(file("index.xml", "1")), ledger.indexFiles(ESXI_65));
    }

    @Test
    void aPublicationWithoutADocumentIsOutdatedWhereThePatchHasOne() {
        ledger.recordPublication(new Publication(ESXI_65, PATCH, NOON, List.of(), List.of(), null));

        assertEquals(1, ledger.outdatedMetadata().size());
    }

    @Test
    void aDocumentOfWhichNoSha256IsPublishedIsNeverOutdated() {
        Patch patch =
                LedgerSamples.bulletinBuilder("vmware", "B-9")
                        .metadata(
                                LedgerSamples.artifact("metadata.zip", LedgerSamples.md5("other")))
                        .build();
        ledger.recordSighting(patch, NOON);
        ledger.recordPublication(publication(ESXI_65, patch));
        ledger.recordPublication(publication(ESXI_65, LedgerSamples.bare("pages", "ESX-1")));

        assertEquals(List.of(), ledger.outdatedMetadata());
    }
}
