package org.esxsync.fetch.zip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.esxsync.api.fetch.FetchException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The content of an entry, whose size and CRC are right if the end is reached. */
final class EntryStream extends InputStream {

    private static final Logger LOG = LoggerFactory.getLogger(EntryStream.class);

    private static final int SIGNATURE = 0x04034b50;
    private static final int LENGTH = 30;
    private static final int NAME_LENGTH = 26;
    private static final int EXTRA_LENGTH = 28;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int BUFFER = 16 * 1024;

    /**
     * What may follow an entry's data, such as its descriptor, and be read to keep a connection.
     */
    private static final int MOST_AFTER = 1024;

    private final ZipRecord entry;
    private final InputStream raw;
    private final InputStream content;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private long position;
    private boolean checked;

    /**
     * @param raw the bytes of the zip from the entry's local header on; closed with this
     * @throws ZipException if it cannot be read
     */
    EntryStream(ZipRecord entry, InputStream raw) throws IOException {
        this.entry = entry;
        this.raw = raw;
        this.content = content();
    }

    private InputStream content() throws IOException {
        if (entry.isEncrypted() || entry.method() != STORED && entry.method() != DEFLATED) {
            throw new ZipException("the entry is encrypted or compressed in an unknown way");
        }
        skipHeader();
        InputStream packed = new Packed(raw, entry.packed());
        return entry.method() == STORED
                ? packed
                : new InflaterInputStream(packed, inflater, BUFFER);
    }

    private void skipHeader() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(raw.readNBytes(LENGTH)).order(ByteOrder.LITTLE_ENDIAN);
        if (header.limit() < LENGTH || header.getInt(0) != SIGNATURE) {
            throw new ZipException("there is no entry where its directory says");
        }
        int nameLength = Short.toUnsignedInt(header.getShort(NAME_LENGTH));
        int extraLength = Short.toUnsignedInt(header.getShort(EXTRA_LENGTH));
        long needed = (long) LENGTH + nameLength + extraLength + entry.packed();
        if (needed > entry.reach() - entry.start()) {
            throw new ZipException("its entries overlap");
        }
        byte[] name = raw.readNBytes(nameLength);
        if (!new String(name, StandardCharsets.UTF_8).equals(entry.name())) {
            throw new ZipException("there is another entry than its directory says");
        }
        raw.readNBytes(extraLength);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = content.read(buffer, offset, length);
        if (count >= 0) {
            crc.update(buffer, offset, count);
            position += count;
        }
        if (position > entry.size() || count < 0 && position < entry.size()) {
            throw new ZipException("an entry has another size than its directory says");
        }
        if (count < 0 && crc.getValue() != entry.crc()) {
            throw new ZipException("an entry's checksum is wrong");
        }
        if (count < 0) {
            endRaw();
        }
        return count;
    }

    /**
     * Reads the little that follows, so that the connection can be used again. The entry is whole
     * whether that comes or not.
     */
    private void endRaw() {
        if (!checked) {
            checked = true;
            try {
                raw.readNBytes(MOST_AFTER);
            } catch (IOException | FetchException e) {
                LOG.debug("{}: the connection is lost behind it: {}", entry.name(), e.toString());
            }
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        raw.close();
    }

    /** The packed bytes of an entry, and no more. */
    private static final class Packed extends InputStream {

        private final InputStream raw;
        private long left;

        Packed(InputStream raw, long length) {
            this.raw = raw;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = raw.read(buffer, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("an entry is cut off");
            }
            left -= count;
            return count;
        }
    }
}
