package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.ESX_301;
import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** How ledgers are opened and closed, and what can be done with one that is open to read. */
abstract class OpeningContract extends OpenLedger {

    private static final Patch PATCH = LedgerSamples.bulletin("s", "X");
    private static final PatchKey KEY = PATCH.key();
    private static final Publication PUBLICATION = LedgerSamples.publication(ESX_301, PATCH);
    private static final Event EVENT = Event.ofRun(NOON, Event.Kind.SYNC_STARTED, "");

    @Test
    void aNewLedgerIsEmpty() {
        assertEquals(List.of(), everything());
        assertEquals(List.of(), ledger.patches("X"));
        assertEquals(Map.of(), ledger.scans());
        assertEquals(List.of(), ledger.openIntents());
        assertEquals(List.of(), ledger.openRemovals());
        assertEquals(Map.of(), ledger.removedKeys());
        assertEquals(Map.of(), ledger.publishedKeys());
        assertEquals(Set.of(), ledger.pendingIndexes());
        assertEquals(Set.of(), ledger.namedMetadata());
        assertEquals(List.of(), ledger.outdatedMetadata());
        assertEquals(List.of(), ledger.history(9));
        assertEquals(Optional.empty(), ledger.firstBreak());
    }

    @Test
    void whatWasWrittenIsThereHoweverDurableItWasMeantToBe() {
        for (Durability durability : Durability.values()) {
            ledger.close();
            ledger = store().open(directory, durability);
            see(durability.name());
        }

        reopen();

        assertEquals(List.of("FULL", "RELAXED"), ids());
    }

    @Test
    void readingNeverMakesALedger() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        assertEquals(Optional.empty(), store().openToRead(empty));
        assertEquals(Optional.empty(), store().openToRead(directory.resolve("nowhere")));

        try (Stream<Path> files = Files.list(empty)) {
            assertEquals(0, files.count());
        }
        assertFalse(Files.exists(directory.resolve("nowhere")));
    }

    @Test
    void eachDirectoryHasItsOwnLedger() throws IOException {
        see("A");
        Path other = Files.createDirectory(directory.resolve("what? 100% #1 'a&b'"));

        try (Ledger second = store().open(other, Durability.FULL)) {
            second.recordSighting(LedgerSamples.bare("s", "B"), NOON);
        }

        assertEquals(List.of("A"), ids());
        try (Ledger second = store().openToRead(other).orElseThrow()) {
            assertEquals(1, second.patches("B").size());
        }
    }

    @Test
    void readersSeeWhatTheWriterCommitsWithoutOpeningAgain() {
        try (Ledger first = store().openToRead(directory).orElseThrow();
                Ledger second = store().openToRead(directory).orElseThrow()) {
            ledger.inOneTransaction(
                    () -> {
                        see("X");
                        assertEquals(0, first.patches("X").size());
                    });
            assertEquals(1, first.patches("X").size());
            assertEquals(1, second.patches("X").size());
        }
    }

    @Test
    void aReaderCannotWrite() {
        ledger.recordPublication(PUBLICATION);

        try (Ledger reader = store().openToRead(directory).orElseThrow()) {
            assertRefused(writing(reader));
            assertEquals(1, reader.patches("X").size());
            assertEquals(Map.of(ESX_301, Set.of(KEY)), reader.publishedKeys());
        }
        assertEquals(List.of(), ledger.history(9));
    }

    @Test
    void aLedgerThatIsClosedCanBeClosedAgainAndNothingElse() {
        Ledger closed = store().openToRead(directory).orElseThrow();
        closed.close();
        closed.close();
        ledger.close();
        ledger.close();

        assertRefused(reading(closed));
        assertRefused(reading(ledger));
        assertRefused(writing(ledger));
        reopen();
        assertEquals(List.of(), ids());
    }

    private static List<Executable> writing(Ledger ledger) {
        return List.of(
                () -> ledger.inOneTransaction(() -> {}),
                () -> ledger.recordSighting(PATCH, NOON),
                () -> ledger.recordScan(new Scan("s", NOON, false, null)),
                () -> ledger.recordIntent(PUBLICATION, "1"),
                () -> ledger.completeIntent(ESX_301, KEY),
                () -> ledger.dropIntent(ESX_301, KEY),
                () -> ledger.recordPublication(PUBLICATION),
                () -> ledger.recordRemovalIntent(ESX_301, KEY),
                () -> ledger.recordRemoval(ESX_301, KEY),
                () -> ledger.recordMetadata(ESX_301, KEY, LedgerSamples.sha256("m").hex()),
                () -> ledger.recordIndexLost(ESX_301),
                () -> ledger.recordIndexIntent(ESX_301, List.of()),
                () -> ledger.recordIndex(ESX_301, List.of()),
                () -> ledger.recordConclusion("x", "", ""),
                () -> ledger.recordDocuments("s", Map.of()),
                () -> ledger.recordDocumentsAgain("s", Set.of(), NOON),
                () -> ledger.append(EVENT));
    }

    private static List<Executable> reading(Ledger ledger) {
        return List.of(
                () -> ledger.forEachPatch(patch -> {}),
                () -> ledger.patches("X"),
                ledger::hasRecalls,
                ledger::listedCounts,
                () -> ledger.conclusion("x", ""),
                () -> ledger.documents("s"),
                () -> ledger.documentPatches("s", "d"),
                ledger::scans,
                ledger::openIntents,
                ledger::openRemovals,
                ledger::removedKeys,
                ledger::outdatedMetadata,
                ledger::namedMetadata,
                ledger::publishedKeys,
                () -> ledger.publishedPatches(ESX_301),
                () -> ledger.publications(ESX_301),
                () -> ledger.publication(KEY),
                () -> ledger.publishedFiles(ESX_301),
                () -> ledger.firstFiles(ESX_301),
                () -> ledger.publishedFile(ESX_301, new RelativePath("x")),
                () -> ledger.standingFile(ESX_301, new RelativePath("x")),
                () -> ledger.verifiedArtifacts(KEY),
                ledger::pendingIndexes,
                () -> ledger.indexFiles(ESX_301),
                () -> ledger.history(1),
                () -> ledger.lastEvent(EVENT.kind(), ESX_301, KEY),
                () -> ledger.lastEvent(Set.of(EVENT.kind()), null),
                ledger::firstBreak);
    }

    private static void assertRefused(List<Executable> calls) {
        assertAll(calls.stream().map(OpeningContract::refused));
    }

    private static Executable refused(Executable call) {
        return () -> assertNotNull(assertThrows(LedgerException.class, call).file());
    }
}
