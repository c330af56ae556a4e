package org.esxsync.benchmark.samples;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A tar.gz of any size that nobody has to store: it is made as it is sent, and not made smaller.
 *
 * @param id the patch, and the directory in it
 * @param fileSize bytes of each file in it
 * @param files how many
 */
public record StoredTarball(String id, long fileSize, int files) implements GeneratedFile {

    private static final int CHUNK = 1 << 16;
    private static final int DEFLATE_BLOCK = 65_535;
    private static final int GZIP_HEADER = 10;
    private static final int GZIP_TRAILER = 8;
    private static final int BLOCK = 512;
    private static final int RECORD = 10_240;

    @Override
    public long size() {
        long tar = BLOCK + files * (BLOCK + (fileSize + BLOCK - 1) / BLOCK * BLOCK) + 2 * BLOCK;
        tar = (tar + RECORD - 1) / RECORD * RECORD;
        long blocks = (tar + DEFLATE_BLOCK - 1) / DEFLATE_BLOCK;
        return GZIP_HEADER + tar + 5 * blocks + GZIP_TRAILER;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        new Random(files).nextBytes(chunk);
        Stored stored = new Stored(out);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(stored, RECORD);
        tar.putArchiveEntry(entry(id + "/"));
        tar.closeArchiveEntry();
        for (int i = 0; i < files; i++) {
            TarArchiveEntry entry = entry(id + "/part" + i);
            entry.setSize(fileSize);
            tar.putArchiveEntry(entry);
            for (long left = fileSize; left > 0; left -= Math.min(left, CHUNK)) {
                tar.write(chunk, 0, (int) Math.min(left, CHUNK));
            }
            tar.closeArchiveEntry();
        }
        tar.finish();
        stored.finish();
    }

    /** Made at a time that does not change. */
    private static TarArchiveEntry entry(String name) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setModTime(0);
        return entry;
    }

    /** Its MD5, which takes a while. */
    public String md5() throws IOException {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            write(new DigestOutputStream(OutputStream.nullOutputStream(), md5));
            return HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks MD5", e);
        }
    }

    /** Puts bytes into the blocks of a gzip file as they are. */
    private static final class Stored extends FilterOutputStream {

        private final ByteArrayOutputStream block = new ByteArrayOutputStream(DEFLATE_BLOCK);
        private final CRC32 crc = new CRC32();
        private long length;

        Stored(OutputStream out) throws IOException {
            super(out);
            out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            crc.update(bytes, offset, count);
            length += count;
            int done = 0;
            while (done < count) {
                if (block.size() == DEFLATE_BLOCK) {
                    flushBlock(false);
                }
                int part = Math.min(count - done, DEFLATE_BLOCK - block.size());
                block.write(bytes, offset + done, part);
                done += part;
            }
        }

        void finish() throws IOException {
            flushBlock(true);
            little((int) crc.getValue(), 4);
            little((int) length, 4);
            out.flush();
        }

        private void flushBlock(boolean last) throws IOException {
            out.write(last ? 1 : 0);
            little(block.size(), 2);
            little(~block.size(), 2);
            block.writeTo(out);
            block.reset();
        }

        private void little(int value, int count) throws IOException {
            for (int i = 0; i < count; i++) {
                out.write(value >>> (8 * i));
            }
        }
    }
}
