package org.esxsync.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.patch.Artifact;
import org.esxsync.fetch.LoopbackServer.Answer;
import org.esxsync.fetch.LoopbackServer.Asked;
import org.esxsync.fetch.archive.Samples;
import org.esxsync.fetch.config.Configs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {

    private static final int MIB = 1024 * 1024;

    private final PublishedFile file = new PublishedFile(Samples.noise(8 * MIB, 1), "v1");
    private final LoopbackServer server = new LoopbackServer(file);
    @TempDir private Path directory;
    private ConfiguredFetch fetch =
            new ConfiguredFetch(Configs.quick(), Path.of("target/zips"), Clock.systemUTC());

    @AfterEach
    void stop() {
        fetch.stop();
        server.close();
    }

    @Test
    void fetchesNoByteTwiceFromAServerThatDiesThreeTimes() throws IOException {
        server.answer(
                LoopbackServer.inTurn(dropAfter(MIB), dropAfter(3 * MIB), dropAfter(MIB), file));

        download(artifact());

        assertArrayEquals(file.body(), Files.readAllBytes(target()));
        assertEquals(file.body().length, file.sent());
    }

    @Test
    void knowsTheChecksumThatAZipOfTheFilesNeeds() throws IOException {
        server.answer(LoopbackServer.inTurn(dropAfter(MIB), file));
        StagedArtifact whole =
                fetch.download(artifact(), target(), partials(), TransferListener.NONE);
        byte[] content = Samples.noise(MIB, 2);
        PublishedFile patch =
                new PublishedFile(Samples.tgz(tar -> Samples.file(tar, "P/x", content)), "v1");
        server.answer(patch);
        StagedArtifact unpacked =
                fetch.unpack(
                        Samples.published("p.tgz", server.at("/p.tgz"), patch.body()),
                        directory.resolve("unpacked"),
                        partials(),
                        TransferListener.NONE);

        assertEquals(crc32(file.body()), whole.files().get(0).crc32());
        assertEquals(crc32(content), unpacked.files().get(0).crc32());
    }

    private static long crc32(byte[] bytes) {
        CRC32 crc32 = new CRC32();
        crc32.update(bytes);
        return crc32.getValue();
    }

    @Test
    void unpacksOnAcrossBrokenConnections() throws IOException {
        byte[] content = Samples.noise(6 * MIB, 2);
        PublishedFile patch =
                new PublishedFile(Samples.tgz(tar -> Samples.file(tar, "P/x", content)), "v1");
        server.answer(
                LoopbackServer.inTurn(
                        (asked, socket) -> patch.write(asked, socket, patch.body(), 2 * MIB),
                        (asked, socket) -> patch.write(asked, socket, patch.body(), 2 * MIB),
                        patch));

        fetch.unpack(
                Samples.published("p.tgz", server.at("/p.tgz"), patch.body()),
                target(),
                partials(),
                TransferListener.NONE);

        assertArrayEquals(content, Files.readAllBytes(target().resolve("x")));
        assertEquals(patch.body().length, patch.sent());
    }

    @Test
    void goesOnWhereAnEarlierProcessWasKilled() throws IOException {
        killAt(5 * MIB);

        StagedArtifact staged = download(artifact());

        assertTrue(range(last()) >= 5 * MIB, last().header("range"));
        assertEquals("\"v1\"", last().header("if-range"));
        assertArrayEquals(file.body(), Files.readAllBytes(target()));
        assertEquals(1, staged.checked().size());
    }

    @Test
    void goesOnOnceAnExpiredTokenWasReplaced() throws IOException {
        killAt(5 * MIB);
        server.answer(LoopbackServer.status(403));
        assertThrows(RuntimeException.class, () -> download(artifact()));
        server.answer(file);

        download(artifact());

        assertTrue(range(last()) >= 5 * MIB, last().header("range"));
        assertArrayEquals(file.body(), Files.readAllBytes(target()));
    }

    @Test
    void asksForOneByteIfOnlyTheRenameWasMissing() throws IOException {
        killAt(file.body().length);

        download(artifact());

        assertEquals(file.body().length - 1, range(last()));
        assertArrayEquals(file.body(), Files.readAllBytes(target()));
    }

    @Test
    void startsAnewWhenTheFileChangedMeanwhile() throws IOException {
        Artifact artifact = Samples.artifact("x.bin", server.at("/x"));
        killAt(5 * MIB, artifact);
        PublishedFile changed = new PublishedFile(Samples.noise(8 * MIB, 9), "v2");
        server.answer(changed);

        download(artifact);

        assertEquals("\"v1\"", last().header("if-range"));
        assertArrayEquals(changed.body(), Files.readAllBytes(target()));
    }

    @Test
    void splicesNothingWhenAPartCarriesAnotherTag() throws IOException {
        PublishedFile changed = new PublishedFile(Samples.noise(8 * MIB, 9), "v2");
        server.answer(
                LoopbackServer.inTurn(
                        dropAfter(MIB),
                        (asked, socket) -> {
                            String range = "bytes " + MIB + "-" + (8 * MIB - 1) + "/" + 8 * MIB;
                            socket.getOutputStream()
                                    .write(
                                            LoopbackServer.bytes(
                                                    "HTTP/1.1 206 Part\r\nETag: \"v2\"\r\n"
                                                            + "Content-Range: "
                                                            + range
                                                            + "\r\nContent-Length: "
                                                            + 7 * MIB
                                                            + "\r\n\r\n"));
                            changed.send(socket.getOutputStream(), changed.body(), MIB, 7 * MIB);
                            return true;
                        },
                        changed));

        download(Samples.artifact("x.bin", server.at("/x")));

        assertArrayEquals(changed.body(), Files.readAllBytes(target()));
    }

    @Test
    void goesOnAtOnceWhereAServersPartEnds() throws IOException {
        int part = MIB / 2;
        server.answer(
                (asked, socket) -> {
                    if (asked.header("range").isEmpty()) {
                        return file.write(asked, socket, file.body(), MIB);
                    }
                    int start = (int) range(asked);
                    int length = Math.min(part, file.body().length - start);
                    socket.getOutputStream()
                            .write(
                                    LoopbackServer.bytes(
                                            ("HTTP/1.1 206 Part\r\nETag: \"v1\"\r\n"
                                                            + "Content-Range: bytes %d-%d/%d\r\n"
                                                            + "Content-Length: %d\r\n\r\n")
                                                    .formatted(
                                                            start,
                                                            start + length - 1,
                                                            file.body().length,
                                                            length)));
                    file.send(socket.getOutputStream(), file.body(), start, length);
                    return true;
                });

        download(artifact());

        assertArrayEquals(file.body(), Files.readAllBytes(target()));
        assertEquals(file.body().length, file.sent());
        assertEquals(15, server.requests().size());
    }

    @Test
    void continuesAfterChunksWithoutALength() throws IOException {
        byte[] body = file.body();
        server.answer(
                LoopbackServer.inTurn(
                        (asked, socket) -> {
                            socket.getOutputStream()
                                    .write(
                                            LoopbackServer.bytes(
                                                    "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\n"
                                                            + "Transfer-Encoding: chunked\r\n"
                                                            + "\r\n%x\r\n".formatted(MIB)));
                            file.send(socket.getOutputStream(), body, 0, MIB);
                            return false;
                        },
                        file));

        download(Samples.artifact("x.bin", server.at("/x")));

        assertArrayEquals(body, Files.readAllBytes(target()));
        assertEquals(body.length, file.sent());
    }

    @Test
    void startsAnewWhenTheNoteOrTheBytesOfThePartialAreDamaged() throws IOException {
        for (String suffix : List.of(".version", ".part")) {
            killAt(5 * MIB);
            try (Stream<Path> files = Files.list(partials())) {
                Path damaged = files.filter(f -> f.toString().endsWith(suffix)).findAny().get();
                Files.writeString(damaged, "garbage");
            }

            download(artifact());

            assertArrayEquals(file.body(), Files.readAllBytes(target()));
            Files.delete(target());
        }
    }

    @Test
    void keepsNoPartialThatCannotBeContinued() throws IOException {
        server.answer(
                (asked, socket) -> {
                    socket.getOutputStream()
                            .write(
                                    LoopbackServer.bytes(
                                            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"));
                    return false;
                });

        assertThrows(RuntimeException.class, () -> download(artifact()));

        try (Stream<Path> files = Files.list(partials())) {
            assertEquals(List.of(), files.toList());
        }
        assertFalse(Files.exists(target()));
    }

    private Artifact artifact() {
        return Samples.published("x.bin", server.at("/x"), file.body());
    }

    private Answer dropAfter(int count) {
        return (asked, socket) -> file.write(asked, socket, file.body(), count);
    }

    /** Leaves the partial file as a process does that dies when so many bytes have come. */
    private void killAt(long bytes) throws IOException {
        killAt(bytes, artifact());
    }

    private void killAt(long bytes, Artifact wanted) throws IOException {
        TransferListener killer =
                (done, total) -> {
                    if (done >= bytes) {
                        throw new IllegalStateException("killed");
                    }
                };
        assertThrows(
                IllegalStateException.class,
                () -> fetch.download(wanted, target(), partials(), killer));
        fetch.stop();
        fetch = new ConfiguredFetch(Configs.quick(), Path.of("target/zips"), Clock.systemUTC());
    }

    private StagedArtifact download(Artifact artifact) {
        return fetch.download(artifact, target(), partials(), TransferListener.NONE);
    }

    private Asked last() {
        return server.requests().get(server.requests().size() - 1);
    }

    private static long range(Asked asked) {
        String range = asked.header("range");
        return Long.parseLong(range.substring("bytes=".length(), range.length() - 1));
    }

    private Path target() {
        return directory.resolve("target");
    }

    private Path partials() {
        return directory.resolve("partials");
    }
}
