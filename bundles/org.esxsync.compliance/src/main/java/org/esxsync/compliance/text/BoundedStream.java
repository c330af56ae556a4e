package org.esxsync.compliance.text;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** Ends with an error once more bytes have come than any output of hosts has. */
final class BoundedStream extends FilterInputStream {

    private static final long MIB = 1 << 20;

    private final long most;
    private long read;

    BoundedStream(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        read += bytes;
        if (read > most) {
            throw new UnreadableException(
                    "it has more than %d MiB; what stands before is read; split it"
                            .formatted(most / MIB));
        }
    }
}
