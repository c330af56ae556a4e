package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.ESXI_65;
import static org.esxsync.ledger.testkit.LedgerSamples.ESX_301;
import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerRows;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.LedgerTransfer;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of whole ledgers say the same as those that they are of. */
public abstract class TransferContract {

    protected Path directory;

    /** Another mirror's directory, whose ledger is elsewhere. */
    protected Path other;

    protected abstract LedgerStore store();

    protected abstract LedgerTransfer transfer();

    /** Where copies are made; a database of many mirrors is another one than the source. */
    protected abstract LedgerStore targetStore();

    protected abstract LedgerTransfer target();

    /** Makes it so that the ledger of a directory is in a place that is not this one. */
    protected abstract void putElsewhere(Path directory);

    /** Changes the detail of an event, past the ledger. */
    protected abstract void changeDetail(long number, String detail);

    @BeforeEach
    void makeDirectories(@TempDir Path empty) throws IOException {
        directory = Files.createDirectories(empty.resolve("one/.esxsync"));
        other = Files.createDirectories(empty.resolve("other/.esxsync"));
        putElsewhere(other);
    }

    @Test
    void everyRowOfEveryTableArrives() {
        fill();
        List<LedgerRows> rows = rows(directory);
        Set<String> tables =
                Set.of(
                        "event",
                        "history_head",
                        "source_scan",
                        "vib",
                        "patch",
                        "document",
                        "publication",
                        "published_file",
                        "verified_artifact",
                        "release_index",
                        "index_file",
                        "former_file",
                        "conclusion");
        assertEquals(tables, byTable(rows).keySet());

        target().take(other, rows::forEach);

        assertEquals(byTable(rows), byTable(rowsOfCopy()));
    }

    @Test
    void theCopySaysTheSameAndGoesOn() {
        fill();
        target().take(other, rows(directory)::forEach);
        try (Ledger original = store().open(directory, Durability.FULL);
                Ledger copy = targetStore().open(other, Durability.FULL)) {
            assertEquals(said(original), said(copy));
            assertEquals("worked out", copy.conclusion("c", "b").orElse("nothing"));
            assertTrue(copy.firstBreak().isEmpty());

            copy.append(Event.ofRun(NOON, Event.Kind.SYNC_STARTED, "goes on"));
            copy.recordPublication(
                    LedgerSamples.publication(ESXI_65, LedgerSamples.bulletin("s", "NEW")));
            original.recordPublication(
                    LedgerSamples.publication(ESXI_65, LedgerSamples.bulletin("s", "OLD")));

            assertTrue(copy.firstBreak().isEmpty());
            assertEquals(1, copy.publications(ESXI_65).size());
            assertEquals(
                    List.of(LedgerSamples.bulletin("s", "A").key()),
                    copy.documentPatches("s", "document"));
        }
    }

    protected final void fill() {
        Patch patch = LedgerSamples.bulletin("s", "A");
        Patch gone = LedgerSamples.bulletin("s", "B");
        try (Ledger ledger = store().open(directory, Durability.FULL)) {
            ledger.append(Event.ofRun(NOON, Event.Kind.SYNC_STARTED, "it's"));
            ledger.recordSighting(LedgerSamples.profile("s", "P"), NOON);
            ledger.recordSighting(LedgerSamples.notice("t", "N"), NOON);
            ledger.recordSighting(LedgerSamples.bare("t", "BARE"), NOON);
            ledger.recordPublication(
                    LedgerSamples.publication(ESX_301, patch, LedgerSamples.file("a/b", "text")));
            ledger.recordPublication(LedgerSamples.publication(ESX_301, gone));
            ledger.recordRemovalIntent(ESX_301, gone.key());
            ledger.recordRemoval(ESX_301, gone.key());
            ledger.recordIntent(
                    LedgerSamples.publication(ESX_301, LedgerSamples.bulletin("s", "C")), "stage");
            ledger.recordIndex(ESX_301, List.of(LedgerSamples.file("index.xml", "index")));
            ledger.recordFormerFiles(ESX_301, List.of(LedgerSamples.file("x", "former")), NOON);
            ledger.recordDocuments("s", Map.of("document", Set.of(patch.key())));
            ledger.recordScan(new Scan("s", NOON, false, "state"));
            ledger.append(
                    new Event(NOON, Event.Kind.PATCH_PUBLISHED, "s", patch.key(), ESX_301, "x"));
            ledger.recordConclusion("c", "b", "worked out");
        }
    }

    private static List<Object> said(Ledger ledger) {
        List<CataloguedPatch> patches = new ArrayList<>();
        ledger.forEachPatch(patches::add);
        List<Publication> intents =
                ledger.openIntents().stream().map(each -> each.publication()).toList();
        Set<PatchKey> removed = ledger.removedKeys().getOrDefault(ESX_301, Set.of());
        return List.of(
                ledger.history(100),
                patches,
                ledger.publications(ESX_301),
                intents,
                removed,
                ledger.indexFiles(ESX_301),
                ledger.formerFiles(),
                ledger.scans());
    }

    @Test
    void aCopyThatBreaksOffLeavesNothing() throws IOException {
        fill();
        List<LedgerRows> rows = rows(directory);
        List<String> before = List.of(other.toFile().list());

        assertThrows(
                IllegalStateException.class,
                () ->
                        target().take(
                                        other,
                                        consumer -> {
                                            rows.subList(0, rows.size() - 1).forEach(consumer);
                                            throw new IllegalStateException("broken off");
                                        }));

        assertEquals(before, List.of(other.toFile().list()));
        target().take(other, rows::forEach);
        assertEquals(byTable(rows), byTable(rowsOfCopy()));
    }

    @Test
    void aHistoryThatWasChangedIsNotCopied() {
        fill();
        changeDetail(1, "all is well");

        String message = assertThrows(LedgerException.class, () -> rows(directory)).toString();

        assertTrue(message.contains("changed at event 1"), message);
    }

    @Test
    void rowsThatAreNotKeptAsTheyAreMakeNoLedger() {
        fill();
        List<LedgerRows> rows = new ArrayList<>(rows(directory));
        // A list of patches that begins with a nought is read again without it.
        rows.replaceAll(
                each ->
                        each.table().equals("document")
                                ? new LedgerRows("document", List.of(row("s", "document", "02")))
                                : each);

        String message =
                assertThrows(LedgerException.class, () -> target().take(other, rows::forEach))
                        .toString();

        assertTrue(message.contains("is not what was copied"), message);
    }

    private static List<@Nullable Object> row(String... values) {
        return List.of((Object[]) values);
    }

    protected final List<LedgerRows> rows(Path from) {
        List<LedgerRows> rows = new ArrayList<>();
        transfer().read(from, rows::add);
        return rows;
    }

    private List<LedgerRows> rowsOfCopy() {
        List<LedgerRows> rows = new ArrayList<>();
        target().read(other, rows::add);
        return rows;
    }

    private static Map<String, List<List<@Nullable Object>>> byTable(List<LedgerRows> all) {
        Map<String, List<List<@Nullable Object>>> tables = new LinkedHashMap<>();
        all.forEach(
                each ->
                        tables.computeIfAbsent(each.table(), name -> new ArrayList<>())
                                .addAll(each.rows()));
        return tables;
    }
}
