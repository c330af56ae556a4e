package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.support.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new version that is unpacked beside or over an old one goes on where that stopped. */
class UpgradeIT {

    private static final String SYNC = "conf/org.esxsync.sync.cfg";

    @TempDir Path directory;

    @Test
    void overTheOldOneItsConfigurationAndMirrorStayAndItsJarsAreNotUsed() throws Exception {
        Path home = unpack("esxsync");
        Files.writeString(home.resolve(SYNC), "mirror = ${esxsync.home}/mirror\n");
        leaveOver(home.resolve("bundles/5-esxsync"), "org.esxsync.api", "0.0.9", "api-0.0.9.jar");
        leaveOver(home.resolve("bundles/5-esxsync"), "org.esxsync.gone", "0.0.9", "gone.jar");
        leaveOver(home.resolve("bundles/1-libraries"), "org.jsoup", "1.0", "a-parser.jar");

        Run first = new EsxSync(home, directory, List.of(), Map.of()).run("releases").ended(0);
        Run second = new EsxSync(home, directory, List.of(), Map.of()).run("status").ended(0);

        assertEquals(1, first.linesWith("and 2 more").size(), first::toString);
        assertEquals(
                1, second.linesWith(home.resolve("mirror").toString()).size(), second::toString);
    }

    @Test
    void besideTheOldOneItTakesOverTheConfigurationAndSaysSoOnce() throws Exception {
        Path former = directory.resolve("esxsync-0.0.9");
        Files.createDirectories(former.resolve("lib"));
        Files.createDirectories(former.resolve("conf"));
        Files.createFile(former.resolve("lib/distribution.jar"));
        Files.writeString(former.resolve(SYNC), "mirror = ${esxsync.home}/mirror\n");
        EsxSync esxsync = new EsxSync(unpack("esxsync-1.0"), directory, List.of(), Map.of());

        Run first = esxsync.run("status").ended(0);
        Run second = esxsync.run("status").ended(0);

        assertEquals(
                1, first.linesWith("has the configuration of " + former).size(), first::toString);
        assertEquals(
                1, second.linesWith(former.resolve("mirror").toString()).size(), second::toString);
        assertEquals(List.of(), second.err(), second::toString);
    }

    @Test
    void withoutAConfigurationTheMirrorIsOutside() throws Exception {
        Path home = unpack("fresh");
        Map<String, String> environment =
                Map.of("HOME", directory.toString(), "XDG_DATA_HOME", directory + "/data");

        Run run = new EsxSync(home, directory, List.of(), environment).run("status").ended(0);

        String mirror =
                System.getProperty("user.name").equals("root")
                        ? "/var/lib/esxsync/mirror"
                        : directory + "/data/esxsync/mirror";
        assertEquals(1, run.linesWith(mirror).size(), run::toString);
    }

    @Test
    void theArchiveHasNoConfiguration() throws IOException {
        try (Stream<Path> files = Files.list(Distribution.home().resolve("conf"))) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".cfg")));
        }
    }

    private Path unpack(String name) throws IOException {
        Path home = directory.resolve(name);
        try (Stream<Path> files = Files.walk(Distribution.home())) {
            for (Path file : files.toList()) {
                Path relative = Distribution.home().relativize(file);
                if (!relative.startsWith("var")) {
                    Files.copy(file, home.resolve(relative));
                }
            }
        }
        return home;
    }

    private static void leaveOver(Path folder, String name, String version, String file)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Version", version);
        headers.putValue("Import-Package", "org.example.that.nobody.exports");
        new JarOutputStream(Files.newOutputStream(folder.resolve(file)), manifest).close();
    }
}
