package org.esxsync.serve.bundle;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.serve.content.Body;
import org.esxsync.serve.content.BytesBody;
import org.esxsync.serve.content.JoinedBody;

/**
 * Lays out a zip of entries that are stored as they are: all lengths are known before the first
 * byte is sent, so that no entry needs a descriptor behind it. Zip64 is used where it must be. Used
 * by one thread.
 */
final class StoredZip {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;

    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_64_BYTES = 20;

    private static final short VERSION = 20;
    private static final short VERSION_64 = 45;
    private static final short UNIX = 3 << 8;
    private static final short UTF_8_NAMES = 0x0800;
    private static final int FILE_MODE = 0100644 << 16;
    private static final short EXTRA_64 = 1;
    private static final long MAX_32 = 0xffffffffL;
    private static final int MAX_16 = 0xffff;

    private final List<Entry> entries = new ArrayList<>();
    private final JoinedBody.Builder body = new JoinedBody.Builder();

    private record Entry(byte[] name, long size, int crc, int time, long offset) {

        boolean isLarge() {
            return size >= MAX_32;
        }

        boolean isFar() {
            return offset >= MAX_32;
        }
    }

    /**
     * Adds an entry.
     *
     * @param crc its CRC-32
     * @param modified to the second
     */
    void add(String name, Body content, int crc, LocalDateTime modified) {
        Entry entry =
                new Entry(
                        name.getBytes(StandardCharsets.UTF_8),
                        content.length(),
                        crc,
                        dosTime(modified),
                        body.length());
        entries.add(entry);
        body.add(new BytesBody(local(entry)));
        body.add(content);
    }

    /**
     * The zip.
     *
     * @param closed what is closed with it
     */
    Body finish(List<? extends Closeable> closed) {
        long start = body.length();
        for (Entry each : entries) {
            body.add(new BytesBody(central(each)));
        }
        body.add(new BytesBody(end(start, body.length() - start)));
        return body.build(closed);
    }

    private static byte[] local(Entry entry) {
        int extra = entry.isLarge() ? 20 : 0;
        ByteBuffer out = buffer(LOCAL_BYTES + entry.name().length + extra);
        out.putInt(LOCAL);
        out.putShort(entry.isLarge() ? VERSION_64 : VERSION);
        out.putShort(UTF_8_NAMES).putShort((short) 0).putInt(entry.time()).putInt(entry.crc());
        putSizes(out, entry);
        out.putShort((short) entry.name().length).putShort((short) extra).put(entry.name());
        if (entry.isLarge()) {
            out.putShort(EXTRA_64).putShort((short) 16);
            out.putLong(entry.size()).putLong(entry.size());
        }
        return out.array();
    }

    private static void putSizes(ByteBuffer out, Entry entry) {
        int size = (int) Math.min(entry.size(), MAX_32);
        out.putInt(entry.isLarge() ? -1 : size).putInt(entry.isLarge() ? -1 : size);
    }

    private static byte[] central(Entry entry) {
        int values = (entry.isLarge() ? 16 : 0) + (entry.isFar() ? 8 : 0);
        int extra = values == 0 ? 0 : values + 4;
        short version = values == 0 ? VERSION : VERSION_64;
        ByteBuffer out = buffer(CENTRAL_BYTES + entry.name().length + extra);
        out.putInt(CENTRAL).putShort((short) (UNIX | version)).putShort(version);
        out.putShort(UTF_8_NAMES).putShort((short) 0).putInt(entry.time()).putInt(entry.crc());
        putSizes(out, entry);
        out.putShort((short) entry.name().length).putShort((short) extra);
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(FILE_MODE);
        out.putInt(entry.isFar() ? -1 : (int) entry.offset()).put(entry.name());
        if (extra > 0) {
            out.putShort(EXTRA_64).putShort((short) values);
            if (entry.isLarge()) {
                out.putLong(entry.size()).putLong(entry.size());
            }
            if (entry.isFar()) {
                out.putLong(entry.offset());
            }
        }
        return out.array();
    }

    private byte[] end(long start, long size) {
        boolean isLarge = entries.size() >= MAX_16 || start >= MAX_32 || size >= MAX_32;
        ByteBuffer out = buffer(END_BYTES + (isLarge ? END_64_BYTES + LOCATOR_64_BYTES : 0));
        if (isLarge) {
            out.putInt(END_64).putLong(END_64_BYTES - 12);
            out.putShort((short) (UNIX | VERSION_64)).putShort(VERSION_64).putInt(0).putInt(0);
            out.putLong(entries.size()).putLong(entries.size()).putLong(size).putLong(start);
            out.putInt(LOCATOR_64).putInt(0).putLong(start + size).putInt(1);
        }
        short count = (short) Math.min(entries.size(), MAX_16);
        out.putInt(END).putShort((short) 0).putShort((short) 0).putShort(count).putShort(count);
        out.putInt(isLarge ? -1 : (int) size).putInt(isLarge ? -1 : (int) start);
        return out.putShort((short) 0).array();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Two seconds are the finest that there is, and 1980 the first year. */
    private static int dosTime(LocalDateTime time) {
        int year = Math.max(0, Math.min(time.getYear() - 1980, 127));
        int date = year << 9 | time.getMonthValue() << 5 | time.getDayOfMonth();
        int clock = time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2;
        return date << 16 | clock;
    }

    static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
