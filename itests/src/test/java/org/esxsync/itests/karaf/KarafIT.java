package org.esxsync.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.itests.fixture.OfflineBundle;
import org.esxsync.itests.plugin.PluginJar;
import org.esxsync.itests.support.Eventually;
import org.esxsync.serve.testkit.FileRequestContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive for Karaf is dropped into a running Karaf that reaches no network, used, and taken
 * out. It asks for Karaf's own archive by a system property, which the profile {@code karaf} sets;
 * Karaf 4.4 needs a security manager, which newer Java versions have no more.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "esxsync.karaf", matches = ".+")
@EnabledForJreRange(max = JRE.JAVA_17)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KarafIT {

    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int LAST = Integer.MAX_VALUE;

    /** Those that serve the shell's client, and one that the JDK ends itself. */
    private static final String PASSING_THREADS = "(ssh|session-|pool-|Client|process reaper).*";

    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}";

    @TempDir static Path directory;

    private static Karaf karaf;
    private static Set<String> bundlesBefore;
    private static Set<String> threadsBefore;

    @BeforeAll
    static void dropTheArchiveIn() throws IOException, InterruptedException {
        karaf =
                Karaf.start(
                        Path.of(System.getProperty("esxsync.karaf")),
                        Files.createDirectory(directory.resolve("karaf")));
        bundlesBefore = bundles();
        threadsBefore = threads();
        pointTo(mirror());
        karaf.dropEsxSyncIn();
        karaf.type("feature:install esxsync-demo");
    }

    @AfterAll
    static void stop() {
        if (karaf != null) {
            karaf.close();
        }
    }

    @Test
    @Order(FIRST)
    void theDemoSyncsFromItsShell() throws Exception {
        List<String> lines = karaf.type("esx:sync 3.0.1");

        assertEquals(8, published(lines), lines::toString);
        assertTrue(Files.isDirectory(mirror().resolve("esx-3.0.1/2007-03-29-ESX-8258730")));
        assertEquals(8, events("org/esxsync/patch/PUBLISHED"));
        assertEquals(1, events("org/esxsync/sync/FINISHED"));
    }

    /** The rows of RFC 9110, as for the room itself. */
    @TestFactory
    @Order(SECOND)
    Stream<DynamicTest> filesAreServedToHosts() throws Exception {
        int port = freePort();
        Files.writeString(karaf.etc().resolve("org.esxsync.serve.cfg"), "port = " + port);
        Path file = largeFile();
        URI url =
                URI.create("http://127.0.0.1:%d/".formatted(port))
                        .resolve(mirror().relativize(file).toString());
        Eventually.is("it serves", () -> answers(url));
        Eventually.is("the file is some seconds old", () -> isSomeSecondsOld(file));
        return new ServedFile(url, file).rows();
    }

    private static boolean isSomeSecondsOld(Path file) {
        return file.toFile().lastModified() < System.currentTimeMillis() - 5_000;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path largeFile() throws IOException {
        try (Stream<Path> files = Files.walk(mirror().resolve("esx-3.0.1"))) {
            return files.filter(each -> Files.isRegularFile(each) && each.toFile().length() >= 100)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean answers(URI url) {
        try {
            return ((HttpURLConnection) url.toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static final class ServedFile extends FileRequestContract {

        private final URI url;
        private final Path file;

        ServedFile(URI url, Path file) {
            this.url = url;
            this.file = file;
        }

        @Override
        protected Stream<DynamicTest> rows() throws Exception {
            return super.rows();
        }

        @Override
        protected URI file() {
            return url;
        }

        @Override
        protected byte[] content() throws IOException {
            return Files.readAllBytes(file);
        }

        @Override
        protected Instant modified() throws IOException {
            return Files.getLastModifiedTime(file).toInstant();
        }
    }

    @Test
    void everyBundleIsActive() throws Exception {
        List<String> inactive =
                karaf.type("bundle:list -t 0 -s").stream()
                        .filter(each -> each.contains("esxsync") && !each.contains("Active"))
                        .toList();

        assertEquals(List.of(), inactive);
    }

    @Test
    void itsShellListsReleases() throws Exception {
        assertTrue(karaf.type("esx:releases").stream().anyMatch(each -> isOf(each, "8.0")));
    }

    @Test
    void itsShellExplainsACommand() throws Exception {
        karaf.press("help esx:sync\r", "only show what would be done");
    }

    @Test
    void itsShellCompletesARelease() throws Exception {
        karaf.press("esx:patches esxi-7\t\r", "No known patch is for esxi-7.0.");
    }

    @Test
    void aMatcherInItsDeployDirectoryBringsARelease() throws Exception {
        Path jar = karaf.deploy().resolve("matcher.jar");

        Files.write(jar, PluginJar.matcher("org.example.matcher", "9.1", 0).bytes());

        Eventually.is("the release is known", KarafIT::knowsTheNewRelease);
        assertEquals(1, published(karaf.type("esx:sync 9.1")));

        Files.delete(jar);

        Eventually.is("the release is unknown", () -> !knowsTheNewRelease());
    }

    @Test
    void aFileInItsEtcDirectoryMovesTheMirror() throws Exception {
        Path other = directory.resolve("other");

        pointTo(other);

        Eventually.is(
                "the mirror moved",
                () ->
                        lines("config:list \"(service.pid=org.esxsync.sync)\"").stream()
                                .anyMatch(each -> each.contains(other.toString())));
        assertEquals(2, published(karaf.type("esx:sync 8.0")));
        assertTrue(Files.isRegularFile(other.resolve("esxi-8.0/index.xml")));
    }

    @Test
    void sourcesThatItsShellMadeHaveNamesAndGoWithTheirFiles() throws Exception {
        List<Path> before = files("org.esxsync.source.depot");

        karaf.type(
                "config:edit --factory org.esxsync.source.depot;"
                        + " config:property-set location /srv/karaf-shelf; config:update");
        karaf.type(
                "config:edit --factory --alias second org.esxsync.source.depot;"
                        + " config:property-set location /srv/other;"
                        + " config:property-set name by-key; config:update");

        Eventually.is("it has its place's name", () -> hasSource("karaf-shelf"));
        Eventually.is("it has its key's name", () -> hasSource("by-key"));
        assertEquals(
                List.of(),
                lines("esx:sources").stream()
                        .filter(each -> each.split("\\s+")[0].matches(".*" + UUID))
                        .toList());

        List<Path> made = files("org.esxsync.source.depot");
        made.removeAll(before);
        assertEquals(2, made.size(), made::toString);
        for (Path file : made) {
            Files.delete(file);
        }
        Eventually.is("they are gone", () -> !hasSource("karaf-shelf") && !hasSource("by-key"));
    }

    @Test
    void ourCommandsChangeItsConfiguration() throws Exception {
        Path bundle = directory.resolve("ESXi650-1.zip");
        Files.write(
                bundle,
                new OfflineBundle("embeddedEsx", "6.5.0")
                        .bulletin("ESXi650-1", "SMP_bootbank_driver_1")
                        .zip());

        List<String> added = karaf.type("esx:add %s typed".formatted(bundle));
        karaf.type("esx:config set org.esxsync.sync keep 3");

        Eventually.is("the source is there", () -> hasSource("typed"));
        assertTrue(
                added.stream().anyMatch(each -> each.contains("1 patch for esxi-6.5")),
                added::toString);
        assertEquals(
                1,
                lines("config:list \"(service.pid=org.esxsync.source.depot*)\"").stream()
                        .filter(each -> each.contains(bundle.toString()))
                        .count());
        Eventually.is(
                "the key is set",
                () ->
                        lines("config:list \"(service.pid=org.esxsync.sync)\"").stream()
                                .anyMatch(each -> each.strip().equals("keep = 3")));

        karaf.type("esx:remove typed");
        karaf.type("esx:config unset org.esxsync.sync keep");

        Eventually.is("the source is gone", () -> !hasSource("typed"));
        Eventually.is(
                "the key is gone",
                () ->
                        lines("config:list \"(service.pid=org.esxsync.sync)\"").stream()
                                .noneMatch(each -> each.strip().startsWith("keep =")));
    }

    private static boolean hasSource(String name) {
        return lines("esx:sources").stream().anyMatch(each -> each.startsWith(name + " "));
    }

    private static List<Path> files(String start) throws IOException {
        try (Stream<Path> files = Files.list(karaf.etc())) {
            return files.filter(each -> each.getFileName().toString().startsWith(start))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    @Test
    @Order(LAST)
    void uninstallingLeavesNoBundleAndNoThread() throws Exception {
        karaf.type("feature:uninstall esxsync-demo esxsync");

        assertEquals(bundlesBefore, bundles());
        Set<String> left = threads();
        left.removeAll(threadsBefore);
        assertEquals(Set.of(), left);
    }

    private static Path mirror() {
        return directory.resolve("mirror");
    }

    private static void pointTo(Path mirror) throws IOException {
        Files.writeString(karaf.etc().resolve("org.esxsync.sync.cfg"), "mirror = " + mirror);
    }

    private static long published(List<String> lines) {
        return lines.stream().filter(each -> each.startsWith("published ")).count();
    }

    private static long events(String topic) {
        return lines("event:display " + topic).stream()
                .filter(each -> each.contains(topic))
                .count();
    }

    private static boolean knowsTheNewRelease() {
        return lines("esx:releases").stream().anyMatch(each -> isOf(each, "9.1"));
    }

    private static boolean isOf(String line, String version) {
        return line.startsWith("esxi-" + version);
    }

    private static Set<String> bundles() {
        return lines("bundle:list -t 0 -s").stream()
                .map(each -> each.replaceFirst(".*│|.*\\|", "").strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of threads without their numbers. */
    private static Set<String> threads() {
        return lines("shell:threads --list").stream()
                .filter(each -> each.matches("\\d+ .*"))
                .map(each -> each.split("[│|]")[1].strip().replaceAll("\\d+", "N"))
                .filter(each -> !each.matches(PASSING_THREADS))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> lines(String command) {
        try {
            return karaf.type(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
