package org.esxsync.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.fetch.config.Configs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredDocumentTest {

    private static final byte[] OLD = LoopbackServer.bytes("old");
    private static final byte[] NEW = LoopbackServer.bytes("PK new");
    private static final long LIMIT = 100;

    private final ConfiguredFetch fetch =
            new ConfiguredFetch(Configs.quick(), Path.of("target/zips"), Clock.systemUTC());
    private final LoopbackServer server = new LoopbackServer(LoopbackServer.status(404));
    @TempDir private Path directory;
    private Path target;

    @BeforeEach
    void keepACopy() throws IOException {
        target = Files.write(directory.resolve("metadata.zip"), OLD);
    }

    @AfterEach
    void stop() {
        fetch.stop();
        server.close();
    }

    @Test
    void takesThePlaceOfTheOldCopyAndLeavesTheSameOneAlone() throws IOException {
        server.answer(
                LoopbackServer.inTurn(
                        LoopbackServer.ok(NEW, "ETag: \"v2\""),
                        LoopbackServer.status(304, "ETag: \"v2\"")));

        Document changed = store(LIMIT);
        Document same = fetch.store(server.at("/m.zip"), changed.validator(), target, LIMIT);

        assertTrue(changed.modified());
        assertEquals(0, changed.body().length);
        assertFalse(same.modified());
        assertEquals("\"v2\"", server.requests().get(1).header("if-none-match"));
        assertTargetIs(NEW);
    }

    @Test
    void refusesMoreThanTheLimitWhetherDeclaredOrNot() throws IOException {
        server.answer(LoopbackServer.ok(NEW));
        assertEquals(Reason.TOO_LARGE, failure(NEW.length - 1).reason());
        server.answer(StoredDocumentTest::endless);
        assertEquals(Reason.TOO_LARGE, failure(LIMIT).reason());
        assertTargetIs(OLD);
    }

    @Test
    void triesAgainWhenTheBodyBreaksOff() throws IOException {
        server.answer(
                LoopbackServer.inTurn(
                        (asked, socket) -> {
                            String head = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf";
                            socket.getOutputStream().write(LoopbackServer.bytes(head));
                            return false;
                        },
                        LoopbackServer.ok(NEW)));
        store(LIMIT);
        assertTargetIs(NEW);
    }

    @Test
    void keepsTheOldCopyWhenThereIsNoNewOne() throws IOException {
        assertEquals(Reason.REFUSED, failure(LIMIT).reason());
        assertTargetIs(OLD);
    }

    @Test
    void saysThatTheTargetCannotBeWritten() {
        server.answer(LoopbackServer.ok(NEW));
        target = directory.resolve("missing/metadata.zip");
        assertEquals(Reason.LOCAL, failure(LIMIT).reason());
        assertEquals(1, server.requests().size());
    }

    private Document store(long limit) {
        return fetch.store(server.at("/m.zip"), null, target, limit);
    }

    private FetchException failure(long limit) {
        return assertThrows(FetchException.class, () -> store(limit));
    }

    private void assertTargetIs(byte[] expected) throws IOException {
        assertArrayEquals(expected, Files.readAllBytes(target));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(target), files.toList());
        }
    }

    private static boolean endless(LoopbackServer.Asked asked, Socket socket) throws IOException {
        socket.getOutputStream().write(LoopbackServer.bytes("HTTP/1.1 200 OK\r\n\r\n"));
        while (!socket.isClosed()) {
            socket.getOutputStream().write(NEW);
        }
        return false;
    }
}
