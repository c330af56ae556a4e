package org.esxsync.itests.support;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for what the product does in its own time, such as reading its deploy directory. */
public final class Eventually {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;

    private Eventually() {}

    /** Returns as soon as it is true, and fails if it does not become so. */
    public static void is(String what, BooleanSupplier condition) throws InterruptedException {
        is(what, LONG, condition);
    }

    /** Returns as soon as it is true, and fails if it does not become so within the time given. */
    public static void is(String what, Duration patience, BooleanSupplier condition)
            throws InterruptedException {
        Instant end = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                fail("never came true: " + what);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
