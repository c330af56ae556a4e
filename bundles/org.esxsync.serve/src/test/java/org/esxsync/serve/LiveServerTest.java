package org.esxsync.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.serve.server.CannotListenException;
import org.esxsync.serve.testkit.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server follows its configuration. */
class LiveServerTest {

    private static final int SIZE = 16 << 20;

    private Doors doors;
    private LiveServer live;

    @BeforeEach
    void publish(@TempDir Path directory) throws IOException {
        MirrorOnDisk mirror = new MirrorOnDisk(directory);
        mirror.publish("esxi-8.0/big.vib", new byte[SIZE]);
        mirror.publish("esxi-8.0/index.xml", new byte[100]);
        doors =
                Doors.of(
                        new MirrorServices(
                                mirror,
                                () -> {
                                    throw new EsxSyncException("no catalogue");
                                },
                                () -> {
                                    throw new EsxSyncException("no writer");
                                },
                                () -> {
                                    throw new EsxSyncException("no engine");
                                },
                                new NoHosts(),
                                "1"),
                        Clock.systemUTC());
        live = new LiveServer(doors, Clock.systemUTC());
    }

    @AfterEach
    void end() {
        live.end();
        doors.close();
    }

    private void follow(String... keysAndValues) throws CannotListenException {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        live.follow(ServeSettings.of(TypedConfiguration.of(ServeConfig.class, values)));
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static int status(String port, String path) throws IOException {
        return new RawHttp(URI.create("http://127.0.0.1:" + port)).ask("GET", path).status();
    }

    /** The system frees a port once the selector has let go of it, which is a moment later. */
    private static void awaitRefusal(String port) throws Exception {
        while (true) {
            try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port))) {
                assertTrue(socket.isConnected());
            } catch (ConnectException e) {
                return;
            }
            Thread.sleep(10);
        }
    }

    @Test
    @Timeout(60)
    void aTransferOutlivesAChangeOfThePort() throws Exception {
        String first = freePort();
        follow("port", first);
        try (Socket socket = new RawHttp(URI.create("http://127.0.0.1:" + first)).connect()) {
            InputStream in = begun(socket);
            String second = freePort();

            follow("port", second);

            assertEquals(200, status(second, "/esxi-8.0/index.xml"));
            awaitRefusal(first);
            assertTrue(in.readAllBytes().length >= SIZE);
        }
    }

    @Test
    @Timeout(60)
    void aTransferOutlivesAChangeOfTheAddress() throws Exception {
        String port = freePort();
        follow("port", port);
        try (Socket socket = new RawHttp(URI.create("http://127.0.0.1:" + port)).connect()) {
            InputStream in = begun(socket);

            follow("port", port, "address", "0.0.0.0");
            assertEquals(200, status(port, "/esxi-8.0/index.xml"));
            follow("port", port, "address", "0.0.0.0", "base", "/esx");
            assertEquals(404, status(port, "/esxi-8.0/index.xml"));
            assertEquals(200, status(port, "/esx/esxi-8.0/index.xml"));
            follow();
            awaitRefusal(port);

            assertTrue(in.readAllBytes().length >= SIZE);
        }
    }

    @Test
    @Timeout(60)
    void theEndCutsOffWhatAFormerServerStillSends() throws Exception {
        String port = freePort();
        follow("port", port);
        try (Socket socket = new RawHttp(URI.create("http://127.0.0.1:" + port)).connect()) {
            InputStream in = begun(socket);
            follow();

            live.end();

            assertTrue(received(in) < SIZE);
        }
    }

    private static long received(InputStream in) {
        long sum = 0;
        byte[] buffer = new byte[1 << 16];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sum += n;
            }
        } catch (IOException e) {
            return sum;
        }
        return sum;
    }

    private static InputStream begun(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(
                        "GET /esxi-8.0/big.vib HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                                .getBytes(US_ASCII));
        InputStream in = socket.getInputStream();
        assertEquals('H', in.read());
        return in;
    }

    @Test
    void aPortInUseIsToldAndTheFormerServerGoesOn() throws Exception {
        String first = freePort();
        follow("port", first);
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CannotListenException problem =
                    assertThrows(
                            CannotListenException.class,
                            () -> follow("port", Integer.toString(used.getLocalPort())));

            assertEquals(
                    "org.esxsync.serve: port=%d cannot be used; 127.0.0.1 cannot be listened on: Address already in use; stop what uses the port, or take another"
                            .formatted(used.getLocalPort()),
                    ServeSettings.problem(problem).getMessage());
        }
        assertEquals(200, status(first, "/esxi-8.0/index.xml"));
    }
}
