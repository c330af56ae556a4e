package org.esxsync.ledger.sql.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.esxsync.api.ledger.Event;
import org.esxsync.ledger.testkit.LedgerSamples;
import org.junit.jupiter.api.Test;

class EventRowTest {

    @Test
    void anAdministratorCanComputeAHashFromTheRuleInTheSchema() {
        EventRow row =
                EventRow.of(1, Event.ofRun(LedgerSamples.NOON, Event.Kind.SYNC_STARTED, "it's"));
        String line =
                "0".repeat(64)
                        + ",1,'2007-04-01T12:00:00.000Z','SYNC_STARTED',NULL,NULL,NULL,NULL,"
                        + "'it''s'";

        assertEquals(LedgerSamples.sha256(line).hex(), row.hashAfter("0".repeat(64)));
    }
}
