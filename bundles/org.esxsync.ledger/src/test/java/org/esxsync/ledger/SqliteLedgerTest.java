package org.esxsync.ledger;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.ledger.testkit.LedgerContract;
import org.esxsync.ledger.testkit.LedgerSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {

    @Override
    protected LedgerStore store() {
        return new SqliteLedgerStore();
    }

    /** A catalogue has far fewer VIBs than patches that have them. */
    @Test
    void aVibThatSeveralPatchesHaveIsReadAsOneValue(@TempDir Path directory) {
        List<Vib> vibs = new ArrayList<>();
        try (Ledger ledger = store().open(directory, Durability.FULL)) {
            ledger.recordSighting(
                    Patch.builder("vmware", "1", "depot").vibs(List.of(vib("b"))).build(),
                    LedgerSamples.NOON);
            ledger.recordSighting(
                    Patch.builder("vmware", "2", "depot").vibs(List.of(vib("a"), vib("b"))).build(),
                    LedgerSamples.NOON);
            ledger.forEachPatch(each -> vibs.addAll(each.patch().vibs()));
        }

        assertSame(vibs.get(0), vibs.get(2));
    }

    private static Vib vib(String name) {
        return LedgerSamples.vib(name, new RelativePath(name + ".vib"));
    }
}
