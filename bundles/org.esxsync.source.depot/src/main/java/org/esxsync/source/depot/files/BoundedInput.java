package org.esxsync.source.depot.files;

import java.io.IOException;
import java.io.InputStream;

/** Input from outside that ends in an error once it is longer than allowed. */
final class BoundedInput extends InputStream {

    private final InputStream in;
    private final long limit;
    private final long stepLimit;
    private long total;
    private long step;

    /**
     * @param limit bytes in all
     * @param stepLimit bytes between two calls of {@link #step()}
     */
    BoundedInput(InputStream in, long limit, long stepLimit) {
        this.in = in;
        this.limit = limit;
        this.stepLimit = stepLimit;
    }

    BoundedInput(InputStream in, long limit) {
        this(in, limit, limit);
    }

    /** Begins a new step. */
    void step() {
        step = 0;
    }

    /** Why the input was cut off, or an empty string while it is within its limits. */
    String excess() {
        if (total > limit) {
            return "it is larger than the limit of " + limit + " bytes";
        }
        return step > stepLimit ? "one piece of it is larger than " + stepLimit + " bytes" : "";
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void count(int bytes) throws IOException {
        total += bytes;
        step += bytes;
        if (!excess().isEmpty()) {
            throw new IOException(excess());
        }
    }
}
