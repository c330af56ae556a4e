package org.esxsync.api.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternsTest {

    private final HostPatterns patterns =
            HostPatterns.of("localhost, .intra.example.com,*.Lab", "10.0.0.1", " ");

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST, true",
        "a.localhost, false",
        "intra.example.com, true",
        "a.intra.example.com, true",
        "a.b.INTRA.example.com, true",
        "notintra.example.com, false",
        "intra.example.com.evil.example, false",
        "lab, true",
        "host.lab, true",
        "hostlab, false",
        "10.0.0.1, true",
        "10.0.0.11, false",
        "my_host, false"
    })
    void matchAHostByItsNameOrItsDomain(String host, boolean matches) {
        assertEquals(matches, patterns.match(host));
    }

    @Test
    void matchEveryHostByAStarAndNoneWithoutAPattern() {
        assertTrue(HostPatterns.of("*").match("any.example"));
        assertFalse(HostPatterns.of("").match("any.example"));
    }
}
