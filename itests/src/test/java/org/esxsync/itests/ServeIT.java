package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Depot;
import org.esxsync.itests.fixture.SampleDepot;
import org.esxsync.itests.support.ServedUrl;
import org.esxsync.serve.testkit.BadRequestContract;
import org.esxsync.serve.testkit.FileRequestContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code esxsync serve}: hosts, tools and other mirrors read a mirror from us. */
class ServeIT {

    private static final String HOSTILE = "&lt;script&gt;alert(1)&lt;/script&gt;";

    @TempDir static Path directory;
    private static Path mirror;
    private static EsxSync esxsync;
    private static Conf conf;
    private static RunningCommand serving;
    private static URI url;

    @BeforeAll
    static void syncAndServe() throws Exception {
        mirror = directory.resolve("mirror");
        Path depot = Files.createDirectory(directory.resolve("depot"));
        new SampleDepot(depot)
                .vendor(
                        "vmw",
                        List.of(
                                new SampleDepot.Bulletin("net-1", "security"),
                                new SampleDepot.Bulletin("net-2", HOSTILE)))
                .vendor("hpe", "raid-1")
                .write();
        conf =
                new Conf(directory.resolve("conf"))
                        .write(
                                "org.esxsync.source.depot~sample",
                                "location = " + depot.resolve("vmw-depot-index.xml"))
                        .write("org.esxsync.serve", "idle = 4");
        esxsync = new EsxSync(directory);
        esxsync.run("--conf", conf, "--mirror", mirror, "sync", "8.0").ended(0);
        serving = esxsync.start("--conf", conf, "--mirror", mirror, "serve", "--port", 0);
        url = ServedUrl.of(serving);
    }

    @AfterAll
    static void stop() throws Exception {
        if (serving != null) {
            serving.close();
        }
    }

    private static Path vib() throws IOException {
        return new Depot(mirror.resolve("esxi-8.0")).vibFiles().get(0);
    }

    private static URI url(Path file) {
        return url.resolve(mirror.relativize(file).toString());
    }

    /** As for the room itself. */
    @Nested
    class Files9110 extends FileRequestContract {

        @Override
        protected URI file() throws IOException {
            return url(large());
        }

        @Override
        protected byte[] content() throws IOException {
            return Files.readAllBytes(large());
        }

        @Override
        protected Instant modified() throws IOException {
            return Files.getLastModifiedTime(large()).toInstant();
        }

        /** An index has more than 100 bytes. */
        private Path large() {
            return mirror.resolve("esxi-8.0/vendor-index.xml");
        }
    }

    @Nested
    class BadRequests extends BadRequestContract {

        @Override
        protected URI file() throws IOException {
            return url(vib());
        }
    }

    @Test
    void thePagesShowTheMirrorAndWhatAPublisherWroteIsText() throws Exception {
        String overview = page("");
        assertTrue(overview.contains("href=\"patches?release=esxi-8.0\""), overview);
        assertTrue(overview.contains("href=\"esxi-8.0.zip\""), overview);

        String patches = page("patches?release=esxi-8.0&state=published");
        assertTrue(patches.contains("href=\"patch?id=net-1\""), patches);
        assertTrue(patches.contains(HOSTILE), patches);

        String patch = page("patch?id=net-2");
        String line = "esxcli software vib update -d %sesxi-8.0/index.xml".formatted(url);
        assertTrue(patch.contains(line), patch);
        assertTrue(patch.contains("as published"), patch);
        assertTrue(page("history").contains("Sync finished"));
        for (String each : List.of(patches, patch, page("patches"))) {
            assertFalse(each.contains("<script>"), each);
        }
    }

    private static String page(String path) throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(url.resolve("/" + path)).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), path);
        return answer.body();
    }

    @Test
    void onlyThisMachineReachesItUnlessTheConfigurationSaysOtherwise() throws Exception {
        assertTrue(InetAddress.getByName(url.getHost()).isLoopbackAddress(), url::toString);
        List<InetAddress> others =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(each -> !each.isLoopbackAddress())
                        .toList();
        for (InetAddress each : others) {
            assertThrows(
                    IOException.class,
                    () -> new Socket(each, url.getPort()).close(),
                    each::toString);
        }
    }

    @Test
    void anotherMirrorReadsItAsADepot() throws Exception {
        Path copy = directory.resolve("copy");
        Conf ofCopy =
                new Conf(directory.resolve("conf-of-copy"))
                        .write(
                                "org.esxsync.source.depot~ours",
                                "location = " + url.resolve("esxi-8.0/index.xml"));

        esxsync.run("--conf", ofCopy, "--mirror", copy, "sync", "8.0").ended(0);

        Depot ours = new Depot(mirror.resolve("esxi-8.0"));
        Depot theirs = new Depot(copy.resolve("esxi-8.0"));
        assertEquals(names(ours), names(theirs));
        assertEquals(3, theirs.checkedVibs().size());
    }

    private static List<String> names(Depot depot) throws Exception {
        return depot.checkedVibs().stream()
                .map(vib -> depot.directory().relativize(vib).toString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wget -q -c -O", "curl -sS -C - -o", "aria2c -q -c -x4 -d / -o"})
    void aDownloadThatIsResumedDoesNotSplice(String tool) throws Exception {
        Assumptions.assumeTrue(isThere(tool.split(" ")[0]), () -> tool + " is not installed");
        byte[] before = bytes(1, 300_000);
        byte[] after = bytes(2, 400_000);
        Path served = mirror.resolve("esxi-8.0/" + tool.split(" ")[0] + ".bin");
        Path target = directory.resolve("resumed-" + tool.split(" ")[0] + ".bin");
        Files.write(served, before);
        Files.write(target, Arrays.copyOf(before, 100_000));

        fetch(tool, url(served), target);

        assertArrayEquals(before, Files.readAllBytes(target), "the rest was fetched");
        Files.write(target, Arrays.copyOf(before, 100_000));
        Path next = Files.write(directory.resolve("next.bin"), after);
        Files.move(next, served, StandardCopyOption.REPLACE_EXISTING);
        fetch(tool, url(served), target);

        byte[] held = Files.readAllBytes(target);
        byte[] ofOne = Arrays.equals(held, after) ? after : Arrays.copyOf(before, held.length);
        assertArrayEquals(ofOne, held, "of one file, whole or in part");
    }

    private static boolean isThere(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
    }

    private static void fetch(String tool, URI url, Path target) throws Exception {
        List<String> command = new ArrayList<>(List.of(tool.split(" ")));
        command.add(target.toString());
        command.add(url.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
