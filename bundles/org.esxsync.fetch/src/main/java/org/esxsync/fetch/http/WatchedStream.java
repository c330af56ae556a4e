package org.esxsync.fetch.http;

import java.io.IOException;
import java.io.InputStream;
import org.esxsync.fetch.config.Timeouts;

/** Reads an answer's body as long as it comes fast enough. */
final class WatchedStream extends InputStream {

    private final InputStream content;
    private final Timeouts timeouts;
    private final BandwidthLimit bandwidth;
    private final TransferWatch.Wait wait;
    private final Release release;
    private boolean ended;
    private long windowNanos;
    private long windowBytes;

    WatchedStream(
            InputStream content,
            Timeouts timeouts,
            BandwidthLimit bandwidth,
            TransferWatch.Wait wait,
            Release release) {
        this.content = content;
        this.timeouts = timeouts;
        this.bandwidth = bandwidth;
        this.wait = wait;
        this.release = release;
    }

    /** What becomes of the connection when the stream is closed. */
    @FunctionalInterface
    interface Release {
        /**
         * @param ended whether the body was read to its end
         */
        void of(boolean ended) throws IOException;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long start = System.nanoTime();
        int count = readWatched(buffer, offset, bandwidth.slice(length));
        if (count < 0) {
            ended = true;
        } else {
            measure(count, System.nanoTime() - start);
            bandwidth.take(count);
        }
        return count;
    }

    private int readWatched(byte[] buffer, int offset, int length) throws IOException {
        wait.begin(timeouts.stall());
        try {
            return content.read(buffer, offset, length);
        } catch (IOException e) {
            if (wait.expired()) {
                throw new IOException("no byte for " + timeouts.stall().toSeconds() + " s", e);
            }
            throw e;
        } finally {
            wait.end();
        }
    }

    private void measure(int count, long nanos) throws IOException {
        windowBytes += count;
        windowNanos += nanos;
        long window = timeouts.rateWindow().toNanos();
        if (windowNanos < window) {
            return;
        }
        double rate = windowBytes * 1e9 / windowNanos;
        if (rate < timeouts.minimumRate()) {
            throw new IOException(
                    "only %.0f bytes a second; %d are asked for"
                            .formatted(rate, timeouts.minimumRate()));
        }
        windowBytes = 0;
        windowNanos = 0;
    }

    @Override
    public void close() throws IOException {
        release.of(ended);
    }
}
