package org.esxsync.sync.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class UndisturbedWorkTest {

    @Test
    void anInterruptReachesTheCallerAfterTheWork() {
        Thread.currentThread().interrupt();

        boolean interrupted =
                UndisturbedWork.of("test", () -> Thread.currentThread().isInterrupted());

        assertFalse(interrupted);
        assertTrue(Thread.interrupted());
    }

    @Test
    void aCallerThatNobodyInterruptsIsNotInterruptedAfterwards() {
        assertEquals("done", UndisturbedWork.of("test", () -> "done"));
        assertFalse(Thread.interrupted());
    }

    @Test
    void whatTheWorkThrowsReachesTheCaller() {
        RuntimeException problem = new UncheckedIOException(new IOException("full"));
        Error defect = new AssertionError("defect");

        assertSame(problem, assertThrows(RuntimeException.class, () -> fail(problem)));
        assertSame(defect, assertThrows(AssertionError.class, () -> fail(defect)));
    }

    private static void fail(RuntimeException problem) {
        UndisturbedWork.of(
                "test",
                () -> {
                    throw problem;
                });
    }

    private static void fail(Error problem) {
        UndisturbedWork.of(
                "test",
                () -> {
                    throw problem;
                });
    }
}
