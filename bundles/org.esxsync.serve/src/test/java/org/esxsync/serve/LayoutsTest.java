package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.serve.testkit.Answer;
import org.esxsync.serve.testkit.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mirror as offline bundles and as a shared repository of vCenter. */
class LayoutsTest {

    private static final byte[] VIB = new byte[300_000];

    @TempDir Path directory;
    private Path root;
    private MirrorOnDisk mirror;
    private RunningServer server;
    private RawHttp http;

    @BeforeEach
    void start() throws Exception {
        root = directory.resolve("mirror");
        Files.createDirectories(root);
        mirror = new MirrorOnDisk(root);
        write("esxi-8.0/index.xml", "<vendorList/>");
        write(
                "esxi-8.0/vendor-index.xml",
                "<metaList><metadata><url>1-metadata.zip</url></metadata>"
                        + "<metadata><url>1-metadata.zip</url></metadata></metaList>");
        write("esxi-8.0/1-metadata.zip", "metadata");
        mirror.publish("esxi-8.0/vib20/net/net.vib", VIB);
        mirror.write("esxi-8.0/left-over.vib", VIB);
        mirror.publish("esx-3.0.1/2007-03-29-ESX-1/descriptor.xml", VIB);
        server = new RunningServer(mirror);
        http = new RawHttp(server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void write(String path, String text) throws IOException {
        mirror.write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aReleaseIsAnOfflineBundle() throws IOException {
        Answer answer = http.ask("GET", "/esxi-8.0.zip");

        assertEquals("application/zip", answer.field("Content-Type"));
        assertEquals(answer.body().length + "", answer.field("Content-Length"));
        Path file = Files.write(directory.resolve("bundle.zip"), answer.body());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            assertEquals(
                    List.of("index.xml", "vendor-index.xml", "1-metadata.zip", "vib20/net/net.vib"),
                    names);
            for (ZipEntry each : zip.stream().toList()) {
                // Its end checks the CRC-32.
                assertArrayEquals(
                        Files.readAllBytes(root.resolve("esxi-8.0").resolve(each.getName())),
                        zip.getInputStream(each).readAllBytes());
            }
        }
    }

    @Test
    void aBundleHasTheChecksumsOfTheLedgerAndReadsNoFileForThem() throws IOException {
        Path file = root.resolve("esxi-8.0/vib20/net/net.vib");
        Instant time = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS);
        // The ledger alone says this, so that nobody else can have.
        String path = "esxi-8.0/vib20/net/net.vib";
        mirror.record(path, VIB.length, MirrorOnDisk.sha256(VIB), 0xfedc_ba98L, time);
        assertEquals(0xfedc_ba98L, crcInBundle("vib20/net/net.vib"));

        mirror.record(
                path, VIB.length, MirrorOnDisk.sha256(VIB), 0xfedc_ba98L, time.minusSeconds(1));
        CRC32 own = new CRC32();
        own.update(VIB);
        assertEquals(own.getValue(), crcInBundle("vib20/net/net.vib"));
    }

    private long crcInBundle(String name) throws IOException {
        Path file =
                Files.write(
                        directory.resolve("bundle.zip"), http.ask("GET", "/esxi-8.0.zip").body());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry(name).getCrc();
        }
    }

    @Test
    void partsOfABundleMakeTheWhole() throws IOException {
        Answer whole = http.ask("GET", "/esxi-8.0.zip");
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int length = whole.body().length;
        for (int at = 0; at < length; at += 70_001) {
            Answer part =
                    http.ask(
                            "GET",
                            "/esxi-8.0.zip",
                            "Range: bytes=%d-%d".formatted(at, at + 70_000),
                            "If-Range: " + whole.field("ETag"));
            assertEquals(206, part.status());
            joined.writeBytes(part.body());
        }

        assertArrayEquals(whole.body(), joined.toByteArray());
    }

    /** Its index was written today, and so it may have been another bundle an hour ago. */
    @Test
    void theRestOfARecentBundleIsSentToWhoKnowsWhichOneItIs() throws IOException {
        String tag = http.ask("HEAD", "/esxi-8.0.zip").field("ETag");
        String range = "Range: bytes=9-";

        assertEquals(412, http.ask("GET", "/esxi-8.0.zip", range).status());
        assertEquals(206, http.ask("GET", "/esxi-8.0.zip", range, "If-Range: " + tag).status());

        try (Stream<Path> files = Files.walk(root.resolve("esxi-8.0"))) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(
                        each, FileTime.from(Instant.now().minus(2, ChronoUnit.DAYS)));
            }
        }
        assertEquals(206, http.ask("GET", "/esxi-8.0.zip", range).status());
    }

    /** All of its files were read once: nobody has to wait for that. */
    @Test
    void manyHaveTheSameBundleAtATime() throws Exception {
        http.ask("HEAD", "/esxi-8.0.zip");
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> asking =
                    Collections.nCopies(80, () -> http.ask("HEAD", "/esxi-8.0.zip").status());
            for (Future<Integer> each : clients.invokeAll(asking)) {
                assertEquals(200, each.get());
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void aBundleOfOtherFilesHasAnotherTag() throws IOException {
        String before = http.ask("HEAD", "/esxi-8.0.zip").field("ETag");
        assertEquals(304, http.ask("GET", "/esxi-8.0.zip", "If-None-Match: " + before).status());
        mirror.publish("esxi-8.0/vib20/net/more.vib", VIB);

        assertEquals(200, http.ask("GET", "/esxi-8.0.zip", "If-None-Match: " + before).status());
    }

    @Test
    void whatIsNoDepotIsNoBundle() throws IOException {
        assertEquals(404, http.ask("GET", "/esx-3.0.1.zip").status());
        assertEquals(404, http.ask("GET", "/esxi-9.0.zip").status());
        assertEquals(404, http.ask("GET", "/notes.zip").status());
    }

    @Test
    void anIndexNeverLeadsABundleOutOfTheMirror() throws IOException {
        Files.write(root.resolve("secret"), VIB);
        write(
                "esxi-8.0/vendor-index.xml",
                "<metaList><metadata><url>../secret</url></metadata></metaList>");

        assertTrue(http.ask("GET", "/esxi-8.0.zip").status() >= 400);
    }

    @Test
    void vCenterFindsEachDepotAsAVendorsFolder() throws IOException {
        String top = "/umds/hostupdate/";
        String index = http.ask("GET", top + "__hostupdate20-consolidated-index__.xml").text();

        assertTrue(index.contains("<relativePath>esxi-8.0/</relativePath>"), index);
        assertTrue(
                index.contains(
                        "<indexfile>__hostupdate20-consolidated-metadata-index__.xml</indexfile>"),
                index);
        assertTrue(!index.contains("esx-3.0.1"), index);
        assertTrue(
                http.ask("GET", top + "esxi-8.0/__hostupdate20-consolidated-metadata-index__.xml")
                        .text()
                        .startsWith("<metaList>"));
        assertEquals("metadata", http.ask("GET", top + "esxi-8.0/1-metadata.zip").text());
        assertArrayEquals(VIB, http.ask("GET", top + "esxi-8.0/vib20/net/net.vib").body());
        assertEquals(
                404, http.ask("GET", top + "esx-3.0.1/2007-03-29-ESX-1/descriptor.xml").status());
        assertEquals(404, http.ask("GET", top).status());
        assertEquals(404, http.ask("GET", "/umds/").status());
    }
}
