package org.esxsync.fetch;

import static org.esxsync.fetch.LoopbackServer.bytes;
import static org.esxsync.fetch.LoopbackServer.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.fetch.config.Configs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private final ConfiguredFetch fetch =
            new ConfiguredFetch(Configs.quick(), Path.of("target/zips"), Clock.systemUTC());

    @AfterEach
    void stop() {
        fetch.stop();
    }

    @Test
    void serveSeveralRequests() {
        Set<Socket> connections = ConcurrentHashMap.newKeySet();
        try (LoopbackServer server =
                new LoopbackServer(
                        (asked, socket) -> {
                            connections.add(socket);
                            return ok(bytes(asked.target())).write(asked, socket);
                        })) {
            assertEquals("/1", read(server, "/1"));
            assertEquals("/2", read(server, "/2"));
        }
        assertEquals(1, connections.size());
    }

    @Test
    void areGivenUpWithAnAnswerThatNobodyAskedFor() {
        try (LoopbackServer server =
                new LoopbackServer(
                        (asked, socket) -> {
                            ByteArrayOutputStream both = new ByteArrayOutputStream();
                            for (String body : List.of(asked.target(), "another")) {
                                String length = "Content-Length: " + body.length();
                                both.write(
                                        bytes("HTTP/1.1 200 OK\r\n" + length + "\r\n\r\n" + body));
                            }
                            socket.getOutputStream().write(both.toByteArray());
                            return true;
                        })) {
            for (String target : List.of("/1", "/2", "/3", "/4")) {
                assertEquals(target, read(server, target));
            }
        }
    }

    @Test
    void areTriedFiveTimesWithAServerThatNeverAnswers() {
        try (LoopbackServer server =
                new LoopbackServer((asked, socket) -> socket.getInputStream().read() >= 0)) {
            FetchException e = assertThrows(FetchException.class, () -> read(server, "/x"));

            assertEquals(5, server.requests().size());
            assertEquals(Reason.UNREACHABLE, e.reason());
            assertTrue(e.getMessage().contains("no answer within 1 s"), e.getMessage());
            assertTrue(e.getMessage().contains("tried 5 times"), e.getMessage());
        }
    }

    private String read(LoopbackServer server, String target) {
        return new String(fetch.read(server.at(target), null).body(), StandardCharsets.UTF_8);
    }
}
