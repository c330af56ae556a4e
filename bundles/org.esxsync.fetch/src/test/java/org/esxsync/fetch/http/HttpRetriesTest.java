package org.esxsync.fetch.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.esxsync.fetch.retry.RetrySchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRetriesTest {

    private final HttpRetries policy =
            new HttpRetries(
                    new RetrySchedule(3, Duration.ofSeconds(1), Duration.ofSeconds(60)),
                    Clock.fixed(Instant.parse("2007-03-29T12:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "408, true", "429, true", "500, true", "502, true", "503, true", "504, true",
        "200, false", "400, false", "401, false", "403, false", "404, false", "501, false"
    })
    void triesAgainWhatMayPass(int status, boolean again) {
        HttpResponse response = new BasicHttpResponse(status);

        assertEquals(again, policy.retryRequest(response, 1, HttpCoreContext.create()));
        assertFalse(policy.retryRequest(response, 4, HttpCoreContext.create()));
    }

    @Test
    void triesAgainAfterABrokenConnectionButNotAfterARefusedCertificate() {
        assertTrue(again(new ConnectException("refused")));
        assertTrue(again(new SocketTimeoutException("slow")));
        assertFalse(again(new SSLHandshakeException("unknown CA")));
        assertFalse(again(new InterruptedIOException("stop")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7000",
                "0 | 0",
                "86400 | 60000",
                "99999999999 | -1",
                "soon | -1",
                "Thu, 29 Mar 2007 12:00:20 GMT | 20000",
                "Thu, 29 Mar 2007 11:00:00 GMT | 0",
                "Fri, 30 Mar 2007 12:00:00 GMT | 60000"
            })
    void honoursWhatTheServerAsksForWithinTheLimit(String header, long millis) {
        HttpResponse response = new BasicHttpResponse(429);
        response.setHeader("Retry-After", header);

        long pause =
                policy.getRetryInterval(response, 1, HttpCoreContext.create()).toMilliseconds();

        if (millis >= 0) {
            assertEquals(millis, pause);
        } else {
            assertTrue(pause >= 500 && pause <= 1000, "pause " + pause);
        }
    }

    @Test
    void doublesThePauseUpToTheLimitWithJitter() {
        RetrySchedule retrySchedule =
                new RetrySchedule(3, Duration.ofSeconds(1), Duration.ofSeconds(60));
        for (int retry = 1; retry <= 40; retry++) {
            long most = retry > 6 ? 60_000 : 1000L << (retry - 1);
            long pause = retrySchedule.pause(retry).toMillis();
            assertTrue(pause >= most / 2 && pause <= most, retry + ": " + pause);
        }
    }

    private boolean again(IOException failure) {
        return policy.retryRequest(null, failure, 1, HttpCoreContext.create());
    }
}
