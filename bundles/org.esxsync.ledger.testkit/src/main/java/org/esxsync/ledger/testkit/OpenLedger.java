package org.esxsync.ledger.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A part of the contract: its tests find a new ledger open. */
abstract class OpenLedger {

    protected Path directory;
    protected Ledger ledger;

    protected abstract LedgerStore store();

    @BeforeEach
    void openLedger(@TempDir Path empty) {
        directory = empty;
        ledger = store().open(directory, Durability.FULL);
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    /** What would be there after a restart. */
    void reopen() {
        ledger.close();
        ledger = store().open(directory, Durability.FULL);
    }

    void see(String id) {
        ledger.recordSighting(LedgerSamples.bulletin("s", id), LedgerSamples.NOON);
    }

    List<CataloguedPatch> everything() {
        List<CataloguedPatch> all = new ArrayList<>();
        ledger.forEachPatch(all::add);
        return all;
    }

    List<String> ids() {
        return everything().stream().map(each -> each.patch().id()).toList();
    }
}
