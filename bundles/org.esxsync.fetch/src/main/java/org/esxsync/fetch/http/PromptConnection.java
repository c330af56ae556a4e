package org.esxsync.fetch.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that tells at once that nothing has come. Its parent waits for a millisecond or more
 * to find that out, which is as long as many a small file takes. For one thread at a time.
 */
final class PromptConnection extends DefaultManagedHttpClientConnection {

    private boolean looking;

    PromptConnection(String id, Http1Config config) {
        super(
                id,
                null,
                null,
                config,
                null,
                null,
                new DefaultHttpRequestWriterFactory(config),
                new DefaultHttpResponseParserFactory(config));
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(
                new SocketHolder(socket) {
                    @Override
                    protected InputStream getInputStream(Socket read) throws IOException {
                        return new PromptStream(read.getInputStream(), socket.getInputStream());
                    }
                });
    }

    @Override
    public void bind(SSLSocket secure, Socket socket) throws IOException {
        bind(
                new SocketHolder(secure, socket) {
                    @Override
                    protected InputStream getInputStream(Socket read) throws IOException {
                        return new PromptStream(read.getInputStream(), socket.getInputStream());
                    }
                });
    }

    @Override
    public boolean isDataAvailable(Timeout timeout) throws IOException {
        looking = true;
        try {
            return super.isDataAvailable(timeout);
        } finally {
            looking = false;
        }
    }

    /**
     * Reads nothing where a look finds nothing to read. What has come to a secure socket may be
     * none of its content, so that it has to be read.
     */
    private final class PromptStream extends FilterInputStream {

        private final InputStream arriving;

        PromptStream(InputStream content, InputStream arriving) {
            super(content);
            this.arriving = arriving;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return looking && in.available() == 0 && arriving.available() == 0
                    ? 0
                    : in.read(buffer, offset, length);
        }
    }
}
