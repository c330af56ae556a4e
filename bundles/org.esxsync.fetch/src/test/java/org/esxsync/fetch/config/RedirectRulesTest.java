package org.esxsync.fetch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.esxsync.api.configuration.HostPatterns;
import org.esxsync.api.fetch.FetchException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectRulesTest {

    private static final URI FROM = URI.create("https://www.vmware.com/a/b?key=secret");

    private final RedirectRules rules =
            new RedirectRules(5, HostPatterns.of("*.vmware.com", "cdn.example.com"));

    @ParameterizedTest
    @CsvSource({
        "c, https://www.vmware.com/a/c",
        "/c d, https://www.vmware.com/c%20d",
        "//download3.vmware.com/x, https://download3.vmware.com/x",
        "https://WWW.vmware.com/x, https://WWW.vmware.com/x",
        "https://vmware.com/x, https://vmware.com/x",
        "https://CDN.example.com/x, https://CDN.example.com/x"
    })
    void followsWithinTheAllowedHosts(String to, String next) {
        assertEquals(next, rules.follow(FROM, to).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.vmware.com/a",
                "https://vmware.com.evil.example/",
                "https://evilvmware.com/",
                "https://x.cdn.example.com/",
                "ftp://www.vmware.com/x",
                "file:/etc/passwd",
                "jar:file:/x!/y",
                "https:///x",
                "::"
            })
    void refusesAllElse(String to) {
        FetchException e = assertThrows(FetchException.class, () -> rules.follow(FROM, to));

        assertEquals(FetchException.Reason.REFUSED, e.reason());
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
    }
}
