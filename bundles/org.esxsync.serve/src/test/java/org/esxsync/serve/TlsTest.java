package org.esxsync.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.net.ssl.SSLSocket;
import org.esxsync.serve.server.CannotListenException;
import org.esxsync.serve.server.ServerSettings;
import org.esxsync.serve.testkit.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

    private static final Map<String, TestCertificate> MADE = new HashMap<>();

    @TempDir static Path stores;
    @TempDir Path directory;
    private MirrorOnDisk mirror;
    private Path certificate;
    private Path key;

    @BeforeEach
    void publish() throws Exception {
        mirror = new MirrorOnDisk(Files.createDirectory(directory.resolve("mirror")));
        mirror.publish("esxi-8.0/index.xml", new byte[100]);
        certificate = directory.resolve("certificate.pem");
        key = directory.resolve("key.pem");
    }

    private RunningServer server() throws CannotListenException {
        return new RunningServer(
                mirror,
                new ServerSettings(
                        InetAddress.getLoopbackAddress(),
                        0,
                        new ServerSettings.Tls(certificate, key),
                        "",
                        null,
                        100,
                        Duration.ofSeconds(20)));
    }

    @Test
    @Timeout(60)
    void aRenewedCertificateIsTakenUp() throws Exception {
        renew("EC", "first");
        try (RunningServer server = server()) {
            assertEquals("https", server.url().getScheme());
            Certificate first = ask(server);

            renew("EC", "second");

            Certificate now = first;
            while (now.equals(first)) {
                Thread.sleep(50);
                now = ask(server);
            }
            assertNotEquals(first, now);
        }
    }

    @Test
    void aKeyWithAPasswordIsRefusedWithTheWayOut() throws Exception {
        renew("EC", "first");
        Files.writeString(
                key,
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                        + "AAAA\n"
                        + "-----END ENCRYPTED PRIVATE KEY-----\n");

        CannotListenException refused = assertThrows(CannotListenException.class, this::server);

        assertEquals("tls.certificate", refused.key());
        assertTrue(
                refused.reason().contains("ENCRYPTED PRIVATE KEY; 'openssl pkcs8 -topk8 -nocrypt'"),
                refused.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aKeyOfEachKindServes(String algorithm) throws Exception {
        renew(algorithm, "first");
        try (RunningServer server = server()) {
            assertEquals(expected(), ask(server));
        }
    }

    private Certificate expected() throws Exception {
        try (InputStream in = Files.newInputStream(certificate)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void oneFileMayHaveTheKeyToo() throws Exception {
        TestCertificate made = made("RSA", "first");
        Files.writeString(certificate, made.certificate());
        Certificate expected = expected();
        key = certificate;
        Files.writeString(certificate, "Bag Attributes\n" + made.key() + made.certificate());

        try (RunningServer server = server()) {
            assertEquals(expected, ask(server));
        }
    }

    @Test
    void theKeyOfAnotherCertificateIsRefused() throws Exception {
        renew("EC", "first");
        String former = Files.readString(key);
        renew("EC", "second");
        Files.writeString(key, former);

        CannotListenException refused = assertThrows(CannotListenException.class, this::server);

        assertTrue(refused.reason().contains("not that of the certificate"), refused.reason());
        Files.writeString(key, made("RSA", "first").key());
        assertThrows(CannotListenException.class, this::server);
    }

    @Test
    void aKeyThatOthersMayReadIsTold() throws Exception {
        renew("EC", "first");
        List<String> told = new ArrayList<>();
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        told.add(new SimpleFormatter().formatMessage(line));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger logger = Logger.getLogger("org.esxsync.serve.server.RenewedCertificate");
        logger.addHandler(handler);
        try {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
            server().close();
            assertEquals(List.of(), told);

            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
            server().close();
            assertEquals(
                    List.of("%1$s: others may read this key; run 'chmod o= %1$s'".formatted(key)),
                    told);
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void aKeyThatIsCutIsRefused() throws Exception {
        renew("EC", "first");
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");

        CannotListenException refused = assertThrows(CannotListenException.class, this::server);

        assertTrue(refused.reason().contains("it is cut"), refused.reason());
    }

    @Test
    void aFileThatIsMissingIsTold() {
        CannotListenException refused = assertThrows(CannotListenException.class, this::server);

        assertTrue(refused.getMessage().contains(certificate.toString()), refused.getMessage());
    }

    /** Each is made once, since that takes its time. */
    private static TestCertificate made(String algorithm, String name) throws Exception {
        TestCertificate known = MADE.get(algorithm + name);
        if (known == null) {
            known = new TestCertificate(stores, algorithm, algorithm + name);
            MADE.put(algorithm + name, known);
        }
        return known;
    }

    private void renew(String algorithm, String name) throws Exception {
        TestCertificate made = made(algorithm, name);
        Files.writeString(certificate, made.certificate());
        Files.writeString(key, made.key());
    }

    /** Asks for the index, and returns the server's certificate. */
    private static Certificate ask(RunningServer server) throws Exception {
        try (SSLSocket socket =
                (SSLSocket)
                        TestCertificate.trusting()
                                .getSocketFactory()
                                .createSocket(server.url().getHost(), server.url().getPort())) {
            socket.getOutputStream()
                    .write(
                            "GET /esxi-8.0/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                                    .getBytes(US_ASCII));
            Answer answer = Answer.of(socket.getInputStream().readAllBytes());
            assertEquals(200, answer.status());
            return socket.getSession().getPeerCertificates()[0];
        }
    }
}
