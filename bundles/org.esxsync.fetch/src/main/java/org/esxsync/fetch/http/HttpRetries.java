package org.esxsync.fetch.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MessageConstraintException;
import org.esxsync.fetch.location.RetryableException;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are worth another attempt: those to a server that is busy or failing (408, 429,
 * 5xx), and those whose connection broke.
 */
final class HttpRetries {

    private static final Set<Integer> HOPELESS =
            Set.of(HttpStatus.SC_NOT_IMPLEMENTED, HttpStatus.SC_HTTP_VERSION_NOT_SUPPORTED);

    private final Clock clock;

    HttpRetries(Clock clock) {
        this.clock = clock;
    }

    static boolean isTransient(int status) {
        return status == HttpStatus.SC_REQUEST_TIMEOUT
                || status == HttpStatus.SC_TOO_MANY_REQUESTS
                || (status >= HttpStatus.SC_SERVER_ERROR && !HOPELESS.contains(status));
    }

    static boolean isTransient(IOException failure) {
        boolean hopeless =
                failure instanceof SSLException
                        || failure instanceof MessageConstraintException
                        || (failure instanceof InterruptedIOException
                                && !(failure instanceof SocketTimeoutException));
        return !hopeless;
    }

    /**
     * @param retryAfter the header of that name, or null
     */
    RetryableException failure(int status, @Nullable String retryAfter) {
        return new RetryableException("the server answers " + status, pause(retryAfter));
    }

    /** The pause that the server asks for, or null. */
    private @Nullable Duration pause(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        String value = retryAfter.strip();
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        Instant until = DateUtils.parseStandardDate(value);
        if (until == null) {
            return null;
        }
        Duration wait = Duration.between(clock.instant(), until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
