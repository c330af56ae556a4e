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
    void onlyOurConfigurationsAreTaken() {
        assertTrue(ConfigurationFile.isOne(new File("conf/org.esxsync.sync.cfg")));
        assertTrue(ConfigurationFile.isOne(new File("conf/org.esxsync.source.vi3~vmware.cfg")));
        assertFalse(ConfigurationFile.isOne(new File("conf/org.esxsync.sync.cfg.example")));
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
}
