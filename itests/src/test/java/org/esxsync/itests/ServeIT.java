package org.esxsync.itests;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Depot;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.SampleDepot;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.ServedUrl;
import org.esxsync.serve.testkit.BadRequestContract;
import org.esxsync.serve.testkit.FileRequestContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                                new SampleDepot.Bulletin("net-1", "security", 2_000),
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

        private Path large() throws IOException {
            return new Depot(mirror.resolve("esxi-8.0"))
                    .vibFiles().stream()
                            .filter(each -> each.endsWith("net-1.vib"))
                            .findFirst()
                            .orElseThrow();
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

    /** What is asked of one is asked of the other. */
    @ParameterizedTest
    @CsvSource({
        "releases, releases",
        "sources, sources",
        "patches, patches",
        "patches?release=8.0&words=net&published=true, patches 8.0 net --published",
        "patches?since=2025-03-04&severity=important, patches --since 2025-03-04 --severity"
                + " important",
        "patches?since=2025-03-05, patches --since 2025-03-05",
        "patches?since=last&category=security, patches --since last --category security",
        "patches?missing=true, patches --missing",
        "patches?latest=true, patches --latest",
        "patches?unclaimed=true, patches --unclaimed",
        "patches?notices=true, patches --notices",
        "profiles?release=8.0, profiles 8.0",
        "patches/net-1, show net-1",
        "history?limit=3, history -a -l 3",
        "changes, diff last",
        "changes?since=last, diff last",
        "changes?since=0, diff 0",
        "changes?since=1, diff 1",
        "changes?since=2025-01-31, diff 2025-01-31",
        "plan, plan"
    })
    void theApiTellsWhatTheCommandPrints(String path, String command) throws Exception {
        List<Object> line = new ArrayList<>(List.of("--conf", conf, "--mirror", mirror));
        line.addAll(List.of(command.split(" ")));
        line.add("--json");
        Run run = esxsync.run(line.toArray()).ended(0);

        assertEquals(lasting(run.out()), lasting(page("api/" + path).lines().toList()));
    }

    /** What is free on a disk may be another figure a moment later. */
    private static List<String> lasting(List<String> lines) {
        return lines.stream().filter(each -> !each.contains("\"freeBytes\": ")).toList();
    }

    @Test
    void aPortInUseIsToldByStatusOfAnotherProcess() throws Exception {
        String problem = "org.esxsync.serve: port=%d cannot be used; ".formatted(url.getPort());
        Conf inUse =
                new Conf(directory.resolve("conf-in-use"))
                        .write("org.esxsync.serve", "port = " + url.getPort());
        Object[] status = {"--conf", inUse, "--mirror", mirror, "status"};
        Object[] check = {"--conf", inUse, "--mirror", mirror, "status", "--check"};
        assertEquals(0, esxsync.run(status).ended(0).linesWith(problem).size());
        try (RunningCommand service =
                esxsync.start("--conf", inUse, "--mirror", mirror, "service")) {
            Eventually.is("it tells", () -> service.tells(problem));

            assertEquals(1, esxsync.run(status).ended(0).linesWith(problem).size());
            assertEquals(1, esxsync.run(check).linesWith(problem).size());
        }
        assertEquals(0, esxsync.run(status).ended(0).linesWith(problem).size());
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
        assertEquals(3, theirs.checkedVibs().size());
        Map<String, String> expected = digests(ours);
        assertEquals(expected, digests(theirs));
        assertEquals(7, expected.size(), expected::toString);
    }

    /** Of all that the index reaches. */
    private static Map<String, String> digests(Depot depot) throws Exception {
        Map<String, String> digests = new TreeMap<>();
        for (Path each : depot.reached()) {
            digests.put(depot.directory().relativize(each).toString(), Digests.sha256(each));
        }
        return digests;
    }
}
