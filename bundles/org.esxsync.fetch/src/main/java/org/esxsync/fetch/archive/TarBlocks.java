package org.esxsync.fetch.archive;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a tar file, watched for what the tar reader lets pass: headers that are damaged or
 * huge, and what follows the end.
 */
final class TarBlocks extends FilterInputStream {

    /** A long name or a PAX header is kept in memory as a whole. */
    private static final long MAX_HEADER = 1024 * 1024;

    /** Global headers are kept for good, and read again for each entry. */
    private static final long MAX_GLOBAL_HEADERS = 64 * 1024;

    /** GNU's headers whose content is the name of the entry that follows, or its link's target. */
    private static final String LONG_NAMES = "LK";

    private static final int BLOCK = 512;

    /** A tape's record, in which writers put the blocks of an archive. */
    private static final int RECORD = 20 * BLOCK;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE = 156;
    private static final int LINK = 157;

    /** POSIX ends its magic number with a zero, GNU, which has no prefix, with a blank. */
    private static final int MAGIC_END = 262;

    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;

    /** Headers whose content describes the entry that follows: PAX's, Sun's and GNU's. */
    private static final String EXTENSIONS = "xgXLK";

    private static final long NONE = Long.MAX_VALUE;

    private final byte[] header = new byte[BLOCK];
    private int headerStart = BLOCK;
    private int headerEnd = BLOCK;
    private long nextHeader = NONE;
    private long globalHeaders;
    private @Nullable ByteArrayOutputStream longName;
    private long count;
    private long zeros;

    /** Where the first byte since the last header stands that is no zero. */
    private long content = NONE;

    private long allowedUntil = NONE;

    TarBlocks(InputStream stream) {
        super(stream);
    }

    long count() {
        return count;
    }

    /** Says that the next block is a header: an entry's own, or one that extends it. */
    void beginHeaders() {
        nextHeader = roundUp(count);
        content = NONE;
        allowedUntil = nextHeader + MAX_HEADER;
    }

    void endHeaders() {
        nextHeader = NONE;
        allowedUntil = NONE;
    }

    static long roundUp(long position) {
        return roundUp(position, BLOCK);
    }

    private static long roundUp(long position, int unit) {
        return (position + unit - 1) / unit * unit;
    }

    /**
     * Reads the rest: the two blocks of zeros that end an archive, and more of them. Old writers
     * leave in the last record, behind the two blocks, what the record before held.
     *
     * @param end where the last entry ended
     * @param target counts them
     */
    void checkEnd(long end, UnpackTarget target) throws IOException {
        target.pass(this);
        if (count - end < BLOCK) {
            throw new IOException("it is cut off: the blocks that mark its end are missing");
        }
        long marked = end + 2 * BLOCK;
        long record = roundUp(marked, RECORD);
        boolean leftOver = content >= marked && count - zeros <= record && count >= record;
        if (zeros < count - end && !leftOver) {
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
        if (count == nextHeader) {
            readHeader();
        }
        int n =
                headerStart < headerEnd
                        ? takeHeader(buffer, offset, length)
                        : in.read(buffer, offset, (int) Math.min(length, nextHeader - count));
        if (n > 0) {
            if (content == NONE) {
                content = findContent(buffer, offset, n);
            }
            count += n;
            countZeros(buffer, offset, n);
            if (longName != null && headerStart == headerEnd) {
                longName.write(buffer, offset, n);
            }
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

    private void readHeader() throws IOException {
        if (longName != null && !NameEncoding.isUtf8(longName.toByteArray())) {
            throw new ArchiveException("a long name in it is not in UTF-8");
        }
        longName = null;
        headerStart = 0;
        headerEnd = in.readNBytes(header, 0, BLOCK);
        nextHeader = NONE;
        if (headerEnd < BLOCK || isEmpty(header)) {
            return;
        }
        if (!TarUtils.verifyCheckSum(header)) {
            throw new IOException("the checksum of a header is wrong");
        }
        if (header[TYPE] == TarConstants.LF_LINK) {
            // Some writers repeat the size of the file that it links to.
            Arrays.fill(header, SIZE, SIZE + SIZE_LENGTH - 1, (byte) '0');
            header[SIZE + SIZE_LENGTH - 1] = 0;
        }
        if (EXTENSIONS.indexOf(header[TYPE]) >= 0) {
            long size = TarUtils.parseOctalOrBinary(header, SIZE, SIZE_LENGTH);
            if (size < 0 || size > MAX_HEADER) {
                throw new ArchiveException("an entry's header is larger than " + MAX_HEADER);
            }
            if (header[TYPE] == TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER) {
                globalHeaders += size;
            }
            if (globalHeaders > MAX_GLOBAL_HEADERS) {
                throw new ArchiveException(
                        "its global headers are larger than " + MAX_GLOBAL_HEADERS + " bytes");
            }
            nextHeader = count + BLOCK + roundUp(size);
        } else {
            markOtherEncodings();
        }
        longName = LONG_NAMES.indexOf(header[TYPE]) >= 0 ? new ByteArrayOutputStream() : null;
    }

    /** The tar reader takes bytes that are no UTF-8 for question marks, and says nothing. */
    private void markOtherEncodings() {
        NameEncoding.mark(header, NAME, NAME_LENGTH);
        NameEncoding.mark(header, LINK, NAME_LENGTH);
        if (header[MAGIC_END] == 0) {
            NameEncoding.mark(header, PREFIX, PREFIX_LENGTH);
        }
    }

    private int takeHeader(byte[] buffer, int offset, int length) {
        int n = Math.min(length, headerEnd - headerStart);
        System.arraycopy(header, headerStart, buffer, offset, n);
        headerStart += n;
        return n;
    }

    private static boolean isEmpty(byte[] block) {
        for (byte one : block) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    private long findContent(byte[] buffer, int offset, int length) {
        for (int i = 0; i < length; i++) {
            if (buffer[offset + i] != 0) {
                return count + i;
            }
        }
        return NONE;
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
