package org.esxsync.api.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the end of a zip file says of its directory, read before the zip is opened: readers take the
 * directory into memory as a whole.
 *
 * <p>The form is that of PKWARE's APPNOTE, 4.3.12 to 4.3.16. Readers differ in which of several end
 * records they take, so that the size is the largest that any of them tells.
 *
 * @param start where the directory begins of which the last end record tells, or -1 if there is
 *     none
 * @param size bytes of the directory, the largest that a reader may see
 * @param whole whether the file ends with an end record that fits it; if not, it is no zip, cut off
 *     or damaged, or something follows its end
 */
public record ZipDirectory(long start, long size, boolean whole) {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int END_SIZE = 12;
    private static final int END_OFFSET = 16;
    private static final int END_COMMENT = 20;
    private static final int MAX_COMMENT = 0xffff;
    private static final long IN_ZIP64 = 0xffffffffL;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_LENGTH = 20;
    private static final int LOCATOR_END64 = 8;
    private static final int END64_LENGTH = 56;
    private static final int END64_SIZE = 40;
    private static final int END64_OFFSET = 48;

    /**
     * Reads the end of a file.
     *
     * @throws IOException if it cannot be read
     */
    public static ZipDirectory of(Path file) throws IOException {
        try (SeekableByteChannel zip = Files.newByteChannel(file)) {
            return of(zip);
        }
    }

    /**
     * Reads the end of a zip, wherever it is.
     *
     * @param zip read only near its end, and where a ZIP64 end record is told to be; left open
     * @throws IOException if it cannot be read
     */
    public static ZipDirectory of(SeekableByteChannel zip) throws IOException {
        int length = (int) Math.min(zip.size(), LOCATOR_LENGTH + END_LENGTH + MAX_COMMENT);
        long tailStart = zip.size() - length;
        ByteBuffer tail = read(zip, tailStart, length);
        ZipDirectory found = new ZipDirectory(-1, 0, false);
        for (int i = 0; i + END_LENGTH <= length; i++) {
            if (tail.getInt(i) == END_SIGNATURE) {
                found = found.with(EndRecord.at(zip, tail, i, tailStart));
            }
        }
        return found;
    }

    private ZipDirectory with(EndRecord end) {
        long largest = Math.max(size, end.size());
        boolean fits = end.last() && end.offset() >= 0 && end.offset() <= end.position();
        return new ZipDirectory(
                Math.max(-1, end.directoryEnd() - end.size()),
                fits ? Math.max(largest, end.position() - end.offset()) : largest,
                fits);
    }

    /**
     * One end record, with what its ZIP64 form says.
     *
     * @param position where it stands
     * @param directoryEnd where the directory ends
     * @param size bytes of the directory
     * @param offset where the directory begins; -1 if that is not told
     * @param last whether the file ends with it
     */
    private record EndRecord(
            long position, long directoryEnd, long size, long offset, boolean last) {

        static EndRecord at(SeekableByteChannel zip, ByteBuffer tail, int end, long tailStart)
                throws IOException {
            long size = Integer.toUnsignedLong(tail.getInt(end + END_SIZE));
            long offset = Integer.toUnsignedLong(tail.getInt(end + END_OFFSET));
            int comment = Short.toUnsignedInt(tail.getShort(end + END_COMMENT));
            boolean last = end + END_LENGTH + comment == tail.limit();
            long position = tailStart + end;
            long position64 = position64(zip, tail, end - LOCATOR_LENGTH);
            if (position64 < 0) {
                return new EndRecord(
                        position,
                        position,
                        size == IN_ZIP64 ? 0 : size,
                        offset == IN_ZIP64 ? -1 : offset,
                        last);
            }
            ByteBuffer end64 = read(zip, position64, END64_LENGTH);
            long size64 = end64.getLong(END64_SIZE);
            long told = Math.max(size == IN_ZIP64 ? 0 : size, size64);
            return new EndRecord(
                    position,
                    size == IN_ZIP64 ? position64 : position,
                    size64 < 0 ? Long.MAX_VALUE : told,
                    offset == IN_ZIP64 ? end64.getLong(END64_OFFSET) : offset,
                    last);
        }

        /** Where the ZIP64 end record stands to which a locator leads, or -1. */
        private static long position64(SeekableByteChannel zip, ByteBuffer tail, int locator)
                throws IOException {
            if (locator < 0 || tail.getInt(locator) != LOCATOR_SIGNATURE) {
                return -1;
            }
            long position = tail.getLong(locator + LOCATOR_END64);
            return position <= zip.size() - END64_LENGTH ? position : -1;
        }
    }

    private static ByteBuffer read(SeekableByteChannel zip, long position, int length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        zip.position(position);
        while (bytes.hasRemaining()) {
            if (zip.read(bytes) < 0) {
                throw new EOFException("it ended while it was read");
            }
        }
        return bytes.flip();
    }
}
