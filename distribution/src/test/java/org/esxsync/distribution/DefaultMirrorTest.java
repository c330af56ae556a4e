package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultMirrorTest {

    @TempDir Path home;

    @Test
    void itIsOutsideOfTheInstallation() {
        assertEquals(Path.of("/var/lib/esxsync/mirror"), of("root", Map.of("HOME", "/root")));
        assertEquals(
                Path.of("/home/ann/.local/share/esxsync/mirror"),
                of("ann", Map.of("HOME", "/home/ann")));
        assertEquals(
                Path.of("/data/esxsync/mirror"),
                of("ann", Map.of("HOME", "/home/ann", "XDG_DATA_HOME", "/data")));
    }

    @Test
    void aRelativeDirectoryForDataIsIgnoredAsItsStandardDemands() {
        assertEquals(
                Path.of("/home/ann/.local/share/esxsync/mirror"),
                of("ann", Map.of("HOME", "/home/ann", "XDG_DATA_HOME", "data")));
    }

    @Test
    void aMirrorInTheInstallationStays() throws IOException {
        Files.createDirectory(home.resolve("mirror"));
        assertEquals(Path.of("/var/lib/esxsync/mirror"), of("root", Map.of()));

        Files.createDirectory(home.resolve("mirror/.esxsync"));
        assertEquals(home.resolve("mirror"), of("root", Map.of()));
    }

    private Path of(String user, Map<String, String> environment) {
        return new DefaultMirror(home).directory(environment::get, user);
    }
}
