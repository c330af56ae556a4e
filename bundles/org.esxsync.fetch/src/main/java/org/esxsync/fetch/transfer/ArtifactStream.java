package org.esxsync.fetch.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.patch.Artifact;
import org.esxsync.fetch.location.Body;
import org.esxsync.fetch.location.Failures;
import org.esxsync.fetch.location.Fetcher;
import org.esxsync.fetch.location.Request;
import org.esxsync.fetch.location.RetryableException;
import org.esxsync.fetch.retry.Retries;
import org.esxsync.fetch.retry.RetrySchedule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All bytes of one artifact, in order: those that an earlier call left, then the network's, across
 * connections that break. Each byte is written to the partial file and goes through the checksums
 * on its way.
 */
final class ArtifactStream extends InputStream {

    /** So much makes up for the failures before it. */
    private static final long PROGRESS = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactStream.class);

    private final Artifact artifact;
    private final Fetcher fetcher;
    private final PartialFile partial;
    private final Checksums checksums;
    private final Retries retries;
    private final long limit;
    private final TransferListener listener;

    private @Nullable InputStream earlier;
    private @Nullable Body body;
    private long position;
    private long total = -1;
    private boolean endTold;
    private long accountedFor;
    private long start;

    /**
     * @param limit the most bytes if the artifact's size is not published
     */
    ArtifactStream(
            Artifact artifact,
            Fetcher fetcher,
            PartialFile partial,
            Checksums checksums,
            RetrySchedule retrySchedule,
            long limit,
            TransferListener listener) {
        this.artifact = artifact;
        this.fetcher = fetcher;
        this.partial = partial;
        this.checksums = checksums;
        this.retries = new Retries(retrySchedule, artifact.location());
        this.limit = artifact.size() == Artifact.UNKNOWN_SIZE ? limit : artifact.size();
        this.listener = listener;
    }

    /** Bytes that were read so far. */
    long position() {
        return position;
    }

    /** Whether an early end would have been noticed. */
    boolean isEndTold() {
        return endTold || artifact.size() != Artifact.UNKNOWN_SIZE;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (Thread.currentThread().isInterrupted()) {
            throw Failures.cancelled(artifact.location(), null);
        }
        int wanted = (int) Math.min(length, limit - position + 1);
        int count =
                earlier == null
                        ? receive(buffer, offset, wanted)
                        : replay(earlier, buffer, offset, wanted);
        if (count > 0) {
            checksums.update(buffer, offset, count);
            position += count;
            checkLimit();
            listener.transferred(position, expected());
        }
        return count;
    }

    private int receive(byte[] buffer, int offset, int length) {
        return retries.run(() -> attempt(buffer, offset, length));
    }

    private int attempt(byte[] buffer, int offset, int length) throws IOException {
        try {
            Body open = body == null ? connect() : body;
            if (earlier != null) {
                return replay(earlier, buffer, offset, length);
            }
            int count = open.stream().read(buffer, offset, length);
            if (count < 0 && isCutShort()) {
                throw cutShort();
            }
            if (count > 0) {
                partial.append(buffer, offset, count);
            }
            return count;
        } catch (IOException e) {
            closeBody();
            if (position - accountedFor >= PROGRESS) {
                retries.forgetFailures();
                accountedFor = position;
            }
            throw e;
        }
    }

    /** Opens the location where the bytes so far end, which may be those of an earlier call. */
    private Body connect() throws IOException {
        boolean resumable = partial.length() > 0 && partial.version() != null;
        boolean fresh = position == 0 && !resumable;
        if (!fresh && !resumable) {
            throw new RestartException("the server sends nothing that allows a resume");
        }
        start = position > 0 ? position : partial.length();
        Body opened =
                fetcher.open(
                        fresh
                                ? Request.whole(artifact.location())
                                : new Request(artifact.location(), start, partial.version()));
        if (opened.offset() == 0) {
            begin(opened);
            return opened;
        }
        body = opened;
        total = opened.total() < 0 ? partial.total() : opened.total();
        endTold = opened.endTold();
        if (opened.offset() != start || (partial.total() >= 0 && total != partial.total())) {
            throw new RestartException("the server sends a different part than requested");
        }
        if (position == 0) {
            earlier = partial.read();
        }
        return opened;
    }

    private void begin(Body opened) throws IOException {
        body = opened;
        if (position > 0) {
            throw new RestartException("it changed on the server");
        }
        total = opened.total();
        endTold = opened.endTold();
        checkTotal();
        partial.restart(opened.version(), total);
    }

    private int replay(InputStream stored, byte[] buffer, int offset, int length) {
        try {
            int count = stored.read(buffer, offset, length);
            if (count >= 0) {
                return count;
            }
            stored.close();
            earlier = null;
        } catch (IOException e) {
            throw Failures.unreadable(partial.path().toUri(), e);
        }
        return receive(buffer, offset, length);
    }

    /** Some servers send less than the rest at a time, and say so. */
    private IOException cutShort() {
        String where = "after %d of %d bytes".formatted(position, expected());
        return endTold && position > start
                ? new RetryableException("the server's part ended " + where, Duration.ZERO)
                : new EOFException("the connection ended " + where);
    }

    private boolean isCutShort() {
        long expected = total >= 0 ? total : artifact.size();
        return expected >= 0 && position < expected;
    }

    private long expected() {
        return artifact.size() != Artifact.UNKNOWN_SIZE ? artifact.size() : total;
    }

    private void checkTotal() {
        if (artifact.size() == Artifact.UNKNOWN_SIZE && total > limit) {
            throw tooLarge("the server announces " + total + " bytes");
        }
    }

    private void checkLimit() {
        if (position > limit) {
            throw tooLarge("it is longer than " + limit + " bytes");
        }
    }

    private FetchException tooLarge(String what) {
        String next =
                artifact.size() == Artifact.UNKNOWN_SIZE
                        ? "more than limit.artifact in org.esxsync.fetch.cfg allows"
                        : "more than the published size; the server has a different file";
        return new FetchException(
                Reason.TOO_LARGE, RedactedLocation.of(artifact.location()), what + ", " + next);
    }

    private void closeBody() {
        if (body == null) {
            return;
        }
        try {
            body.close();
        } catch (IOException e) {
            LOG.debug("closing a broken connection: {}", e.getMessage());
        }
        body = null;
    }

    @Override
    public void close() {
        closeBody();
        if (earlier != null) {
            try {
                earlier.close();
            } catch (IOException e) {
                throw Failures.unreadable(partial.path().toUri(), e);
            }
        }
    }
}
