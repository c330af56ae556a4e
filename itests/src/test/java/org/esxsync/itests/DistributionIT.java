package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/esxsync} answers, says what is wrong with a command line, and cleans up. */
class DistributionIT {

    @TempDir Path directory;

    @Test
    void helpListsTheCommands() throws Exception {
        Run run = new EsxSync(directory).run("help").ended(0);

        for (String command : List.of("sync", "plan", "patches", "show", "releases", "history")) {
            assertFalse(run.linesWith(command).isEmpty(), () -> command + " in " + run);
        }
        assertEquals(List.of(), run.err());
    }

    @Test
    void aWordThatIsNoCommandIsWrongUsage() throws Exception {
        Run run = new EsxSync(directory).run("snyc").ended(64);

        assertEquals(1, run.linesWith("snyc").size(), run::toString);
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        Map<String, String> wrong = Map.of("JAVA_HOME", "/srv/no-java");

        Run run = new EsxSync(directory, List.of(), wrong).run("--version").ended(1);

        assertEquals(1, run.linesWith("JAVA_HOME=/srv/no-java").size(), run::toString);
    }

    @Test
    void aJavaThatDoesNotStartSaysWhy() throws Exception {
        EsxSync tooSmall = new EsxSync(directory, "-Xmx16m");

        Run run = tooSmall.run("--mirror", directory.resolve("mirror"), "--demo", "sync").ended(1);

        assertEquals(1, run.linesWith("heap size").size(), run::toString);
    }

    /** File Install would wait for ever to be stopped, since it would like to use the package. */
    @Test
    void aBundleWithAPackageThatOthersMayUseKeepsNobodyWaiting() throws Exception {
        Path conf = Files.createDirectory(directory.resolve("conf"));
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "log");
        headers.putValue("Export-Package", "org.osgi.service.log;version=1.5.0");
        new JarOutputStream(Files.newOutputStream(conf.resolve("log.jar")), manifest).close();

        Run run = new EsxSync(directory).run("--conf", conf, "releases").ended(0);

        assertEquals(List.of(), run.err());
    }

    @Test
    void aSyncTellsTheCompilersOfJavaApart() throws Exception {
        Path logging = directory.resolve("logging.properties");
        Files.writeString(
                logging,
                """
                handlers = java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level = FINE
                org.esxsync.distribution.level = FINE
                """);
        EsxSync esxsync = new EsxSync(directory, "-Djava.util.logging.config.file=" + logging);

        Run run =
                esxsync.run("--mirror", directory.resolve("mirror"), "--demo", "sync", "3.0.1")
                        .ended(0);

        assertEquals(1, run.linesWith("compiler directives added").size(), run::toString);
    }

    @Test
    void anOptionWithoutItsValueIsWrongUsage() throws Exception {
        Run run = new EsxSync(directory).run("--mirror").ended(64);

        assertEquals(1, run.linesWith("--mirror").size(), run::toString);
    }

    @Test
    void anUnknownReleaseIsWrongUsage() throws Exception {
        Path mirror = directory.resolve("mirror");

        Run run = new EsxSync(directory).run("--mirror", mirror, "--demo", "sync", "2.5").ended(64);

        assertEquals(1, run.linesWith("2.5").size(), run::toString);
        assertEquals(List.of(), Tree.names(mirror));
    }

    @Test
    void aCommandLeavesNoTemporaryFiles() throws Exception {
        EsxSync esxsync = new EsxSync(directory);

        esxsync.run("--mirror", directory.resolve("mirror"), "--demo", "sync", "3.0.1").ended(0);

        assertEquals(List.of(), Tree.names(esxsync.temporary()));
    }

    @Test
    void lookingMakesNoMirror() throws Exception {
        Path mirror = directory.resolve("mirror");

        new EsxSync(directory).run("--mirror", mirror, "--demo", "releases").ended(0);

        assertFalse(Files.exists(mirror));
    }
}
