package org.esxsync.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Makes certificates for a test by the JDK's own tool. */
public final class TestCertificate {

    private static final String PASSWORD = "changeit";

    private final String certificate;
    private final String key;

    /**
     * @param algorithm of its key, such as EC
     * @param name its subject, and that of a file in the directory
     */
    public TestCertificate(Path directory, String algorithm, String name) throws Exception {
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
        if (keytool.waitFor() != 0) {
            throw new IOException(told);
        }
        KeyStore read = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            read.load(in, PASSWORD.toCharArray());
        }
        certificate = pem("CERTIFICATE", read.getCertificate("a").getEncoded());
        key = pem("PRIVATE KEY", read.getKey("a", PASSWORD.toCharArray()).getEncoded());
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(bytes));
    }

    /** In PEM. */
    public String certificate() {
        return certificate;
    }

    /** In PEM. */
    public String key() {
        return key;
    }

    /** For a client that takes any certificate: the test looks at it itself. */
    public static SSLContext trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        return context;
    }

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
