package org.esxsync.serve.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.esxsync.serve.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Under TLS, too, time runs only while the head of a request is on its way. */
@Timeout(60)
class SlowHeadersTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    @TempDir Path directory;
    private Instant now = Instant.parse("2024-03-29T12:00:00Z");
    private Server server;
    private ServerConnector connector;
    private SlowHeaders slow;

    @BeforeEach
    void start() throws Exception {
        TestCertificate made = new TestCertificate(directory, "EC", "a");
        Path file = directory.resolve("both.pem");
        Files.writeString(file, made.key() + made.certificate());
        server = new Server();
        connector =
                new ServerConnector(
                        server,
                        new SslConnectionFactory(
                                RenewedCertificate.read(new ServerSettings.Tls(file, file))
                                        .factory(),
                                "http/1.1"),
                        new HttpConnectionFactory());
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.start();
        slow =
                new SlowHeaders(
                        connector,
                        new Clock() {
                            @Override
                            public Instant instant() {
                                return now;
                            }

                            @Override
                            public ZoneOffset getZone() {
                                return ZoneOffset.UTC;
                            }

                            @Override
                            public Clock withZone(java.time.ZoneId zone) {
                                return this;
                            }
                        });
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private void passTime() {
        slow.close(LIMIT);
        now = now.plus(LIMIT).plusSeconds(1);
        slow.close(LIMIT);
    }

    private Socket connect() throws Exception {
        Socket socket =
                TestCertificate.trusting()
                        .getSocketFactory()
                        .createSocket("127.0.0.1", connector.getLocalPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Asks for what is not there, and reads the whole answer. */
    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST.getBytes(US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("cut off after: " + head);
            }
            head.append((char) next);
        }
        int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
        int length = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
        assertEquals(length, socket.getInputStream().readNBytes(length).length);
    }

    @Test
    void whoAsksNowAndThenIsNotCutOff() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 4; i++) {
                ask(socket);
                passTime();
            }
            ask(socket);
        }
    }

    @Test
    void whoSendsHalfAHeadIsCutOff() throws Exception {
        try (Socket socket = connect()) {
            ask(socket);
            slow.close(LIMIT);
            socket.getOutputStream().write("GET / HT".getBytes(US_ASCII));
            while (!connector.getConnectedEndPoints().isEmpty()) {
                Thread.sleep(20);
                passTime();
            }
            assertEquals(-1, socket.getInputStream().read());
        }
    }
}
