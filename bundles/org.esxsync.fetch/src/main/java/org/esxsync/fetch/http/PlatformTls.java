package org.esxsync.fetch.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Trusts whom the Java platform trusts. Its certificates are read at the first handshake, since to
 * read them takes longer than many a command that needs none.
 */
final class PlatformTls implements TlsSocketStrategy {

    private @Nullable TlsSocketStrategy strategy;

    @Override
    public SSLSocket upgrade(
            Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        return strategy().upgrade(socket, target, port, attachment, context);
    }

    private synchronized TlsSocketStrategy strategy() {
        if (strategy == null) {
            strategy = new DefaultClientTlsStrategy(TrustedCertificates.ofPlatform());
        }
        return strategy;
    }
}
