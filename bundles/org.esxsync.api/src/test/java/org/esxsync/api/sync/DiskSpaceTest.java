package org.esxsync.api.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DiskSpaceTest {

    @Test
    void whatIsOnlyExpectedDoesNotMakeItTooLittle() {
        DiskSpace space = new DiskSpace(10, 30, 20);

        assertTrue(space.isEnough());
        assertFalse(space.isLikelyEnough());
    }

    @Test
    void itIsEnoughToTheLastByte() {
        assertTrue(new DiskSpace(20, 20).isEnough());
        assertTrue(new DiskSpace(20, 20).isLikelyEnough());
        assertFalse(new DiskSpace(21, 20).isEnough());
    }

    @Test
    void noLessIsExpectedThanIsNeeded() {
        assertEquals(10, new DiskSpace(10, 20).expected());
    }
}
