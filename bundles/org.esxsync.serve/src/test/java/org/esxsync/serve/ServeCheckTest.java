package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCheckTest {

    @Test
    void withoutAPortNothingIsServed() {
        assertEquals(
                Optional.empty(),
                ServeSettings.of(TypedConfiguration.of(ServeConfig.class, Map.of())));
    }

    @Test
    void byDefaultItIsServedToThisMachineAlone() {
        assertTrue(
                ServeSettings.of(TypedConfiguration.of(ServeConfig.class, Map.of("port", "8080")))
                        .orElseThrow()
                        .address()
                        .isLoopbackAddress());
    }

    @ParameterizedTest
    @CsvSource({
        "port, 70000",
        "port, http",
        "address, mirror.example.com",
        "address, 1.2.3.4.5",
        "address, 999.1.1.1",
        "address, 1",
        "base, esx",
        "base, /a b",
        "connections, 0",
        "idle, 100000",
        "tls.key, /etc/key.pem"
    })
    void aValueThatCannotBeUsedIsRefused(String key, String value) {
        ConfigurationException refused =
                assertThrows(
                        ConfigurationException.class,
                        () -> new ServeCheck().check("org.esxsync.serve", Map.of(key, value)));

        assertEquals(key, refused.key());
    }
}
