package org.esxsync.fileinstall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {

    @TempDir private Path directory;

    private Dictionary<String, Object> read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("org.esxsync.sync.cfg"), text);
        return ConfigurationFile.of(file.toFile())
                .properties(Map.of("esxsync.home", "/opt/$esx\\sync")::get);
    }

    @Test
    void onlyOurConfigurationsAndThoseWithATildeAreTaken() {
        assertTrue(ConfigurationFile.isOne(new File("conf/org.esxsync.sync.cfg")));
        assertTrue(ConfigurationFile.isOne(new File("conf/org.esxsync.source.vi3~vmware.cfg")));
        assertFalse(ConfigurationFile.isOne(new File("conf/org.esxsync.sync.cfg.example")));
        assertTrue(ConfigurationFile.isOne(new File("deploy/org.example.source.list~mine.cfg")));
        assertFalse(ConfigurationFile.isOne(new File("etc/org.apache.karaf.log.cfg")));
    }

    @Test
    void theTildePartsAFactoryFromAName() {
        ConfigurationFile file =
                ConfigurationFile.of(new File("conf/org.esxsync.source.vi3~my-site.cfg"));

        assertEquals("org.esxsync.source.vi3", file.pid());
        assertEquals("my-site", file.name());
        assertEquals("", ConfigurationFile.of(new File("org.esxsync.sync.cfg")).name());
    }

    @Test
    void karafsDashPartsThemToo() {
        ConfigurationFile file =
                ConfigurationFile.of(new File("etc/org.esxsync.source.depot-my-site.cfg"));

        assertEquals("org.esxsync.source.depot", file.pid());
        assertEquals("my-site", file.name());
        assertFalse(ConfigurationFile.isOne(new File("etc/org.example.source-mine.cfg")));
    }

    @Test
    void frameworkPropertiesAreFilledInAndSecretsAreNot() throws IOException {
        Dictionary<String, Object> properties =
                read("mirror = ${esxsync.home}/mirror \na=${env:X}\nb=x${file:/a b}y\n");

        assertEquals("/opt/$esx\\sync/mirror", properties.get("mirror"));
        assertEquals("${env:X}", properties.get("a"));
        assertEquals("x${file:/a b}y", properties.get("b"));
    }

    @Test
    void anUnknownFrameworkPropertyIsNamedWithFileAndKey() {
        IOException problem = assertThrows(IOException.class, () -> read("mirror=${nope}/x"));

        assertTrue(problem.getMessage().contains("org.esxsync.sync.cfg: mirror=${nope}/x"));
    }

    @Test
    void aBackslashThatWouldGetLostIsToldWithFileAndLine() {
        for (String value :
                new String[] {"C:\\srv\\bundles", "C:\\temp", "ESXi91-\\d+", "a\\\\\\d"}) {
            IOException problem =
                    assertThrows(IOException.class, () -> read("# \\d\n\nkey = " + value + "\n"));

            assertTrue(
                    problem.getMessage().startsWith("org.esxsync.sync.cfg, line 3: '\\"),
                    problem.getMessage());
        }
    }

    @Test
    void theEscapesThatFileInstallWritesAreRead() throws IOException {
        Dictionary<String, Object> properties =
                read(
                        "a = C\\:\\\\srv\n"
                                + "b = http\\://x/\\#y\\=z\\ \\!\n"
                                + "c = 1, \\\n"
                                + " 2\n"
                                + "d = \\u00e9\n");

        assertEquals("C:\\srv", properties.get("a"));
        assertEquals("http://x/#y=z !", properties.get("b"));
        assertEquals("1, 2", properties.get("c"));
        assertEquals("\u00e9", properties.get("d"));
    }

    @Test
    void aNulByteAndAFileThatCannotBeReadAreTold() {
        assertTrue(
                assertThrows(IOException.class, () -> read("\0name=x"))
                        .getMessage()
                        .contains("it has a NUL byte"));
        File missing = directory.resolve("org.esxsync.fetch.cfg").toFile();
        assertEquals(
                missing
                        + ": it cannot be read: there is no such file or directory;"
                        + " check its owner and rights",
                assertThrows(
                                IOException.class,
                                () -> ConfigurationFile.of(missing).properties(key -> null))
                        .getMessage());
    }

    @Test
    void aFileInAnotherEncodingIsTold() throws IOException {
        Path file = directory.resolve("org.esxsync.sync.cfg");
        Files.write(file, new byte[] {'a', '=', (byte) 0xe9});

        IOException problem =
                assertThrows(
                        IOException.class,
                        () -> ConfigurationFile.of(file.toFile()).properties(key -> null));

        assertTrue(problem.getMessage().endsWith("it is not UTF-8; save it as UTF-8"));
    }
}
