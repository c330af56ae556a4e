package org.esxsync.fetch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.esxsync.api.configuration.HostPatterns;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsTest {

    private final ProxySettings proxy =
            new ProxySettings(
                    "http",
                    "proxy.example.com",
                    3128,
                    HostPatterns.of("localhost", ".intra.example.com"));

    @ParameterizedTest
    @CsvSource({"www.vmware.com, true", "LOCALHOST, false", "a.intra.example.com, false"})
    void isForAllHostsButThoseExcepted(String host, boolean through) {
        assertEquals(through, proxy.isFor(host));
    }
}
