package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.serve.content.Representation;
import org.esxsync.serve.mirror.MirrorFiles;
import org.esxsync.serve.testkit.Answer;
import org.esxsync.serve.testkit.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorFilesTest {

    private static final byte[] VIB = "the bytes of a VIB".getBytes(StandardCharsets.UTF_8);

    private static final String LONG =
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                    + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                    + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                    + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir Path directory;
    private Path root;
    private MirrorOnDisk mirror;
    private RunningServer server;
    private RawHttp http;

    @BeforeEach
    void start() throws Exception {
        root = directory.resolve("mirror");
        Files.createDirectories(root);
        Files.writeString(directory.resolve("outside.txt"), "outside");
        mirror = new MirrorOnDisk(root);
        mirror.write("esxi-8.0/index.xml", "<vendorList/>".getBytes(StandardCharsets.UTF_8));
        mirror.publish("esxi-8.0/vib20/a b+c/ü.vib", VIB);
        mirror.publish("esx-3.0.1/2007-03-29-ESX-1/descriptor.xml", VIB);
        mirror.write("notes.txt", VIB);
        mirror.write("esxi-8.0/.hidden", VIB);
        server = new RunningServer(mirror);
        http = new RawHttp(server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int status(String path) throws IOException {
        return http.ask("GET", path).status();
    }

    @Test
    void aReleasesDirectoryIsItsIndex() throws IOException {
        assertEquals("<vendorList/>", http.ask("GET", "/esxi-8.0/").text());
        assertEquals("<vendorList/>", http.ask("GET", "/esxi-8.0/index.xml").text());
        assertEquals(
                "text/xml; charset=utf-8",
                http.ask("GET", "/esxi-8.0/index.xml").field("Content-Type"));
        assertEquals(301, status("/esxi-8.0"));
        assertEquals("esxi-8.0/", http.ask("GET", "/esxi-8.0").field("Location"));
    }

    @Test
    void namesAreDecoded() throws IOException {
        Answer answer = http.ask("GET", "/esxi-8.0/vib20/a%20b+c/%C3%BC.vib");

        assertEquals(new String(VIB, StandardCharsets.UTF_8), answer.text());
        assertEquals("application/octet-stream", answer.field("Content-Type"));
        assertEquals("nosniff", answer.field("X-Content-Type-Options"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/notes.txt",
                "/esxi-8.0/vib20/",
                "/esxi-8.0/vib20",
                "/esx-3.0.1/",
                "/esx-3.0.1/2007-03-29-ESX-1",
                "/esxi-9.0/index.xml",
                "/esxi-8.0/index.xml/",
                "/esxi-8.0/index.xml/more",
                "/esxi-8.0//index.xml",
                "//esxi-8.0/index.xml",
                "/ESXI-8.0/index.xml",
                "/esxi-8.0/INDEX.XML",
                "/esxi-08.0/index.xml",
                "/.esxsync/ledger.db",
                "/.ESXSYNC/ledger.db",
                "/esxi-8.0/.hidden",
                "/esxi-8.0/%2ehidden",
                "/esxi-8.0/\u00fc"
            })
    void nothingElseIsServed(String path) throws IOException {
        Answer answer = http.ask("GET", path);

        assertEquals(404, answer.status() == 400 ? 404 : answer.status(), answer::text);
        assertEquals(false, answer.text().contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/esxi-8.0/../.esxsync/ledger.db",
                "/esxi-8.0/%2e%2e/.esxsync/ledger.db",
                "/esxi-8.0/..%2f.esxsync/ledger.db",
                "/esxi-8.0/%2e%2e%2f%2e%2e%2foutside.txt",
                "/../outside.txt",
                "/esxi-8.0/../../outside.txt",
                "/esxi-8.0/..\\..\\outside.txt",
                "/esxi-8.0/%5c..%5coutside.txt",
                "/esxi-8.0/..;/..;/outside.txt",
                "/esxi-8.0/%c0%ae%c0%ae/outside.txt",
                "/esxi-8.0/%252e%252e/outside.txt",
                "/esxi-8.0/index.xml%00.vib",
                "/esxi-8.0/%0d%0aSet-Cookie:a",
                "/esxi-8.0/%",
                "/esxi-8.0/%zz",
                "/esxi-8.0/%u002e"
            })
    void noPathLeadsOut(String path) throws IOException {
        Answer answer = http.ask("GET", path);

        assertEquals(
                true, answer.status() == 404 || answer.status() == 400, answer.status() + path);
        assertEquals("", answer.field("Set-Cookie"));
        assertEquals(false, answer.text().contains("outside"));
    }

    @Test
    void onlyTheLinkOfAReleaseIsFollowed() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere/vib20"));
        Files.write(elsewhere.resolve("a.vib"), VIB);
        Files.createSymbolicLink(root.resolve("esxi-7.0"), elsewhere.getParent());
        Files.createSymbolicLink(root.resolve("esxi-8.0/out"), directory);
        Files.createSymbolicLink(
                root.resolve("esxi-8.0/out.txt"), directory.resolve("outside.txt"));
        Files.createSymbolicLink(
                root.resolve("esxi-8.0/inside.xml"), root.resolve("esxi-8.0/index.xml"));

        assertEquals(200, status("/esxi-7.0/vib20/a.vib"));
        assertEquals(404, status("/esxi-8.0/out/outside.txt"));
        assertEquals(404, status("/esxi-8.0/out.txt"));
        assertEquals(404, status("/esxi-8.0/inside.xml"));
    }

    @Test
    void theTagIsTheLedgersWhereTheFileIsAsItKnowsIt() throws IOException {
        Path file = mirror.publish("esxi-8.0/vib20/big.vib", new byte[100]);
        // The ledger alone says this, so that nobody else can have.
        mirror.record("esxi-8.0/vib20/big.vib", 100, "f".repeat(64));

        assertEquals(
                "\"" + "f".repeat(64) + "\"",
                http.ask("HEAD", "/esxi-8.0/vib20/big.vib").field("ETag"));

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

        assertEquals("", http.ask("HEAD", "/esxi-8.0/vib20/big.vib").field("ETag"));

        mirror.write("esxi-8.0/vib20/big.vib", new byte[101]);

        assertEquals("", http.ask("HEAD", "/esxi-8.0/vib20/big.vib").field("ETag"));
    }

    /** As a copy that keeps its time, or a restored backup. */
    @Test
    void theTagIsNotTheLedgersWhereTheFilesTimeIsAnother() throws IOException {
        Instant published = Instant.parse("2024-05-06T07:08:09.123Z");
        Path file = mirror.write("esxi-8.0/vib20/big.vib", new byte[100]);
        mirror.record("esxi-8.0/vib20/big.vib", 100, "f".repeat(64), 1, published);
        Files.setLastModifiedTime(file, FileTime.from(published.plusNanos(4_567)));
        assertEquals(
                "\"" + "f".repeat(64) + "\"",
                http.ask("HEAD", "/esxi-8.0/vib20/big.vib").field("ETag"));

        Files.setLastModifiedTime(file, FileTime.from(published.minusSeconds(86_400)));

        assertEquals("", http.ask("HEAD", "/esxi-8.0/vib20/big.vib").field("ETag"));
    }

    @Test
    void anIndexThatIsReplacedHasAnotherTag() throws IOException {
        String before = http.ask("GET", "/esxi-8.0/index.xml").field("ETag");
        byte[] written = "<vendorList/>".getBytes(StandardCharsets.UTF_8);
        assertEquals("\"" + MirrorOnDisk.sha256(written) + "\"", before);
        Path next = mirror.write("esxi-8.0/next", "<vendorLisT/>".getBytes(StandardCharsets.UTF_8));
        Files.move(next, root.resolve("esxi-8.0/index.xml"), StandardCopyOption.ATOMIC_MOVE);

        assertNotEquals(before, http.ask("GET", "/esxi-8.0/index.xml").field("ETag"));
    }

    @Test
    void aRangeOfAReplacedFileNamesTheStateThatItIsOf() throws IOException {
        Path file = mirror.publish("esxi-8.0/big.vib", new byte[100]);
        String former = http.ask("GET", "/esxi-8.0/big.vib").field("ETag");
        String range = "Range: bytes=50-";
        assertEquals(206, http.ask("GET", "/esxi-8.0/big.vib", range).status());

        Files.delete(file);
        mirror.publish("esxi-8.0/big.vib", new byte[200]);

        assertEquals(412, http.ask("GET", "/esxi-8.0/big.vib", range).status());
        assertEquals(206, http.ask("GET", "/esxi-8.0/big.vib", "Range: bytes=0-9").status());
        String tag = http.ask("GET", "/esxi-8.0/big.vib").field("ETag");
        assertEquals(206, http.ask("GET", "/esxi-8.0/big.vib", range, "If-Range: " + tag).status());
        assertEquals(206, http.ask("GET", "/esxi-8.0/big.vib", range, "If-Match: " + tag).status());
        assertEquals(
                200, http.ask("GET", "/esxi-8.0/big.vib", range, "If-Range: " + former).status());
        assertEquals(
                412, http.ask("GET", "/esxi-8.0/big.vib", range, "If-Match: " + former).status());
    }

    private void restart() throws Exception {
        server.close();
        server = new RunningServer(mirror);
        http = new RawHttp(server.url());
    }

    private int rest(String path, String... fields) throws IOException {
        List<String> all = new ArrayList<>(List.of(fields));
        all.add("Range: bytes=5-");
        return http.ask("GET", path, all.toArray(String[]::new)).status();
    }

    /**
     * Another may have had the name of any that was put there today, and nobody may have seen it.
     */
    @Test
    void aServerThatHasJustStartedKnowsNoFormerFile() throws Exception {
        Path file = mirror.publish("esxi-8.0/big.vib", new byte[100]);
        assertEquals(206, rest("/esxi-8.0/big.vib"));

        Path next = mirror.write("esxi-8.0/next", new byte[200]);
        // A rename keeps this time.
        Files.setLastModifiedTime(next, FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        restart();

        Answer refused = http.ask("GET", "/esxi-8.0/big.vib", "Range: bytes=5-");
        assertEquals(412, refused.status());
        assertTrue(refused.text().contains("fetch all of it, or send If-Range"), refused::text);
        assertEquals(200, status("/esxi-8.0/big.vib"));
        assertEquals(206, http.ask("GET", "/esxi-8.0/big.vib", "Range: bytes=0-9").status());
        String tag = http.ask("HEAD", "/esxi-8.0/big.vib").field("ETag");
        assertEquals(206, rest("/esxi-8.0/big.vib", "If-Range: " + tag));
    }

    @Test
    void anIndexMayHaveBeenAnotherUntilItIsADayOld() throws Exception {
        assertEquals(412, rest("/esxi-8.0/index.xml"));

        server.close();
        Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
        try (MirrorFiles files = new MirrorFiles(mirror, tomorrow);
                Representation found =
                        files.open(EsxRelease.parse("esxi-8.0"), "index.xml").orElseThrow()) {
            assertFalse(found.mayHaveReplaced().getAsBoolean());
        }
    }

    @Test
    void aNewFileMayTakeThePlaceOfARemovedPatchs() throws Exception {
        mirror.publish("esxi-8.0/vib20/net/net.vib", VIB);
        mirror.publish("esxi-8.0/2026-01-02-ESX-7/header.xml", VIB);
        assertEquals(206, rest("/esxi-8.0/vib20/net/net.vib"));

        mirror.remove(removed("RAID-1", "vib20/raid/raid.vib"));
        assertEquals(206, rest("/esxi-8.0/vib20/net/net.vib"));
        assertEquals(206, rest("/esxi-8.0/2026-01-02-ESX-7/header.xml"));

        mirror.remove(
                removed("RAID-1", "vib20/raid/raid.vib"),
                removed("NET-1", "vib20/net/net.vib"),
                removed("ESX-7", "ESX-7.tgz"));
        assertEquals(412, rest("/esxi-8.0/vib20/net/net.vib"));
        assertEquals(412, rest("/esxi-8.0/2026-01-02-ESX-7/header.xml"));
    }

    private static CataloguedPatch removed(String id, String file) {
        RelativePath path = new RelativePath(file);
        Patch patch =
                Patch.builder("vendor", id, "depot")
                        .artifact(
                                new Artifact(
                                        path,
                                        URI.create("https://a.example/" + file),
                                        9,
                                        List.of()))
                        .build();
        return new CataloguedPatch(patch, Instant.EPOCH, Instant.EPOCH, false);
    }

    @Test
    void theLedgerMustKnowThatAFileIsTheFirstOfItsName() throws Exception {
        mirror.publish("esxi-8.0/net.vib", VIB);
        mirror.doubt(doubt(Duration.ofDays(31)));
        assertEquals(206, rest("/esxi-8.0/net.vib"));
        mirror.doubt(doubt(Duration.ofDays(29)));
        assertEquals(412, rest("/esxi-8.0/net.vib"));
        mirror.doubt(null);
        assertEquals(206, rest("/esxi-8.0/net.vib"));

        mirror.loseLedger();
        restart();

        assertEquals(412, rest("/esxi-8.0/net.vib"));
    }

    private static Event doubt(Duration ago) {
        return Event.ofRun(
                Instant.now().minus(ago), Event.Kind.PATCH_CONFLICT, "a different file is there");
    }

    @Test
    void aMirrorThatIsGoneIsNoMissingFile() throws IOException {
        Files.move(root.resolve(".esxsync"), directory.resolve("state"));
        Files.move(root.resolve("esxi-8.0"), directory.resolve("esxi-8.0"));

        Answer answer = http.ask("GET", "/esxi-8.0/index.xml");

        assertEquals(503, answer.status());
        assertEquals("60", answer.field("Retry-After"));
        assertEquals(503, status("/esxi-8.0"));

        Files.move(root, directory.resolve("unmounted"));

        assertEquals(503, status("/esxi-8.0/index.xml"));
    }

    @ParameterizedTest
    @CsvSource({"POST, 405", "PUT, 405", "DELETE, 405", "TRACE, 405", "BREW, 405", "OPTIONS, 204"})
    void onlyReadingIsAllowed(String method, int status) throws IOException {
        Answer answer = http.ask(method, "/esxi-8.0/index.xml", "Content-Length: 0");

        assertEquals(status, answer.status());
        assertEquals("GET, HEAD", answer.field("Allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/index.xml/a", "/index.xml/a/b", "/c:a", "/x/" + LONG, "/" + LONG})
    void aNameThatNoFileCanHaveIsNotThere(String path) throws IOException {
        assertEquals(404, status("/esxi-8.0" + path));
        assertEquals(404, status("/umds/hostupdate/esxi-8.0" + path));
    }

    @Test
    void aPathLongerThanAnyFilesIsNotThere() throws IOException {
        assertEquals(404, status("/esxi-8.0/" + "a/".repeat(3_000) + "b"));
    }

    @Test
    void anEmptyFileHasNoBytes() throws IOException {
        mirror.publish("esxi-8.0/empty", new byte[0]);

        Answer answer = http.ask("GET", "/esxi-8.0/empty");

        assertEquals(200, answer.status());
        assertEquals("0", answer.field("Content-Length"));
        assertEquals(416, http.ask("GET", "/esxi-8.0/empty", "Range: bytes=0-").status());
    }

    @Test
    void allIsServedBelowTheBase() throws Exception {
        try (RunningServer below = new RunningServer(mirror, RunningServer.settings(0, "/esx"))) {
            RawHttp based = new RawHttp(below.url());

            assertEquals(200, based.ask("GET", "/esx/esxi-8.0/").status());
            assertEquals(404, based.ask("GET", "/esxi-8.0/").status());
            assertEquals(404, based.ask("GET", "/esxesxi-8.0/").status());
        }
    }
}
