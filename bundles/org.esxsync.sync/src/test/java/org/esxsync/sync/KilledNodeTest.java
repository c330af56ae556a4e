package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.esxsync.api.ledger.Intent;
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
