package org.esxsync.fetch.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a tar file, watched for what the tar reader lets pass: its end and huge headers. */
final class TarBlocks extends FilterInputStream {

    /** A long name or a PAX header is kept in memory as a whole. */
    private static final long MAX_HEADER = 1024 * 1024;

    private static final int BLOCK = 512;

    private long count;
    private long zeros;
    private long allowedUntil = Long.MAX_VALUE;

    /** Writers fill up the last record, which usually has 10 KiB. */
    private static final long MOST_PADDING = 1 << 20;

    TarBlocks(InputStream stream) {
        super(stream);
    }

    long count() {
        return count;
    }

    void limitHeader() {
        allowedUntil = count + MAX_HEADER;
    }

    void unlimited() {
        allowedUntil = Long.MAX_VALUE;
    }

    /**
     * Reads the rest, which holds nothing but the zeros that end an archive.
     *
     * @param end where the last entry ended
     */
    void checkEnd(long end) throws IOException {
        byte[] nowhere = new byte[8192];
        while (read(nowhere, 0, nowhere.length) >= 0) {
            if (count - end > MOST_PADDING) {
                throw new ArchiveException("too much follows its end");
            }
        }
        if (count - end < BLOCK) {
            throw new IOException("it is cut off: the blocks that mark its end are missing");
        }
        if (zeros < count - end) {
            throw new IOException("there is something behind its end");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        if (n > 0) {
            count += n;
            countZeros(buffer, offset, n);
            if (count > allowedUntil) {
                throw new ArchiveException("an entry's header is larger than " + MAX_HEADER);
            }
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        byte[] nowhere = new byte[(int) Math.min(n, 8192)];
        int skipped = read(nowhere, 0, nowhere.length);
        return Math.max(skipped, 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void countZeros(byte[] buffer, int offset, int length) {
        int i = offset + length;
        while (i > offset && buffer[i - 1] == 0) {
            i--;
        }
        long trailing = offset + length - i;
        zeros = trailing == length ? zeros + trailing : trailing;
    }
}
