package org.esxsync.serve.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.esxsync.api.PlainReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate of a server, read again when its files change. */
final class RenewedCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(RenewedCertificate.class);

    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private ServerSettings.Tls tls;
    private List<FileTime> times;
    private volatile @Nullable CannotListenException problem;

    private RenewedCertificate(ServerSettings.Tls tls) throws CannotListenException {
        this.tls = tls;
        this.times = times(tls);
        factory.setKeyStore(store(tls));
        factory.setKeyStorePassword(PemKeyStore.PASSWORD);
        factory.setSniRequired(false);
    }

    static RenewedCertificate read(ServerSettings.Tls tls) throws CannotListenException {
        return new RenewedCertificate(tls);
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    @Nullable CannotListenException problem() {
        return problem;
    }

    /** Takes other files, or those that were renewed; on failure the former stay in force. */
    synchronized void take(ServerSettings.Tls newTls) throws CannotListenException {
        List<FileTime> newTimes = times(newTls);
        KeyStore store = store(newTls);
        try {
            factory.reload(each -> each.setKeyStore(store));
        } catch (Exception e) {
            throw unusable("tls.certificate", newTls.certificate(), e);
        }
        tls = newTls;
        times = newTimes;
        problem = null;
    }

    /** A renewal writes two files: one that fits the other only a moment later is tried again. */
    synchronized void renewIfChanged() {
        try {
            if (!times(tls).equals(times)) {
                take(tls);
                LOG.info("the renewed certificate {} is in force", tls.certificate());
            }
            problem = null;
        } catch (CannotListenException e) {
            if (problem == null) {
                LOG.error("{}; the former one stays in force", e.getMessage());
            }
            problem = e;
        }
    }

    private static List<FileTime> times(ServerSettings.Tls tls) throws CannotListenException {
        return List.of(time("tls.certificate", tls.certificate()), time("tls.key", tls.key()));
    }

    private static FileTime time(String key, Path file) throws CannotListenException {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw unusable(key, file, e);
        }
    }

    private static KeyStore store(ServerSettings.Tls tls) throws CannotListenException {
        try {
            warnOfReaders(tls.key());
            return PemKeyStore.read(tls.certificate(), tls.key());
        } catch (IOException | GeneralSecurityException e) {
            throw unusable("tls.certificate", tls.certificate(), e);
        }
    }

    private static void warnOfReaders(Path key) throws IOException {
        if (Files.getFileStore(key).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ)) {
            LOG.warn("{}: others may read this key; run 'chmod o= {}'", key, key);
        }
    }

    private static CannotListenException unusable(String key, Path file, Exception problem) {
        String reason =
                problem instanceof IOException io ? PlainReason.of(io) : problem.getMessage();
        return new CannotListenException(
                key, file.toString(), "it cannot be used with its key: " + reason);
    }
}
