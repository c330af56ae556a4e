package org.esxsync.fetch.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.ZipException;

/** The last bytes of a zip, as a file of its size in which no others can be read. */
final class ZipEnd implements SeekableByteChannel {

    private final byte[] bytes;
    private final long start;
    private long position;

    /**
     * @param start where in the zip the bytes begin
     */
    ZipEnd(byte[] bytes, long start) {
        this.bytes = bytes;
        this.start = start;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (position >= size()) {
            return -1;
        }
        if (position < start) {
            throw new ZipException("what its end tells of stands too far from the end");
        }
        int count = (int) Math.min(target.remaining(), size() - position);
        target.put(bytes, (int) (position - start), count);
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return start + bytes.length;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
