package org.esxsync.fetch.zip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.esxsync.fetch.location.Body;
import org.esxsync.fetch.location.Failures;
import org.esxsync.fetch.location.Fetcher;
import org.esxsync.fetch.location.Request;
import org.esxsync.fetch.location.RetryableException;
import org.esxsync.fetch.location.Version;
import org.esxsync.fetch.retry.Retries;
import org.esxsync.fetch.retry.RetrySchedule;
import org.jspecify.annotations.Nullable;

/** A part of one version of a file on a server, across connections that break. */
final class RangeStream extends InputStream {

    /** An attempt that brought so much does not count against the retries. */
    private static final long PROGRESS = 1024 * 1024;

    private static final int MISFIT = -2;

    private final Fetcher http;
    private final URI location;
    private final Version version;
    private final long end;
    private final Consumer<Misfit> misfits;
    private final Retries retries;
    private long position;
    private long positionAtFailure;
    private @Nullable Body body;

    /** Why an answer does not go on where the bytes so far end. */
    enum Misfit {
        OTHER_VERSION("the zip changed on the server"),
        OTHER_PART("the server does not send the part of the zip that it is asked for");

        private final String words;

        Misfit(String words) {
            this.words = words;
        }
    }

    /**
     * @param misfits told before a read fails for that reason; reading on makes no sense then
     */
    RangeStream(
            Fetcher http,
            RetrySchedule retrySchedule,
            URI location,
            Version version,
            long start,
            long end,
            Consumer<Misfit> misfits) {
        this.http = http;
        this.location = location;
        this.version = version;
        this.position = start;
        this.positionAtFailure = start;
        this.end = end;
        this.misfits = misfits;
        this.retries = new Retries(retrySchedule, location);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw Failures.cancelled(location, null);
        }
        int wanted = (int) Math.min(length, end - position);
        if (wanted <= 0) {
            return length == 0 ? 0 : -1;
        }
        int count = retries.run(() -> attempt(buffer, offset, wanted));
        if (count == MISFIT) {
            throw misfit();
        }
        position += count;
        return count;
    }

    private int attempt(byte[] buffer, int offset, int length) throws IOException {
        try {
            Body open = body;
            if (open == null) {
                open = http.open(new Request(location, position, end - position, version));
                body = open;
                if (open.offset() != position || version.differsFrom(open.version())) {
                    return MISFIT;
                }
            }
            int count = open.stream().read(buffer, offset, length);
            if (count < 0) {
                throw new EOFException(
                        "the connection ended %d bytes early".formatted(end - position));
            }
            return count;
        } catch (IOException e) {
            close();
            if (position - positionAtFailure >= PROGRESS) {
                retries.forgetFailures();
            }
            positionAtFailure = position;
            throw e;
        }
    }

    private RetryableException misfit() throws IOException {
        Misfit misfit =
                body != null && version.differsFrom(body.version())
                        ? Misfit.OTHER_VERSION
                        : Misfit.OTHER_PART;
        close();
        misfits.accept(misfit);
        return new RetryableException(misfit.words, Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        if (body != null) {
            body.close();
            body = null;
        }
    }
}
