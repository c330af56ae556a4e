package org.esxsync.fetch.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks at the end of a zip file before it is opened: that nothing follows it, and that its central
 * directory, which is read into memory as a whole, is not huge.
 */
final class ZipDirectory {

    /** About 20,000 entries with usual names. */
    private static final long MAX_SIZE = 2L * 1024 * 1024;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int END_OFFSET = 16;
    private static final int END_COMMENT = 20;
    private static final int MAX_COMMENT = 0xffff;
    private static final long IN_ZIP64 = 0xffffffffL;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int LOCATOR_OFFSET = 8;
    private static final int END64_OFFSET = 48;
    private static final int END64_SIZE = 56;

    private ZipDirectory() {}

    static void check(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            int tail = (int) Math.min(size, END_SIZE + MAX_COMMENT);
            ByteBuffer bytes = read(channel, size - tail, tail);
            int end = find(bytes);
            long offset = Integer.toUnsignedLong(bytes.getInt(end + END_OFFSET));
            long endPosition = size - tail + end;
            if (offset == IN_ZIP64) {
                offset = offset64(channel, endPosition);
            }
            if (offset > endPosition) {
                throw new IOException("its directory is damaged");
            }
            if (endPosition - offset > MAX_SIZE) {
                throw new ArchiveException("its directory is larger than " + MAX_SIZE + " bytes");
            }
        }
    }

    private static int find(ByteBuffer tail) throws IOException {
        for (int i = tail.limit() - END_SIZE; i >= 0; i--) {
            if (tail.getInt(i) == END_SIGNATURE
                    && i + END_SIZE + Short.toUnsignedInt(tail.getShort(i + END_COMMENT))
                            == tail.limit()) {
                return i;
            }
        }
        throw new IOException("it is cut off, or something follows its end");
    }

    private static long offset64(SeekableByteChannel channel, long endPosition) throws IOException {
        ByteBuffer locator = read(channel, endPosition - LOCATOR_SIZE, LOCATOR_SIZE);
        if (locator.getInt(0) != LOCATOR_SIGNATURE) {
            throw new IOException("its directory is damaged");
        }
        long end64 = locator.getLong(LOCATOR_OFFSET);
        return read(channel, end64, END64_SIZE).getLong(END64_OFFSET);
    }

    private static ByteBuffer read(SeekableByteChannel channel, long position, int length)
            throws IOException {
        if (position < 0 || position + length > channel.size()) {
            throw new IOException("its directory is damaged");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        return bytes.flip();
    }
}
