package org.esxsync.fetch.location;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failure that is known to pass, such as a busy server. Its message is told as it is. */
public final class RetryableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration pause;

    /**
     * @param pause how long to wait before the next attempt, or null for the usual pause
     */
    public RetryableException(String message, @Nullable Duration pause) {
        super(message);
        this.pause = pause;
    }

    /** How long to wait before the next attempt, or null for the usual pause. */
    public @Nullable Duration pause() {
        return pause;
    }
}
