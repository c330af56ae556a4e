package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.ESXI_65;
import static org.esxsync.ledger.testkit.LedgerSamples.ESX_301;
import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.esxsync.ledger.testkit.LedgerSamples.file;
import static org.esxsync.ledger.testkit.LedgerSamples.publication;
import static org.esxsync.ledger.testkit.LedgerSamples.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes into the releases' directories, and what leaves them. */
abstract class IntentContract extends OpenLedger {

    private static final Patch PATCH = LedgerSamples.bulletin("vmware", "B-2");
    private static final Patch EARLIER = LedgerSamples.bulletin("zeta", "B-1");

    @BeforeEach
    void listPatches() {
        ledger.recordSighting(PATCH, NOON);
        ledger.recordSighting(EARLIER, NOON);
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
    void anIntentIsCompletedAsItWasTold() {
        Publication intended = publication(ESXI_65, PATCH, file("b", "bee"));
        ledger.recordIntent(intended, "7");

        ledger.completeIntent(ESXI_65, PATCH.key());

        assertEquals(List.of(), ledger.openIntents());
        assertEquals(List.of(intended), ledger.publications(ESXI_65));
        assertEquals(Set.of(ESXI_65), ledger.pendingIndexes());
        reopen();
        assertEquals(List.of(intended), ledger.publications(ESXI_65));
    }

    @Test
    void whatIsNotIntendedCannotBeCompleted() {
        ledger.recordPublication(publication(ESXI_65, PATCH));
        ledger.recordIntent(publication(ESX_301, EARLIER), "1");

        assertThrows(
                IllegalArgumentException.class, () -> ledger.completeIntent(ESXI_65, PATCH.key()));
        assertThrows(
                IllegalArgumentException.class,
                () -> ledger.completeIntent(ESXI_65, EARLIER.key()));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        ledger.inOneTransaction(
                                () -> {
                                    ledger.completeIntent(ESX_301, EARLIER.key());
                                    ledger.completeIntent(ESX_301, PATCH.key());
                                }));
        assertEquals(1, ledger.openIntents().size());
    }

    @Test
    void severalIntentsAreRecordedTogetherOrNotAtAll() {
        Intent first = new Intent(publication(ESXI_65, PATCH, file("b", "bee")), "1");
        Intent second = new Intent(publication(ESX_301, EARLIER, file("c", "sea")), "1");
        Intent wrong =
                new Intent(publication(ESX_301, PATCH, file("d", "one"), file("d", "two")), "1");

        assertThrows(
                LedgerException.class, () -> ledger.recordIntents(List.of(first, wrong, second)));
        assertEquals(List.of(), ledger.openIntents());

        ledger.recordIntents(List.of(first, second));
        assertEquals(List.of(first, second), ledger.openIntents());
    }

    @Test
    void severalIntentsAreCompletedTogetherOrNotAtAll() {
        ledger.recordIntents(
                List.of(
                        new Intent(publication(ESXI_65, PATCH, file("b", "bee")), "1"),
                        new Intent(publication(ESX_301, PATCH, file("c", "sea")), "1"),
                        new Intent(publication(ESX_301, EARLIER), "1")));
        PatchKey patch = PATCH.key();
        PatchKey earlier = EARLIER.key();

        assertThrows(
                IllegalArgumentException.class,
                () ->
                        ledger.completeIntents(
                                Map.of(ESXI_65, Set.of(patch, earlier), ESX_301, Set.of(patch))));
        assertEquals(3, ledger.openIntents().size());
        assertEquals(Map.of(), ledger.publishedKeys());

        ledger.completeIntents(Map.of(ESXI_65, Set.of(patch), ESX_301, Set.of(patch)));

        assertEquals(
                Map.of(ESXI_65, Set.of(patch), ESX_301, Set.of(patch)), ledger.publishedKeys());
        assertEquals(Set.of(ESXI_65, ESX_301), ledger.pendingIndexes());
        assertEquals(1, ledger.openIntents().size());
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
    void intentsComeInTheOrderInWhichTheyWereRecorded() {
        Publication first = publication(ESXI_65, PATCH, file("b", "bee"));
        Publication second = publication(ESXI_65, EARLIER, file("c", "sea"));
        Publication elsewhere = publication(ESX_301, PATCH, file("b", "bee"));
        ledger.recordIntent(first, "1");
        ledger.recordIntent(second, "2");
        ledger.recordIntent(elsewhere, "3");

        assertEquals(
                List.of(
                        new Intent(first, "1"),
                        new Intent(second, "2"),
                        new Intent(elsewhere, "3")),
                ledger.openIntents());
    }

    @Test
    void anIntentThatIsRecordedAgainReplacesTheOneBefore() {
        Publication again = publication(ESXI_65, PATCH, file("c", "sea"));
        ledger.recordIntent(publication(ESXI_65, PATCH, file("b", "bee")), "1");
        ledger.recordIntent(again, "2");

        assertEquals(List.of(new Intent(again, "2")), ledger.openIntents());
    }

    @Test
    void anIntentIsThereAfterARestartAndItsMetadataIsNeeded() {
        Publication intended = publication(ESXI_65, PATCH, file("b", "bee"));
        ledger.recordIntent(intended, "1");

        reopen();

        assertEquals(List.of(new Intent(intended, "1")), ledger.openIntents());
        assertEquals(Set.of(sha256("metadata").hex()), ledger.namedMetadata());
        assertEquals(List.of(), ledger.publications(ESXI_65));
        assertEquals(Optional.empty(), ledger.publication(PATCH.key()));
        assertEquals(Map.of(), ledger.firstFiles(ESXI_65));
        assertEquals(Optional.empty(), ledger.publishedFile(ESXI_65, new RelativePath("b")));
    }

    @Test
    void whatIsIntendedCannotBeRemovedOrDescribed() {
        ledger.recordIntent(publication(ESXI_65, PATCH), "1");

        assertThrows(
                IllegalArgumentException.class,
                () -> ledger.recordRemovalIntent(ESXI_65, PATCH.key()));
        assertThrows(
                IllegalArgumentException.class,
                () -> ledger.recordMetadata(ESXI_65, PATCH.key(), sha256("newer").hex()));
        assertEquals(1, ledger.openIntents().size());
        assertEquals(Set.of(), ledger.pendingIndexes());
    }

    @Test
    void aPatchThatLeavesIsInNoQueryOfWhatIsPublished() {
        Publication publication = publication(ESXI_65, PATCH, file("b", "bee"));
        ledger.recordPublication(publication);
        ledger.recordRemovalIntent(ESXI_65, PATCH.key());

        reopen();

        assertEquals(List.of(publication), ledger.openRemovals());
        assertEquals(Map.of(), ledger.publishedKeys());
        assertEquals(Map.of(), ledger.removedKeys());
        assertEquals(List.of(), ledger.publishedPatches(ESXI_65));
        assertEquals(List.of(), ledger.publications(ESXI_65));
        assertEquals(List.of(), ledger.publishedFiles(ESXI_65));
        assertEquals(Map.of(), ledger.firstFiles(ESXI_65));
        assertEquals(Optional.empty(), ledger.publication(PATCH.key()));
        assertEquals(Set.of(), ledger.namedMetadata());
        assertThrows(
                IllegalArgumentException.class,
                () -> ledger.recordRemovalIntent(ESXI_65, PATCH.key()));
    }

    @Test
    void removalsComeInTheOrderOfPublication() {
        Publication first = publication(ESXI_65, PATCH, file("b", "bee"));
        Publication second = publication(ESX_301, EARLIER, file("c", "sea"));
        ledger.recordPublication(first);
        ledger.recordPublication(second);
        ledger.recordRemovalIntent(ESX_301, EARLIER.key());
        ledger.recordRemovalIntent(ESXI_65, PATCH.key());

        assertEquals(List.of(first, second), ledger.openRemovals());
    }

    @Test
    void aRemovalThatWasNotIntendedChangesNothing() {
        Publication publication = publication(ESXI_65, PATCH, file("b", "bee"));
        ledger.recordPublication(publication);

        ledger.recordRemoval(ESXI_65, PATCH.key());
        ledger.recordRemoval(ESX_301, EARLIER.key());

        assertEquals(List.of(publication), ledger.publications(ESXI_65));
        assertEquals(Map.of(), ledger.removedKeys());
    }

    @Test
    void aRemovalThatIsRecordedTwiceIsOne() {
        ledger.recordPublication(publication(ESXI_65, PATCH));
        ledger.recordRemovalIntent(ESXI_65, PATCH.key());
        ledger.recordRemoval(ESXI_65, PATCH.key());
        ledger.recordRemoval(ESXI_65, PATCH.key());

        assertEquals(Map.of(ESXI_65, Set.of(PATCH.key())), ledger.removedKeys());
    }

    @Test
    void aRemovedPatchThatIsAboutToComeBackIsNotAmongTheRemoved() {
        ledger.recordPublication(publication(ESXI_65, PATCH));
        ledger.recordRemovalIntent(ESXI_65, PATCH.key());
        ledger.recordRemoval(ESXI_65, PATCH.key());

        ledger.recordIntent(publication(ESXI_65, PATCH), "1");

        assertEquals(Map.of(), ledger.removedKeys());
    }
}
