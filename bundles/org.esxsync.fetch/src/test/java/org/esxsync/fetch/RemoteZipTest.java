package org.esxsync.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.patch.Artifact;
import org.esxsync.fetch.LoopbackServer.Answer;
import org.esxsync.fetch.archive.Samples;
import org.esxsync.fetch.config.Configs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of zips on a server. */
class RemoteZipTest {

    private static final int MIB = 1 << 20;
    private static final String V1 = "ETag: \"v1\"";
    private static final byte[] INDEX = LoopbackServer.bytes("<index/>");
    private static final byte[] NEWER = LoopbackServer.bytes("<index newer='yes'/>");
    private static final byte[] VIB = vib();
    private static final byte[] BUNDLE = bundle(INDEX);

    @TempDir private Path directory;
    private final LoopbackServer server = new LoopbackServer(new ServedZip(BUNDLE, V1));
    private ConfiguredFetch fetch;

    @BeforeEach
    void start() {
        fetch = new ConfiguredFetch(Configs.quick(), directory.resolve("z"), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        fetch.stop();
        server.close();
    }

    private static byte[] vib() {
        byte[] vib = Samples.noise(2 * MIB, 3);
        System.arraycopy(LoopbackServer.bytes("!<arch>\n"), 0, vib, 0, 8);
        return vib;
    }

    private static byte[] bundle(byte[] index) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("other.vib", Samples.noise(4 * MIB, 4));
        entries.put("index.xml", index);
        entries.put("folder/", new byte[0]);
        entries.put("vib20/a b.vib", VIB);
        entries.put("inner.zip", ServedZip.of(Map.of("x.xml", INDEX)));
        return ServedZip.of(entries);
    }

    private URI entry(String name) {
        return URI.create("jar:" + server.at("/bundle.zip") + "!/" + name);
    }

    private StagedArtifact download(String name) {
        Artifact artifact = Samples.artifact("a.vib", entry(name));
        return fetch.download(
                artifact,
                directory.resolve("a.vib"),
                directory.resolve("partials"),
                TransferListener.NONE);
    }

    private FetchException failure(String name) {
        return assertThrows(FetchException.class, () -> fetch.read(entry(name), null));
    }

    @Test
    void readsTheEndAndTheEntriesThatAreWantedAndNothingElse() throws IOException {
        ServedZip zip = serve(new ServedZip(BUNDLE, V1));

        assertArrayEquals(INDEX, fetch.read(entry("index.xml"), null).body());
        download("vib20/a%20b.vib");

        assertArrayEquals(VIB, Files.readAllBytes(directory.resolve("a.vib")));
        assertEquals(3, server.requests().size());
        assertTrue(zip.sent() < VIB.length + 132 * 1024, "sent " + zip.sent());
        assertFalse(Files.exists(directory.resolve("z")));
    }

    @Test
    void readsAnEntryOfAZipWithinTheZip() {
        assertArrayEquals(INDEX, fetch.read(entry("inner.zip!/x.xml"), null).body());
    }

    @Test
    void asksOnceWhetherAnythingIsNew() {
        Document first = fetch.read(entry("index.xml"), null);
        int before = server.requests().size();

        Document second = fetch.read(entry("index.xml"), first.validator());

        assertFalse(second.modified());
        assertEquals(before + 1, server.requests().size());
        assertEquals("\"v1\"", server.requests().get(before).header("if-none-match"));
        assertEquals(first.validator(), fetch.read(entry("inner.zip"), null).validator());
    }

    @Test
    void readsAReplacedZipAnewAndNeverTwoVersionsAsOne() {
        Document old = fetch.read(entry("index.xml"), null);
        byte[] newer = bundle(NEWER);
        serve(new ServedZip(newer, "ETag: \"v2\""));

        assertArrayEquals(NEWER, fetch.read(entry("index.xml"), null).body());
        assertArrayEquals(NEWER, fetch.read(entry("index.xml"), old.validator()).body());
    }

    @Test
    void saysThatAZipChangesAllTheTime() {
        Answer first = new ServedZip(BUNDLE, V1);
        Answer second = new ServedZip(bundle(NEWER), "ETag: \"v2\"");
        int[] count = {0};
        server.answer(
                (asked, socket) -> (count[0]++ % 2 < 1 ? first : second).write(asked, socket));

        FetchException failure = failure("index.xml");

        assertEquals(Reason.UNREACHABLE, failure.reason());
        assertTrue(
                failure.getMessage().contains("the zip changed on the server"),
                failure::getMessage);
    }

    @Test
    void goesOnInTheMiddleOfAnEntryWhereTheConnectionBroke() throws IOException {
        ServedZip zip = new ServedZip(BUNDLE, V1);
        Answer broken = (asked, socket) -> zip.write(asked, socket, MIB);
        server.answer(LoopbackServer.inTurn(zip, broken, zip));

        download("vib20/a%20b.vib");

        assertArrayEquals(VIB, Files.readAllBytes(directory.resolve("a.vib")));
        assertEquals(3, server.requests().size());
        assertTrue(zip.sent() < VIB.length + 132 * 1024, "sent " + zip.sent());
    }

    @Test
    void downloadsTheWholeZipOnceWhereTheServerSendsNoParts() throws IOException {
        ServedZip zip = new ServedZip(BUNDLE, V1);
        server.answer(zip::whole);

        Document index = fetch.read(entry("index.xml"), null);
        assertArrayEquals(INDEX, index.body());
        download("vib20/a%20b.vib");
        assertArrayEquals(VIB, Files.readAllBytes(directory.resolve("a.vib")));
        assertFalse(fetch.read(entry("index.xml"), index.validator()).modified());

        long downloads =
                server.requests().stream().filter(each -> each.header("range").isEmpty()).count();
        assertEquals(1, downloads);
    }

    private String reading(String location) {
        return fetch.reading(Samples.artifact("a.vib", URI.create(location)))
                .map(words -> words.substring(words.indexOf(": ") + 2))
                .orElse("");
    }

    @Test
    void saysHowAZipIsReadOnceItIsKnown() {
        String vib = entry("vib20/a%20b.vib").toString();
        assertEquals("", reading(vib));
        fetch.read(entry("index.xml"), null);
        assertEquals("it is read by ranges; 6.3 MB in 5 entries", reading(vib));
        assertEquals("", reading(server.at("/bundle.zip").toString()));
        assertEquals("", reading("file:/srv/bundle.zip"));

        server.answer(new ServedZip(bundle(NEWER), "ETag: \"v2\"")::whole);
        Document newer = fetch.read(entry("index.xml"), null);
        assertEquals(
                "it is downloaded once, 6.3 MB, since the server sends no parts of files",
                reading(vib));
        fetch.stop();
        start();
        fetch.read(entry("inner.zip"), null);
        assertEquals("a copy of it is read, which was downloaded whole", reading(vib));
        assertNotNull(newer.validator());
    }

    @Test
    void takesUpTheWholeZipThatAnEarlierProcessDownloaded() {
        ServedZip zip = new ServedZip(BUNDLE, "ETag: W/\"v1\"");
        server.answer(zip);
        fetch.read(entry("index.xml"), null);
        fetch.stop();
        start();
        long before = zip.sent();

        assertArrayEquals(INDEX, fetch.read(entry("index.xml"), null).body());

        assertEquals(before, zip.sent());
    }

    @Test
    void replacesTheWholeZipThatIsNotTheServersAnyMore() {
        server.answer(new ServedZip(BUNDLE, V1)::whole);
        Document old = fetch.read(entry("index.xml"), null);
        server.answer(new ServedZip(bundle(NEWER), "ETag: \"v2\"")::whole);

        assertArrayEquals(NEWER, fetch.read(entry("index.xml"), old.validator()).body());
        assertArrayEquals(NEWER, fetch.read(entry("index.xml"), null).body());
    }

    @Test
    void deletesTheWholeZipThatWasNotUsedForLong() throws IOException {
        server.answer(new ServedZip(BUNDLE, V1)::whole);
        fetch.read(entry("index.xml"), null);
        List<Path> kept = files(directory.resolve("z"));
        fetch.stop();

        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(8));
        fetch = new ConfiguredFetch(Configs.quick(), directory.resolve("z"), later);
        server.answer(new ServedZip(BUNDLE, V1));
        fetch.read(entry("index.xml"), null);

        assertEquals(2, kept.size());
        assertEquals(List.of(), files(directory.resolve("z")));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void downloadsOnceWhatHasNoVersion() {
        ServedZip zip = serve(new ServedZip(BUNDLE, ""));

        fetch.read(entry("index.xml"), null);
        long once = zip.sent();
        fetch.read(entry("inner.zip"), null);

        assertEquals(once, zip.sent());
    }

    @Test
    void downloadsTheWholeZipWhenAnotherPartComesThanAsked() {
        ServedZip zip = new ServedZip(BUNDLE, V1);
        server.answer(
                (asked, socket) ->
                        asked.header("if-range").isEmpty()
                                ? zip.write(asked, socket)
                                : zip.part(socket, 5, 100, MIB));

        assertArrayEquals(INDEX, fetch.read(entry("index.xml"), null).body());
    }

    @Test
    void refusesWhatTheServerPretendsToBeTheRightPart() {
        ServedZip zip = new ServedZip(BUNDLE, V1);
        byte[] other = BUNDLE.clone();
        int data = position(other, "PK\3\4", 1) + 45;
        other[data] ^= 1;
        ServedZip wrong = new ServedZip(other, V1);
        server.answer(LoopbackServer.inTurn(zip, wrong));

        assertEquals(Reason.BAD_ARCHIVE, failure("index.xml").reason());
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] damaged = BUNDLE.clone();
        damaged[position(damaged, "PK\1\2", 1) + 16] ^= 1;
        serve(new ServedZip(damaged, V1));

        FetchException failure = failure("index.xml");

        assertEquals(Reason.BAD_ARCHIVE, failure.reason());
        assertTrue(failure.getMessage().contains("checksum is wrong"), failure::getMessage);
    }

    @Test
    void refusesADirectoryThatLeadsOutsideOrClaimsTooMuch() {
        for (int place : List.of(20, 42)) {
            byte[] hostile = BUNDLE.clone();
            hostile[position(hostile, "PK\1\2", 1) + place + 3] = 0x7f;
            serve(new ServedZip(hostile, "ETag: \"" + place + "\""));
            assertEquals(Reason.BAD_ARCHIVE, failure("index.xml").reason());
        }
        byte[] claims = BUNDLE.clone();
        int end = position(claims, "PK\5\6", 0);
        claims[end + 15] = 0x7f;
        serve(new ServedZip(claims, "ETag: \"claims\""));
        assertTrue(failure("index.xml").getMessage().contains("directory is larger"));
    }

    @Test
    void refusesAZipThatIsCutOff() {
        serve(new ServedZip(Arrays.copyOf(BUNDLE, BUNDLE.length - 10), V1));

        assertEquals(Reason.BAD_ARCHIVE, failure("index.xml").reason());
    }

    @Test
    void saysThatThereIsNoSuchEntryOrZip() {
        assertEquals(Reason.REFUSED, failure("missing.xml").reason());
        assertEquals(Reason.REFUSED, failure("folder/").reason());
        server.answer(LoopbackServer.status(404));
        fetch.stop();
        start();
        assertEquals(Reason.REFUSED, failure("index.xml").reason());
    }

    @Test
    void followsARedirectForEachPart() {
        ServedZip zip = new ServedZip(BUNDLE, V1);
        Answer redirect = LoopbackServer.status(302, "Location: /elsewhere/bundle.zip");
        server.answer(
                (asked, socket) ->
                        (asked.target().startsWith("/else") ? zip : redirect).write(asked, socket));

        Document index = fetch.read(entry("index.xml"), null);

        assertArrayEquals(INDEX, index.body());
        assertEquals(entry("index.xml"), index.location());
    }

    @Test
    void tellsNoSecretOfTheZipsLocation() {
        String zip = server.at("/bundle.zip?key=s3cret").toString().replace("//", "//u:s3cret@");
        URI missing = URI.create("jar:" + zip + "!/missing.xml");

        List<String> told =
                LogRecords.during(
                        () -> {
                            FetchException failure =
                                    assertThrows(
                                            FetchException.class, () -> fetch.read(missing, null));
                            return List.of(String.valueOf(failure.getMessage()));
                        });

        assertTrue(told.stream().noneMatch(each -> each.contains("s3cret")), told::toString);
        assertTrue(told.stream().anyMatch(each -> each.contains("read by ranges")));
    }

    private ServedZip serve(ServedZip zip) {
        server.answer(zip);
        return zip;
    }

    /** Where a text stands for the nth time, counted from 0. */
    private static int position(byte[] bytes, String text, int nth) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int position = all.indexOf(text);
        for (int i = 0; i < nth; i++) {
            position = all.indexOf(text, position + 1);
        }
        return position;
    }
}
