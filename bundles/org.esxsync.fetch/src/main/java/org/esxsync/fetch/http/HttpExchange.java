package org.esxsync.fetch.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.esxsync.fetch.config.Timeouts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer, until it is read to its end or closed. */
final class HttpExchange implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

    private static final int BEGINNING = 4096;

    private final HttpGet get;
    private final ClassicHttpResponse response;
    private final TransferWatch.Wait wait;

    HttpExchange(HttpGet get, ClassicHttpResponse response, TransferWatch.Wait wait) {
        this.get = get;
        this.response = response;
        this.wait = wait;
    }

    int status() {
        return response.getCode();
    }

    /** Where the answer redirects to, or null if it does not. */
    @Nullable String redirect() {
        switch (status()) {
            case HttpStatus.SC_MOVED_PERMANENTLY:
            case HttpStatus.SC_MOVED_TEMPORARILY:
            case HttpStatus.SC_SEE_OTHER:
            case HttpStatus.SC_TEMPORARY_REDIRECT:
            case HttpStatus.SC_PERMANENT_REDIRECT:
                return header("Location");
            default:
                return null;
        }
    }

    @Nullable String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** Bytes of the answer's body, or -1 if not told. */
    long contentLength() {
        HttpEntity entity = response.getEntity();
        return entity == null ? 0 : entity.getContentLength();
    }

    /** Whether an early end of the body shows. */
    boolean isEndTold() {
        HttpEntity entity = response.getEntity();
        return entity == null || entity.getContentLength() >= 0 || entity.isChunked();
    }

    InputStream stream(Timeouts timeouts, BandwidthLimit bandwidth) throws IOException {
        HttpEntity entity = response.getEntity();
        InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent();
        return new WatchedStream(content, timeouts, bandwidth, wait, this::release);
    }

    /** The first characters of an answer that is an error; as many as can be read. */
    String beginning(Timeouts timeouts, BandwidthLimit bandwidth) {
        byte[] bytes = new byte[BEGINNING];
        int length = 0;
        try {
            length = stream(timeouts, bandwidth).readNBytes(bytes, 0, BEGINNING);
        } catch (IOException e) {
            LOG.debug("the text of an error was cut off: {}", e.getMessage());
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Gives the connection up: reading on to the end of the body could take for ever. */
    @Override
    public void close() {
        wait.close();
        get.cancel();
        try {
            response.close();
        } catch (IOException e) {
            LOG.debug("giving up a connection: {}", e.getMessage());
        }
    }

    /** Gives the connection back for the next request if the body was read to its end. */
    private void release(boolean ended) throws IOException {
        if (ended) {
            wait.close();
            response.close();
        } else {
            close();
        }
    }
}
