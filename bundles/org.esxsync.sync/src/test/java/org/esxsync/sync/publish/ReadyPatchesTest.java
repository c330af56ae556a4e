package org.esxsync.sync.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.TestMirror;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadyPatchesTest {

    private static final int MOST = 256;

    private static ReadyPatch ready(long bytes) {
        Patch patch = Patch.builder("list", "A", "test").build();
        return new ReadyPatch(
                new PlannedPatch(patch, List.of(TestMirror.ESX_301)), List.of(), null, bytes, null);
    }

    private static ReadyPatches with(int expected, ReadyPatch... patches)
            throws InterruptedException {
        ReadyPatches ready = new ReadyPatches(expected);
        for (ReadyPatch each : patches) {
            ready.add(each);
        }
        return ready;
    }

    @Test
    void theLastGroupDoesNotWaitForMoreAndIsFollowedByAnEmptyOne() throws InterruptedException {
        ReadyPatches ready = with(2, ready(1), ready(1));

        assertEquals(2, ready.next().size());
        assertEquals(List.of(), ready.next());
    }

    @Test
    void withoutPatchesThereIsNoGroup() throws InterruptedException {
        assertEquals(List.of(), new ReadyPatches(0).next());
    }

    @Test
    void aGroupComesThoughFewAreReady() throws InterruptedException {
        assertEquals(1, with(1000, ready(1)).next().size());
    }

    @Test
    void noMoreThanAWholeGroupWaits() throws InterruptedException {
        ReadyPatches ready = new ReadyPatches(2 * MOST);
        Thread adding =
                new Thread(
                        () -> {
                            try {
                                for (int i = 0; i < 2 * MOST; i++) {
                                    ready.add(ready(1));
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        adding.start();

        int taken = 0;
        for (List<ReadyPatch> group = ready.next(); !group.isEmpty(); group = ready.next()) {
            assertTrue(group.size() <= MOST, () -> "too many");
            taken += group.size();
        }
        assertEquals(2 * MOST, taken);
        adding.join();
    }

    @Test
    void aLargePatchIsAGroupByItself() throws InterruptedException {
        ReadyPatches ready = with(2, ready(64L << 20));

        assertEquals(1, ready.next().size());
    }

    @Test
    void whoIsInterruptedGetsWhatIsReadyAndThenTheException() throws InterruptedException {
        ReadyPatches ready = with(1000, ready(1));
        Thread.currentThread().interrupt();

        assertEquals(1, ready.next().size());
        assertThrows(InterruptedException.class, ready::next);
    }

    @Test
    void nobodyWaitsForAPatchThatIsLost() throws InterruptedException {
        ReadyPatches ready = with(2, ready(1));
        Error cause = new OutOfMemoryError("of a test");
        ready.fail(cause);

        assertEquals(1, ready.next().size());
        assertSame(cause, assertThrows(IllegalStateException.class, ready::next).getCause());
    }

    @Test
    void whoIsInterruptedWithNothingReadyGetsTheException() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> new ReadyPatches(3).next());
    }
}
