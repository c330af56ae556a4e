package org.esxsync.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Digest.Algorithm;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.fetch.archive.Samples;
import org.esxsync.fetch.config.Configs;
import org.esxsync.fetch.config.Timeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredFetchTest {

    private final ConfiguredFetch fetch =
            new ConfiguredFetch(Configs.quick(), Path.of("target/zips"), Clock.systemUTC());
    private final LoopbackServer server = new LoopbackServer(LoopbackServer.status(404));
    @TempDir private Path directory;
    private Path target;
    private Path partials;

    @BeforeEach
    void chooseDirectories() {
        target = directory.resolve("target");
        partials = directory.resolve("partials");
    }

    @AfterEach
    void stop() {
        fetch.stop();
        server.close();
    }

    @Test
    void readsADocumentAndLearnsThatItIsTheSame() {
        byte[] page = LoopbackServer.bytes("<p>patches</p>");
        server.answer(
                LoopbackServer.inTurn(
                        LoopbackServer.ok(page, "ETag: \"v1\"", "Content-Type: text/html"),
                        LoopbackServer.status(304, "ETag: \"v1\"")));

        Document first = fetch.read(server.at("/index.html"), null);
        Document second = fetch.read(server.at("/index.html"), first.validator());

        assertArrayEquals(page, first.body());
        assertEquals("text/html", first.contentType());
        assertFalse(second.modified());
        assertEquals(first.validator(), second.validator());
        assertEquals("\"v1\"", server.requests().get(1).header("if-none-match"));
    }

    @Test
    void readsAFileAndLearnsThatItIsTheSame() throws IOException {
        Path file = Files.writeString(directory.resolve("a page.html"), "<p>patches</p>");

        Document first = fetch.read(file.toUri(), null);
        Document second = fetch.read(file.toUri(), first.validator());
        Files.writeString(file, "<p>more patches</p>");
        Document third = fetch.read(file.toUri(), first.validator());

        assertTrue(first.modified());
        assertFalse(second.modified());
        assertEquals("<p>more patches</p>", new String(third.body()));
    }

    @Test
    void refusesADocumentOverTheLimit() {
        server.answer(LoopbackServer.ok(new byte[(1 << 20) + 1]));

        FetchException e = failure(() -> fetch.read(server.at("/index.html"), null));

        assertEquals(Reason.TOO_LARGE, e.reason());
    }

    @Test
    void aPageOfUnknownLengthWithoutItsEndIsReadAgain() {
        byte[] page = LoopbackServer.bytes("<HTML><body>all of it</body></HTML >\n<!-- x -->");
        try (LoopbackServer server =
                new LoopbackServer(
                        LoopbackServer.inTurn(
                                untilClose(page, 20), untilClose(page, 0), untilClose(page, 99)))) {
            assertArrayEquals(page, fetch.read(server.at("/page"), null).body());
            assertEquals(3, server.requests().size());

            server.answer(untilClose(page, 20));
            FetchException e =
                    assertThrows(FetchException.class, () -> fetch.read(server.at("/page"), null));
            assertEquals(Reason.UNREACHABLE, e.reason());
            assertTrue(e.getMessage().contains("no </html>"), e.getMessage());
        }
    }

    @Test
    void aPageOfKnownLengthNeedsNoEnd() {
        byte[] page = LoopbackServer.bytes("<html><body>all of it");
        try (LoopbackServer server =
                new LoopbackServer(LoopbackServer.ok(page, "Content-Type: text/html"))) {
            assertArrayEquals(page, fetch.read(server.at("/page"), null).body());
        }
    }

    private static LoopbackServer.Answer untilClose(byte[] page, int length) {
        return (asked, socket) -> {
            String head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n";
            socket.getOutputStream().write(LoopbackServer.bytes(head + "\r\n"));
            socket.getOutputStream().write(page, 0, Math.min(length, page.length));
            return false;
        };
    }

    @Test
    void refusesADocumentOverTheLimitOfItsReader() {
        byte[] page = new byte[101];
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.ok(page))) {
            assertEquals(101, fetch.read(server.at("/page"), null, 101).body().length);
            FetchException e =
                    assertThrows(
                            FetchException.class, () -> fetch.read(server.at("/page"), null, 100));
            assertEquals(Reason.TOO_LARGE, e.reason());
        }
    }

    @Test
    void unpacksAPatchInOnePass() throws IOException {
        byte[] patch = Samples.patch();
        server.answer(LoopbackServer.ok(patch));

        StagedArtifact staged = unpack(Samples.published("p.tgz", server.at("/p.tgz"), patch));

        assertEquals(patch.length, staged.size());
        assertEquals(Digest.of(Algorithm.SHA_256, patch).hex(), staged.sha256());
        assertEquals(List.of(Digest.of(Algorithm.MD5, patch)), staged.checked());
        assertEquals(
                List.of("a.rpm", "descriptor.xml", "headers/a.hdr"),
                staged.files().stream().map(file -> file.path().value()).toList());
        assertArrayEquals(Samples.noise(300_000, 7), Files.readAllBytes(target.resolve("a.rpm")));
        assertEquals(
                Digest.of(Algorithm.SHA_256, Samples.noise(300_000, 7)).hex(),
                staged.files().get(0).sha256());
        assertLeaves("partials", "target");
    }

    @Test
    void unpacksAZipInAZip() throws IOException {
        byte[] bundle = Samples.zip("index.xml", "<vendorList/>", "vib20/x/x.vib", "vib");
        Path wrapper = directory.resolve("wrapper.zip");
        Files.write(wrapper, Samples.zip("readme.txt", "read me", "bundle.zip", bundle));
        URI location = URI.create("jar:" + wrapper.toUri() + "!/bundle.zip");

        StagedArtifact staged = unpack(Samples.published("bundle.zip", location, bundle));

        assertEquals(2, staged.files().size());
        assertEquals("vib", Files.readString(target.resolve("vib20/x/x.vib")));
    }

    @Test
    void downloadsAnEntryOfAZipWithinAZip() throws IOException {
        byte[] vib = LoopbackServer.bytes("!<arch>\nfirst of all");
        byte[] bundle = Samples.zip("index.xml", "<vendorList/>", "vib20/x/x y+.vib", vib);
        Path wrapper = directory.resolve("wrapper.zip");
        Files.write(wrapper, Samples.zip("bundle.zip", bundle));
        URI location = URI.create("jar:" + wrapper.toUri() + "!/bundle.zip!/vib20/x/x%20y+.vib");

        StagedArtifact staged = download(Samples.published("x.vib", location, vib));

        assertArrayEquals(vib, Files.readAllBytes(target));
        assertEquals(vib.length, staged.size());
    }

    @Test
    void tellsHowFarATransferIs() {
        byte[] patch = Samples.patch();
        server.answer(LoopbackServer.ok(patch));
        AtomicReference<String> last = new AtomicReference<>();

        fetch.download(
                Samples.published("p.tgz", server.at("/p.tgz"), patch),
                target,
                partials,
                (done, total) -> last.set(done + "/" + total));

        assertEquals(patch.length + "/" + patch.length, last.get());
    }

    @Test
    void refusesOtherBytesThanThosePublished() throws IOException {
        byte[] patch = Samples.patch();
        byte[] other = patch.clone();
        other[patch.length / 2] ^= 1;
        server.answer(LoopbackServer.ok(other));
        Artifact artifact = Samples.published("p.tgz", server.at("/p.tgz"), patch);

        assertEquals(Reason.WRONG_CONTENT, failure(() -> download(artifact)).reason());
        FetchException e = failure(() -> unpack(artifact));

        assertEquals(Reason.WRONG_CONTENT, e.reason());
        assertTrue(e.getMessage().contains("published MD5:"), e.getMessage());
        assertLeaves("partials");
    }

    @Test
    void refusesAPageInPlaceOfAPatch() throws IOException {
        byte[] page = LoopbackServer.bytes("\n<!DOCTYPE HTML><html>Please log in</html>");
        Artifact artifact = Samples.artifact("p.tgz", server.at("/p.tgz"));
        for (byte[] body : List.of(page, Samples.gzip(page), new byte[0], new byte[2000])) {
            server.answer(LoopbackServer.ok(body));

            assertEquals(Reason.WRONG_CONTENT, failure(() -> unpack(artifact)).reason());
        }
        assertLeaves("partials");
    }

    @Test
    void refusesAnotherSizeThanPublished() throws IOException {
        byte[] patch = Samples.patch();
        server.answer(LoopbackServer.ok(patch));
        URI location = server.at("/p.tgz");
        Artifact longer =
                new Artifact(new RelativePath("p.tgz"), location, patch.length - 1, List.of());
        Artifact shorter =
                new Artifact(new RelativePath("p.tgz"), location, patch.length + 1, List.of());

        assertEquals(Reason.TOO_LARGE, failure(() -> unpack(longer)).reason());
        assertEquals(Reason.WRONG_CONTENT, failure(() -> unpack(shorter)).reason());
        assertLeaves("partials");
    }

    @Test
    void refusesWhatMayBeCutOffWithoutAnyoneNoticing() {
        Artifact unknown = Samples.artifact("readme", server.at("/readme"));
        server.answer(
                (asked, socket) -> {
                    String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nwhole?";
                    socket.getOutputStream().write(LoopbackServer.bytes(answer));
                    return false;
                });

        assertEquals(Reason.WRONG_CONTENT, failure(() -> download(unknown)).reason());

        server.answer(
                (asked, socket) -> {
                    String answer =
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + "5\r\nwhole\r\n0\r\n\r\n";
                    socket.getOutputStream().write(LoopbackServer.bytes(answer));
                    return true;
                });

        assertEquals(5, download(unknown).size());
    }

    @Test
    void saysOnOneLineWhatIsMissingWithoutTheSecretsOfTheLocation() {
        URI location = URI.create(server.at("/p.tgz") + "?AuthKey=geheim");

        FetchException e = failure(() -> download(Samples.artifact("p.tgz", location)));

        assertEquals(Reason.REFUSED, e.reason());
        assertEquals(
                server.at("/p.tgz")
                        + ": the server answers 404; it is not there any more; check the location",
                e.getMessage());
    }

    @Test
    void endsSoonAfterAnInterrupt() throws Exception {
        server.answer(
                (asked, socket) -> {
                    String begun = "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\nabc";
                    socket.getOutputStream().write(LoopbackServer.bytes(begun));
                    return socket.getInputStream().read() >= 0;
                });

        FetchException e = interrupted(server.at("/x"), thread -> !server.requests().isEmpty());

        assertEquals(Reason.CANCELLED, e.reason());
    }

    @Test
    void endsSoonAfterAnInterruptWhileItUnpacks() {
        server.answer(LoopbackServer.ok(Samples.tgz(tar -> Samples.file(tar, "P/x", "x"))));

        FetchException e =
                failure(() -> unpack((done, total) -> Thread.currentThread().interrupt()));

        assertTrue(Thread.interrupted());
        assertEquals(Reason.CANCELLED, e.reason());
    }

    @Test
    void aPatchThatFillsTheMemoryIsAFailureOfItsOwn() {
        server.answer(LoopbackServer.ok(Samples.patch()));
        TransferListener filled =
                (done, total) -> {
                    throw new OutOfMemoryError("Java heap space");
                };

        FetchException e = failure(() -> unpack(filled));

        assertEquals(Reason.BAD_ARCHIVE, e.reason());
        assertTrue(e.getMessage().contains("more memory"), e.getMessage());
    }

    @Test
    void endsSoonAfterAnInterruptWhileItConnects() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket first = new Socket("127.0.0.1", deaf.getLocalPort());
                Socket second = new Socket("127.0.0.1", deaf.getLocalPort())) {
            assertTrue(first.isConnected() && second.isConnected());
            URI location = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/x");

            FetchException e = interrupted(location, ConfiguredFetchTest::connects);

            assertEquals(Reason.CANCELLED, e.reason());
        }
    }

    @Test
    void takesUpAChangeWithoutHarmToCallsThatRun() throws Exception {
        CountDownLatch changed = new CountDownLatch(1);
        server.answer(
                (asked, socket) -> {
                    await(changed);
                    return LoopbackServer.ok(new byte[2 << 20]).write(asked, socket);
                });
        ConfiguredFetch changing =
                new ConfiguredFetch(
                        Configs.settings(Map.of()), Path.of("target/zips"), Clock.systemUTC());
        CompletableFuture<Document> running =
                CompletableFuture.supplyAsync(() -> changing.read(server.at("/x"), null));
        while (server.requests().isEmpty()) {
            Thread.onSpinWait();
        }

        changing.configure(Configs.settings(Map.of("limit.document", 1)));
        changed.countDown();

        assertEquals(2 << 20, running.get().body().length);
        FetchException e =
                assertThrows(FetchException.class, () -> changing.read(server.at("/x"), null));
        assertEquals(Reason.TOO_LARGE, e.reason());
        changing.stop();
        e = assertThrows(FetchException.class, () -> changing.read(server.at("/x"), null));
        assertEquals(Reason.CANCELLED, e.reason());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean connects(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(call -> call.getClassName().equals("java.net.Socket"));
    }

    /** Interrupts a download that would wait for a minute. */
    private FetchException interrupted(URI location, Predicate<Thread> begun) throws Exception {
        Duration minute = Duration.ofMinutes(1);
        ConfiguredFetch patient =
                new ConfiguredFetch(
                        Configs.quick(new Timeouts(minute, minute, minute, 0, minute)),
                        Path.of("target/zips"),
                        Clock.systemUTC());
        Executable call =
                () ->
                        patient.download(
                                Samples.artifact("x.bin", location),
                                target,
                                partials,
                                TransferListener.NONE);
        CompletableFuture<FetchException> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> ended.complete(failure(call)));
        thread.start();
        while (!begun.test(thread)) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        try {
            return ended.get(10, TimeUnit.SECONDS);
        } finally {
            patient.stop();
        }
    }

    private StagedArtifact download(Artifact artifact) {
        return fetch.download(artifact, target, partials, TransferListener.NONE);
    }

    private StagedArtifact unpack(Artifact artifact) {
        return fetch.unpack(artifact, target, partials, TransferListener.NONE);
    }

    private StagedArtifact unpack(TransferListener listener) {
        return fetch.unpack(
                Samples.artifact("p.tgz", server.at("/p.tgz")), target, partials, listener);
    }

    private static FetchException failure(Executable call) {
        return assertThrows(FetchException.class, call);
    }

    private void assertLeaves(String... names) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of(names),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        try (Stream<Path> files = Files.list(partials)) {
            assertEquals(List.of(), files.toList());
        }
    }
}
