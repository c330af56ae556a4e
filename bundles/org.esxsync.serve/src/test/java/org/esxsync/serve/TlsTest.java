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
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.esxsync.serve.server.CannotListenException;
import org.esxsync.serve.server.ServerSettings;
import org.esxsync.serve.testkit.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String PASSWORD = "changeit";

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

    @Test
    void aFileThatIsMissingIsTold() {
        CannotListenException refused = assertThrows(CannotListenException.class, this::server);

        assertTrue(refused.getMessage().contains(certificate.toString()), refused.getMessage());
    }

    private void renew(String algorithm, String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                algorithm,
                                "-alias",
                                "a",
                                "-dname",
                                "CN=" + name,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .start();
        String told = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        assertEquals(0, keytool.waitFor(), told);
        KeyStore read = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            read.load(in, PASSWORD.toCharArray());
        }
        write(certificate, "CERTIFICATE", read.getCertificate("a").getEncoded());
        write(key, "PRIVATE KEY", read.getKey("a", PASSWORD.toCharArray()).getEncoded());
    }

    private static void write(Path file, String what, byte[] bytes) throws Exception {
        Files.writeString(
                file,
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(what, Base64.getMimeEncoder().encodeToString(bytes)));
    }

    /** Asks for the index, and returns the server's certificate. */
    private static Certificate ask(RunningServer server) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        try (SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
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

    /** The test looks at the certificate itself. */
    private static final class Trusting implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
