package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.Secrets;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.serve.login.Login;
import org.esxsync.serve.server.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    /** On which of all addresses hosts ask, nobody tells. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 8080, '', http://192.0.2.7:8080/",
        "192.0.2.7, 80, /esx/, http://192.0.2.7:80/esx/",
        "2001:db8::7, 8080, /a/b, http://[2001:db8:0:0:0:0:0:7]:8080/a/b/",
        "127.0.0.1, 8080, '', ''",
        "::1, 8080, '', ''",
        "0.0.0.0, 8080, /esx, ''",
        "192.0.2.7, 0, '', ''"
    })
    void whereOtherMachinesReachItIsToldIfItIsKnown(
            String address, String port, String base, String expected) {
        Map<String, Object> values = Map.of("address", address, "port", port, "base", base);
        assertEquals(
                expected,
                ServeSettings.of(TypedConfiguration.of(ServeConfig.class, values))
                        .flatMap(ServerSettings::reachable)
                        .map(URI::toString)
                        .orElse(""));
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
        "tls.key, /etc/key.pem",
        "password, ${env:ESXSYNC_NOT_SET}"
    })
    void aValueThatCannotBeUsedIsRefused(String key, String value) {
        ConfigurationException refused =
                assertThrows(
                        ConfigurationException.class,
                        () -> new ServeCheck().check("org.esxsync.serve", Map.of(key, value)));

        assertEquals(key, refused.key());
    }

    @Test
    void aUserNeedsAPassword() {
        ConfigurationException refused =
                assertThrows(
                        ConfigurationException.class,
                        () -> new ServeCheck().check("org.esxsync.serve", Map.of("user", "admin")));

        assertEquals("password", refused.key());
    }

    @Test
    void aPasswordMayStandInAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "right-word\n");
        Map<String, Object> values =
                Map.of("user", "admin", "password", "${file:" + file + "}", "port", "1");
        Login login = new Login(Clock.systemUTC());

        login.follow(ServeSettings.account(TypedConfiguration.of(ServeConfig.class, values)));

        assertEquals(
                Login.Outcome.IN,
                login.attempt(InetAddress.getLoopbackAddress(), "admin", "right-word").outcome());
        assertEquals("a *** that leaks", Secrets.mask("a right-word that leaks"));
    }
}
