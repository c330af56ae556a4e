package org.esxsync.fetch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsTest {

    private final ProxySettings proxy =
            new ProxySettings(
                    "http",
                    "proxy.example.com",
                    3128,
                    List.of("localhost", ".intra.example.com", "*.Lab", "10.0.0.1", " "));

    @ParameterizedTest
    @CsvSource({
        "www.vmware.com, true", "LOCALHOST, false", "a.intra.example.com, false",
        "intra.example.com, false", "notintra.example.com, true", "host.lab, false",
        "10.0.0.1, false", "10.0.0.11, true"
    })
    void isForAllHostsButThoseExcepted(String host, boolean through) {
        assertEquals(through, proxy.isFor(host));
    }
}
