package org.esxsync.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.serve.server.ServerSettings;
import org.esxsync.serve.testkit.RawHttp;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SlowClientTest {

    private static final int SLOW = 1_000;
    private static final int SIZE = 4 << 20;
    private static final int OTHER_FILES = 500;

    @TempDir Path directory;
    private MirrorOnDisk mirror;

    @BeforeEach
    void publish() throws IOException {
        mirror = new MirrorOnDisk(directory);
        mirror.publish("esxi-8.0/big.vib", new byte[SIZE]);
        mirror.publish("esxi-8.0/index.xml", new byte[100]);
    }

    private RunningServer server(int connections, Duration idle) throws Exception {
        return new RunningServer(
                mirror,
                new ServerSettings(
                        InetAddress.getLoopbackAddress(), 0, null, "", null, connections, idle));
    }

    /** Each takes two of the files that a process may open; the JVM has asked for all it may. */
    @Test
    @Tag("long")
    @Timeout(120)
    void aThousandSlowClientsDoNotStopAFastOne() throws Exception {
        Assumptions.assumeTrue(
                mostFiles() >= 2 * SLOW + OTHER_FILES,
                () -> "a process may open %d files; raise ulimit -Hn".formatted(mostFiles()));
        List<SocketChannel> slow = new ArrayList<>();
        try (RunningServer server = server(2 * SLOW, Duration.ofMinutes(1))) {
            byte[] request = "GET /esxi-8.0/big.vib HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII);
            for (int i = 0; i < SLOW; i++) {
                SocketChannel channel = SocketChannel.open();
                slow.add(channel);
                // Or else the system would take the whole file for a client that does not read.
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
                channel.connect(
                        new InetSocketAddress(server.url().getHost(), server.url().getPort()));
                channel.write(ByteBuffer.wrap(request));
            }

            while (server.connections() < SLOW) {
                Thread.sleep(20);
            }

            try (Socket fast = new RawHttp(server.url()).connect()) {
                fast.getOutputStream().write(request);
                InputStream in = fast.getInputStream();
                in.readNBytes(SIZE / 2);
                assertTrue(server.connections() > SLOW, () -> server.connections() + " at a time");
                in.readNBytes(SIZE / 2);
            }
            assertTrue(server.connections() >= SLOW, () -> server.connections() + " are left");
            assertTrue(server.served() <= 1, "none of the slow ones was given up");
        } finally {
            for (SocketChannel each : slow) {
                each.close();
            }
        }
    }

    private static long mostFiles() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    @Test
    @Timeout(60)
    void whoSaysNothingIsCutOff() throws Exception {
        try (RunningServer server = server(10, Duration.ofSeconds(3));
                Socket socket = new RawHttp(server.url()).connect()) {
            InputStream in = socket.getInputStream();
            socket.getOutputStream()
                    .write(
                            "GET /esxi-8.0/index.xml HTTP/1.1\r\nHost: a\r\n\r\n"
                                    .getBytes(US_ASCII));

            assertTrue(in.readAllBytes().length > 100);
        }
    }

    @Test
    @Timeout(60)
    void whoDoesNotReadIsCutOff() throws Exception {
        mirror.publish("esxi-8.0/huge.vib", new byte[8 * SIZE]);
        try (RunningServer server = server(10, Duration.ofSeconds(1));
                Socket socket = new RawHttp(server.url()).connect()) {
            socket.getOutputStream()
                    .write("GET /esxi-8.0/huge.vib HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
            awaitFreed(server);

            assertTrue(received(socket) < 8L * SIZE);
        }
    }

    /** A new client gets in as soon as the old one is cut off. */
    private static void awaitFreed(RunningServer server) throws InterruptedException {
        while (server.connections() > 0 || server.served() == 0) {
            Thread.sleep(20);
        }
    }

    private static long received(Socket socket) throws IOException {
        long sum = 0;
        byte[] buffer = new byte[1 << 16];
        try {
            for (int n; (n = socket.getInputStream().read(buffer)) >= 0; ) {
                sum += n;
            }
        } catch (SocketException e) {
            // It was cut off.
        }
        return sum;
    }

    @Test
    @Timeout(60)
    void whoSendsItsHeadByteByByteIsCutOff() throws Exception {
        try (RunningServer server = server(10, Duration.ofSeconds(1));
                Socket socket = new RawHttp(server.url()).connect()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(US_ASCII));
            boolean isCut = false;
            while (!isCut) {
                Thread.sleep(100);
                try {
                    socket.getOutputStream().write("X".getBytes(US_ASCII));
                } catch (SocketException e) {
                    isCut = true;
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void noMoreClientsThanAllowedAreConnected() throws Exception {
        try (RunningServer server = server(2, Duration.ofSeconds(2));
                Socket first = new RawHttp(server.url()).connect();
                Socket second = new RawHttp(server.url()).connect()) {
            // The third waits until the two silent ones are cut off.
            assertEquals(200, new RawHttp(server.url()).ask("GET", "/esxi-8.0/index.xml").status());
            assertEquals(-1, first.getInputStream().read());
            assertEquals(-1, second.getInputStream().read());
        }
    }
}
