package org.esxsync.fetch.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
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

    /** The one that waits is woken by whoever hears that it does. */
    @Test
    void aLongPauseIsTold() {
        List<String> told = new ArrayList<>();
        Thread waiting = Thread.currentThread();
        Logger logger = Logger.getLogger(Retries.class.getName());
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord entry) {
                        told.add(
                                entry.getLevel()
                                        + " "
                                        + new SimpleFormatter().formatMessage(entry));
                        waiting.interrupt();
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        logger.addHandler(handler);
        try {
            Retries busy =
                    new Retries(
                            new RetrySchedule(2, MILLISECOND, Duration.ofSeconds(60)),
                            URI.create("https://depot.example/index.xml"));
            assertThrows(
                    FetchException.class,
                    () ->
                            busy.run(
                                    () -> {
                                        throw new RetryableException(
                                                "the server answers 429", Duration.ofHours(1));
                                    }));
        } finally {
            logger.removeHandler(handler);
            Thread.interrupted();
        }
        assertEquals(
                List.of(
                        "WARNING https://depot.example/index.xml: the server answers 429;"
                                + " waiting 60 s"),
                told);
    }
}
