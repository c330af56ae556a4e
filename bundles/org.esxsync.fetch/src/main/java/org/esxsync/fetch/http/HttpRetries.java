package org.esxsync.fetch.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.esxsync.fetch.retry.RetrySchedule;

/**
 * Tries again when a server is busy or failing (408, 429, 5xx) or a connection breaks, after the
 * pause that it asks for or a growing one.
 */
final class HttpRetries implements HttpRequestRetryStrategy {

    private static final Set<Integer> HOPELESS =
            Set.of(HttpStatus.SC_NOT_IMPLEMENTED, HttpStatus.SC_HTTP_VERSION_NOT_SUPPORTED);

    private final RetrySchedule retrySchedule;
    private final Clock clock;

    HttpRetries(RetrySchedule retrySchedule, Clock clock) {
        this.retrySchedule = retrySchedule;
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

    @Override
    public boolean retryRequest(
            HttpRequest request, IOException failure, int attempts, HttpContext context) {
        return attempts <= retrySchedule.retries() && isTransient(failure);
    }

    @Override
    public boolean retryRequest(HttpResponse response, int attempts, HttpContext context) {
        return attempts <= retrySchedule.retries() && isTransient(response.getCode());
    }

    @Override
    public TimeValue getRetryInterval(
            HttpRequest request, IOException failure, int attempts, HttpContext context) {
        return timeValue(retrySchedule.pause(attempts));
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int attempts, HttpContext context) {
        return timeValue(
                retryAfter(response)
                        .map(retrySchedule::atMost)
                        .orElseGet(() -> retrySchedule.pause(attempts)));
    }

    private Optional<Duration> retryAfter(HttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (header == null) {
            return Optional.empty();
        }
        String value = header.getValue().strip();
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant until =
                    ZonedDateTime.parse(
                                    value,
                                    DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                            .toInstant();
            Duration wait = Duration.between(clock.instant(), until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static TimeValue timeValue(Duration duration) {
        return TimeValue.ofMilliseconds(duration.toMillis());
    }
}
