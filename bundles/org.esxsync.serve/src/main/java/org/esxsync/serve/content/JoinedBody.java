package org.esxsync.serve.content;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Parts of bodies, one after the other. */
public final class JoinedBody implements Body {

    private final List<Part> parts;
    private final List<? extends Closeable> closed;
    private final long length;

    private record Part(Body body, long from, long start, long length) {}

    /** Collects the parts in their order. */
    public static final class Builder {

        private final List<Part> parts = new ArrayList<>();
        private long length;

        /** Adds some bytes of a body. */
        public Builder add(Body body, long from, long count) {
            if (count > 0) {
                parts.add(new Part(body, from, length, count));
                length += count;
            }
            return this;
        }

        /** Adds a whole body. */
        public Builder add(Body body) {
            return add(body, 0, body.length());
        }

        public long length() {
            return length;
        }

        /**
         * @param closed what to close with the joined one
         */
        public JoinedBody build(List<? extends Closeable> closed) {
            return new JoinedBody(parts, closed, length);
        }
    }

    private JoinedBody(List<Part> parts, List<? extends Closeable> closed, long length) {
        this.parts = List.copyOf(parts);
        this.closed = List.copyOf(closed);
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long at, ByteBuffer into) throws IOException {
        Part part = partAt(at);
        long inside = at - part.start();
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + part.length() - inside));
        try {
            part.body().read(part.from() + inside, into);
        } finally {
            into.limit(limit);
        }
    }

    private Part partAt(long at) {
        int low = 0;
        int high = parts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (parts.get(middle).start() <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return parts.get(low);
    }

    @Override
    public void close() throws IOException {
        IOException problem = null;
        for (Closeable each : closed) {
            try {
                each.close();
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
    }
}
