package org.esxsync.fetch.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRetriesTest {

    private final HttpRetries retries =
            new HttpRetries(Clock.fixed(Instant.parse("2007-03-29T12:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "408, true", "429, true", "500, true", "502, true", "503, true", "504, true",
        "200, false", "400, false", "401, false", "403, false", "404, false", "501, false"
    })
    void triesAgainWhatMayPass(int status, boolean again) {
        assertEquals(again, HttpRetries.isTransient(status));
    }

    @Test
    void triesAgainAfterABrokenConnectionButNotAfterARefusedCertificate() {
        assertTrue(HttpRetries.isTransient(new ConnectException("refused")));
        assertTrue(HttpRetries.isTransient(new SocketTimeoutException("slow")));
        assertFalse(HttpRetries.isTransient(new SSLHandshakeException("unknown CA")));
        assertFalse(HttpRetries.isTransient(new InterruptedIOException("stop")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                "0 | 0",
                "86400 | 86400",
                "Thu, 29 Mar 2007 12:00:20 GMT | 20",
                "Thursday, 29-Mar-07 12:00:20 GMT | 20",
                "Thu, 29 Mar 2007 11:00:00 GMT | 0",
                "Fri, 30 Mar 2007 12:00:00 GMT | 86400"
            })
    void readsThePauseThatTheServerAsksFor(String header, long seconds) {
        assertEquals(Duration.ofSeconds(seconds), retries.failure(429, header).pause());
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "soon", ""})
    void leavesThePauseToTheScheduleWhereTheServerAsksForNone(String header) {
        assertNull(retries.failure(503, header).pause());
        assertNull(retries.failure(503, null).pause());
    }
}
