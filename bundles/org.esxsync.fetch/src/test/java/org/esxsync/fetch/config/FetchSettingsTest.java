package org.esxsync.fetch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.esxsync.api.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchSettingsTest {

    @TempDir private Path directory;

    @Test
    void hasUsableDefaults() {
        FetchSettings settings = Configs.settings(Map.of());

        assertNull(settings.network().proxy());
        assertEquals(6, settings.network().connectionsPerHost());
        assertEquals(32 << 20, settings.documentLimit());
        assertEquals(8192L << 20, settings.download().sizeLimit());
    }

    @ParameterizedTest
    @CsvSource({
        "connections.per.host, 0",
        "timeout.connect, 0",
        "retries, -1",
        "limit.artifact, 0",
        "unpack.ratio, 0",
        "bandwidth, -5"
    })
    void refusesNumbersThatMakeNoSense(String key, int value) {
        ConfigurationException e =
                assertThrows(
                        ConfigurationException.class, () -> Configs.settings(Map.of(key, value)));

        assertEquals("org.esxsync.fetch", e.pid());
        assertEquals(key, e.key());
    }

    @Test
    void showsNoPasswordOfAProxyThatIsWrittenWrong() {
        ConfigurationException e =
                assertThrows(
                        ConfigurationException.class,
                        () ->
                                Configs.settings(
                                        Map.of("proxy", "http://joe:secret@proxy.example.com:8")));

        assertFalse(e.getMessage().contains("secret"), e.getMessage());
        assertTrue(e.getMessage().contains("proxy.user"), e.getMessage());
    }

    @Test
    void readsSecretsFromVariablesAndFiles() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "from a file\n");
        Map<String, Object> values =
                Map.of(
                        "credentials",
                        new String[] {"a.example.com=joe:${file:" + file + "}", "${env:BOTH}"});

        FetchSettings settings =
                Configs.settings(values, Map.of("BOTH", "b.example.com:8443=jim:x:y=z"));

        assertEquals(
                new HostCredentials("a.example.com", -1, "joe", "from a file"),
                settings.network().credentials().get(0));
        assertEquals(
                new HostCredentials("b.example.com", 8443, "jim", "x:y=z"),
                settings.network().credentials().get(1));
        assertFalse(settings.toString().contains("from a file"));
    }

    @Test
    void readsCredentialsLineByLineSinceAPasswordMayHaveCommas() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("all"), "a.example=joe:1, 2\n\n b.example=jim:3\r\n");

        FetchSettings settings =
                Configs.settings(
                        Map.of("credentials", new String[] {"${file:" + file + "}"}), Map.of());

        assertEquals(
                List.of(
                        new HostCredentials("a.example", -1, "joe", "1, 2"),
                        new HostCredentials("b.example", -1, "jim", "3")),
                settings.network().credentials());
    }

    @Test
    void saysWhichVariableIsMissing() {
        ConfigurationException e =
                assertThrows(
                        ConfigurationException.class,
                        () ->
                                Configs.settings(
                                        Map.of("credentials", new String[] {"a=joe:${env:NONE}"})));

        assertTrue(e.getMessage().contains("${env:NONE}"), e.getMessage());
    }
}
