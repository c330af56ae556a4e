package org.esxsync.fetch.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.fetch.config.FetchConfig;
import org.jspecify.annotations.Nullable;

/** Which servers are trusted: those of the Java platform's CAs, and of a private one. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    static SSLContext ofPlatform() {
        try {
            return context(null);
        } catch (GeneralSecurityException e) {
            throw new EsxSyncException(
                    "the certificates that this Java trusts cannot be read: "
                            + e
                            + "; check its lib/security/cacerts",
                    e);
        }
    }

    /**
     * @param caFile a file of certificates in PEM form, to trust beside those of the platform
     * @throws ConfigurationException if the file cannot be used
     */
    static SSLContext withThoseOf(Path caFile) {
        try {
            return context(trusting(caFile));
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigurationException(
                    FetchConfig.PID,
                    "ca.file",
                    caFile.toString(),
                    "name a readable file of certificates in PEM form");
        }
    }

    private static SSLContext context(TrustManager @Nullable [] trusted)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted, null);
        return context;
    }

    private static TrustManager[] trusting(Path caFile)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int serial = 0;
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager platform) {
                for (X509Certificate certificate : platform.getAcceptedIssuers()) {
                    store.setCertificateEntry("platform-" + serial++, certificate);
                }
            }
        }
        try (InputStream stream = Files.newInputStream(caFile)) {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Certificate certificate : factory.generateCertificates(stream)) {
                store.setCertificateEntry("private-" + serial++, certificate);
            }
        }
        return managers(store);
    }

    private static TrustManager[] managers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
