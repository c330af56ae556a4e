package org.esxsync.source.depot.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import org.esxsync.api.patch.Digest;

/**
 * Looks at the end of a zip before it is opened, since {@link java.util.zip.ZipFile} reads the
 * directory there into memory as a whole.
 */
final class ZipDirectory {

    /** Some 150,000 entries with usual names. */
    private static final long MAX_SIZE = 16L << 20;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int END_DIRECTORY_SIZE = 12;
    private static final int MAX_COMMENT = 0xffff;
    private static final long IN_ZIP64 = 0xffffffffL;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int LOCATOR_END64 = 8;
    private static final int END64_SIZE = 56;
    private static final int END64_DIRECTORY_SIZE = 40;
    private static final int MAX_END = LOCATOR_SIZE + END_SIZE + MAX_COMMENT;

    private ZipDirectory() {}

    /** Readers differ in which of several end records they take, so that all must be sound. */
    static void check(Path file) throws IOException {
        try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "r")) {
            long size = zip.length();
            int length = (int) Math.min(size, MAX_END);
            ByteBuffer tail = read(zip, size - length, length);
            for (int i = 0; i + END_SIZE <= length; i++) {
                if (tail.getInt(i) == END_SIGNATURE) {
                    long told = Integer.toUnsignedLong(tail.getInt(i + END_DIRECTORY_SIZE));
                    check(told == IN_ZIP64 ? 0 : told);
                    if (i >= LOCATOR_SIZE && tail.getInt(i - LOCATOR_SIZE) == LOCATOR_SIGNATURE) {
                        check64(zip, tail.getLong(i - LOCATOR_SIZE + LOCATOR_END64));
                    }
                }
            }
        }
    }

    /**
     * The SHA-256 of a zip's directory and of what follows it, which is another one if any entry is
     * another or has other content; empty if the file is no zip.
     */
    static Optional<Digest> sha256(Path file) throws IOException {
        try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "r")) {
            long start = start(zip);
            if (start < 0 || zip.length() - start > MAX_SIZE + MAX_END) {
                return Optional.empty();
            }
            byte[] bytes = new byte[(int) (zip.length() - start)];
            zip.seek(start);
            zip.readFully(bytes);
            return Optional.of(Digest.of(Digest.Algorithm.SHA_256, bytes));
        }
    }

    /** Where the directory starts of which the last end record tells; -1 if there is none. */
    private static long start(RandomAccessFile zip) throws IOException {
        int length = (int) Math.min(zip.length(), MAX_END);
        ByteBuffer tail = read(zip, zip.length() - length, length);
        for (int i = length - END_SIZE; i >= 0; i--) {
            if (tail.getInt(i) == END_SIGNATURE) {
                long told = Integer.toUnsignedLong(tail.getInt(i + END_DIRECTORY_SIZE));
                return told == IN_ZIP64 && i >= LOCATOR_SIZE
                        ? start64(zip, tail.getLong(i - LOCATOR_SIZE + LOCATOR_END64))
                        : zip.length() - length + i - told;
            }
        }
        return -1;
    }

    private static long start64(RandomAccessFile zip, long end) throws IOException {
        return end >= 0 && end <= zip.length() - END64_SIZE
                ? end - read(zip, end, END64_SIZE).getLong(END64_DIRECTORY_SIZE)
                : -1;
    }

    private static void check64(RandomAccessFile zip, long end) throws IOException {
        if (end >= 0 && end <= zip.length() - END64_SIZE) {
            check(read(zip, end, END64_SIZE).getLong(END64_DIRECTORY_SIZE));
        }
    }

    private static void check(long size) throws IOException {
        if (size < 0 || size > MAX_SIZE) {
            throw new IOException("its directory is larger than " + MAX_SIZE + " bytes");
        }
    }

    private static ByteBuffer read(RandomAccessFile zip, long position, int length)
            throws IOException {
        byte[] bytes = new byte[length];
        zip.seek(position);
        zip.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
