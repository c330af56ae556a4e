package org.esxsync.fetch.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.fetch.location.RetryableException;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private final Retries retries =
            new Retries(
                    new RetrySchedule(2, MILLISECOND, MILLISECOND),
                    URI.create("https://depot.example/index.xml?key=secret"));

    private int attempts;

    @Test
    void triesUntilItSucceeds() {
        assertEquals(3, retries.<Integer>run(() -> succeedAtAttempt(3)));
    }

    @Test
    void givesUpAfterTheLastRetry() {
        FetchException e =
                assertThrows(FetchException.class, () -> retries.run(() -> succeedAtAttempt(4)));

        assertEquals(Reason.UNREACHABLE, e.reason());
        assertEquals(
                "https://depot.example/index.xml: the transfer failed (cut off) (tried 3 times);"
                        + " check the network and the proxy in org.esxsync.fetch.cfg, then try"
                        + " again",
                e.getMessage());
    }

    @Test
    void countsAnewAfterProgress() {
        assertEquals(
                7,
                retries.<Integer>run(
                        () -> {
                            retries.forgetFailures();
                            return succeedAtAttempt(7);
                        }));
    }

    @Test
    void waitsNoLongerThanTheScheduleAllowsWhateverTheServerAsksFor() {
        FetchException e =
                assertThrows(
                        FetchException.class,
                        () ->
                                retries.run(
                                        () -> {
                                            throw new RetryableException(
                                                    "the server answers 503", Duration.ofDays(1));
                                        }));

        assertEquals(
                "https://depot.example/index.xml: the server answers 503 (tried 3 times); try again"
                        + " later",
                e.getMessage());
    }

    @Test
    void doesNotTryAgainOnceTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            FetchException e =
                    assertThrows(
                            FetchException.class, () -> retries.run(() -> succeedAtAttempt(2)));

            assertEquals(Reason.CANCELLED, e.reason());
            assertEquals(1, attempts);
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    private int succeedAtAttempt(int last) throws IOException {
        attempts++;
        if (attempts < last) {
            throw new EOFException("cut off");
        }
        return attempts;
    }
}
