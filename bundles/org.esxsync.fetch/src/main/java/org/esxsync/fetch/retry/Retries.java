package org.esxsync.fetch.retry;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.fetch.location.Failures;
import org.esxsync.fetch.location.RetryableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries one thing until it succeeds or has failed too often. For one thread. */
public final class Retries {

    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    private static final Duration LONG = Duration.ofSeconds(5);

    private final RetrySchedule schedule;
    private final URI location;
    private int failures;

    /**
     * @param location what is tried, for messages
     */
    public Retries(RetrySchedule schedule, URI location) {
        this.schedule = schedule;
        this.location = location;
    }

    /** One attempt. An {@link IOException} leads to another one, any other exception to none. */
    @FunctionalInterface
    public interface Attempt<T> {
        T make() throws IOException;
    }

    /**
     * @throws org.esxsync.api.fetch.FetchException if the last attempt failed, too, or the thread
     *     was interrupted
     */
    public <T> T run(Attempt<T> attempt) {
        for (; ; ) {
            try {
                return attempt.make();
            } catch (IOException e) {
                pauseAfter(e);
            }
        }
    }

    /** Counts anew, since the attempts so far have brought something. */
    public void forgetFailures() {
        failures = 0;
    }

    private void pauseAfter(IOException failure) {
        failures++;
        if (failures > schedule.retries() || Thread.currentThread().isInterrupted()) {
            throw Failures.unreachable(location, failure, failures);
        }
        Duration asked = failure instanceof RetryableException busy ? busy.pause() : null;
        Duration pause = asked == null ? schedule.pause(failures) : schedule.atMost(asked);
        tell(failure, pause);
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.cancelled(location, e);
        }
    }

    /** Who waits for long wants to know what for. */
    private void tell(IOException failure, Duration pause) {
        String place = RedactedLocation.of(location);
        String reason = Failures.reason(failure, location);
        if (pause.compareTo(LONG) < 0) {
            LOG.info("{}: {}; trying again in {} ms", place, reason, pause.toMillis());
        } else {
            LOG.warn("{}: {}; waiting {} s", place, reason, pause.toSeconds());
        }
    }
}
