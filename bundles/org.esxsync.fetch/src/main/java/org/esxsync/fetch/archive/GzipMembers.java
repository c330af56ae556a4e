package org.esxsync.fetch.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * What a gzip file holds: its members, one after the other. Zeros may fill up its last block, but
 * anything else behind the last member is an error, unlike with the JDK's stream.
 */
final class GzipMembers extends InputStream {

    private static final int BUFFER = 64 * 1024;
    private static final byte[] MAGIC = {0x1f, (byte) 0x8b};

    private final InputStream file;
    private InputStream member;

    GzipMembers(InputStream file) throws IOException {
        this.file = new BufferedInputStream(file, BUFFER);
        this.member = member();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = member.read(buffer, offset, length);
        while (count < 0 && hasNext()) {
            Interrupts.check();
            member = member();
            count = member.read(buffer, offset, length);
        }
        return count;
    }

    private InputStream member() throws IOException {
        return GzipCompressorInputStream.builder().setInputStream(file).setBufferSize(BUFFER).get();
    }

    private boolean hasNext() throws IOException {
        file.mark(MAGIC.length);
        byte[] start = file.readNBytes(MAGIC.length);
        file.reset();
        if (Arrays.equals(start, MAGIC)) {
            return true;
        }
        byte[] rest = new byte[BUFFER];
        for (int n = file.read(rest); n >= 0; n = file.read(rest)) {
            Interrupts.check();
            for (int i = 0; i < n; i++) {
                if (rest[i] != 0) {
                    throw new IOException("there is something behind its end");
                }
            }
        }
        return false;
    }
}
