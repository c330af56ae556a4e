package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same where other nodes go on: they take the stage of the one that was killed or frozen. */
class KilledNodeTest extends KilledSyncTest {

    @BeforeEach
    void haveNodes() {
        mirror.hasNodes = true;
    }

    @Test
    void nothingIsLeftThatAFrozenNodeCouldRename() {
        kill(MemoryLedger.Death.AFTER_INTENT);
        Intent intent = mirror.ledger.openIntents().get(0);
        Path stage = root.resolve(".esxsync/staging").resolve(intent.stage());
        assertEquals("1/group-1", intent.stage());

        mirror.sync();

        assertFalse(Files.exists(stage));
        assertEquals(3, mirror.sync().count(Outcome.PRESENT));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void theHistoryTellsWhomASyncTakesOverFrom() {
        mirror.ledger.takenFrom =
                new LedgerWriter("process 1 on a", Instant.EPOCH, Duration.ofSeconds(6));

        mirror.sync();

        assertEquals(
                "esx-3.0.0, esx-3.0.1; takes over from process 1 on a since 1970-01-01T00:00:00Z",
                mirror.ledger
                        .lastEvent(Set.of(Event.Kind.SYNC_STARTED), null)
                        .orElseThrow()
                        .detail());
    }

    @Test
    void aNodeRemovesWhatIsNoLongerWanted() {
        mirror.formerStay = Duration.ZERO;
        mirror.sync();

        mirror.keep = mirror.keep.ignoring(List.of("A"));
        mirror.prune(true);

        assertFalse(Files.exists(root.resolve("esx-3.0.0/A")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void anIndexThatIsNotTheLedgersIsMadeAgain() throws Exception {
        mirror.sync();
        Path index = root.resolve("esx-3.0.0/index.xml");
        String right = Files.readString(index);
        Files.writeString(index, "of another time");

        mirror.sync();

        assertEquals(right, Files.readString(index));
    }
}
