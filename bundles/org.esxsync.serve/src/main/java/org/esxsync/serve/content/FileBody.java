package org.esxsync.serve.content;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open file, which stays the same when another takes its name. */
public final class FileBody implements Body {

    private final FileChannel channel;
    private final long length;

    /**
     * @param channel closed with this
     */
    public FileBody(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long at, ByteBuffer into) throws IOException {
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + length - at));
        try {
            if (channel.read(into, at) < 0) {
                throw new EOFException("the file was cut while it was sent");
            }
        } finally {
            into.limit(limit);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
