package org.esxsync.fetch.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipException;

/** Reads the records of a zip's directory: PKWARE's APPNOTE, 4.3.12 and 4.5.3. */
final class ZipRecords {

    private static final int SIGNATURE = 0x02014b50;
    private static final int LENGTH = 46;
    private static final int FLAGS = 8;
    private static final int METHOD = 10;
    private static final int CRC = 16;
    private static final int PACKED = 20;
    private static final int SIZE = 24;
    private static final int NAME_LENGTH = 28;
    private static final int EXTRA_LENGTH = 30;
    private static final int COMMENT_LENGTH = 32;
    private static final int START = 42;
    private static final long IN_ZIP64 = 0xffffffffL;
    private static final int ZIP64 = 1;

    private final ByteBuffer directory;
    private final long start;
    private final Map<String, ZipRecord> byName = new HashMap<>();
    private final TreeSet<Long> starts = new TreeSet<>();

    private ZipRecords(byte[] directory, long start) {
        this.directory = ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN);
        this.start = start;
    }

    /**
     * The records by their names.
     *
     * @param directory its bytes; more may follow
     * @param start where in the zip it begins; every entry is before
     * @throws ZipException if it is damaged
     */
    static Map<String, ZipRecord> of(byte[] directory, long start) throws ZipException {
        ZipRecords records = new ZipRecords(directory, start);
        int position = 0;
        while (records.isRecord(position)) {
            position += records.read(position);
        }
        records.byName.replaceAll((name, each) -> each.endingAt(records.end(each)));
        return records.byName;
    }

    private boolean isRecord(int position) {
        return position + LENGTH <= directory.limit() && directory.getInt(position) == SIGNATURE;
    }

    private int read(int position) throws ZipException {
        int nameLength = unsignedShort(position + NAME_LENGTH);
        int extraLength = unsignedShort(position + EXTRA_LENGTH);
        int length = LENGTH + nameLength + extraLength + unsignedShort(position + COMMENT_LENGTH);
        if (position + length > directory.limit()) {
            throw new ZipException("its directory is cut off");
        }
        ByteBuffer zip64 = zip64(position + LENGTH + nameLength, extraLength);
        long size = number(position + SIZE, zip64);
        long packed = number(position + PACKED, zip64);
        long first = number(position + START, zip64);
        String name =
                new String(
                        directory.array(), position + LENGTH, nameLength, StandardCharsets.UTF_8);
        if (first < 0 || first >= start || packed < 0 || packed > start - first || size < 0) {
            throw new ZipException("its directory tells of bytes that it has not");
        }
        starts.add(first);
        byName.put(
                name,
                new ZipRecord(
                        name,
                        unsignedShort(position + FLAGS),
                        unsignedShort(position + METHOD),
                        Integer.toUnsignedLong(directory.getInt(position + CRC)),
                        packed,
                        size,
                        first,
                        start));
        return length;
    }

    private long end(ZipRecord entry) {
        Long next = starts.higher(entry.start());
        return next == null ? start : next;
    }

    /** A number of four bytes, or where these say so the next one of the ZIP64 extra field. */
    private long number(int position, ByteBuffer zip64) throws ZipException {
        long number = Integer.toUnsignedLong(directory.getInt(position));
        if (number != IN_ZIP64) {
            return number;
        }
        if (zip64.remaining() < Long.BYTES) {
            throw new ZipException("its directory lacks a size");
        }
        return zip64.getLong();
    }

    private ByteBuffer zip64(int from, int length) {
        int position = from;
        int end = from + length;
        while (position + 4 <= end) {
            int size = unsignedShort(position + 2);
            int next = position + 4 + size;
            if (unsignedShort(position) == ZIP64 && next <= end) {
                return directory.slice(position + 4, size).order(ByteOrder.LITTLE_ENDIAN);
            }
            position = next;
        }
        return ByteBuffer.allocate(0);
    }

    private int unsignedShort(int position) {
        return Short.toUnsignedInt(directory.getShort(position));
    }
}
