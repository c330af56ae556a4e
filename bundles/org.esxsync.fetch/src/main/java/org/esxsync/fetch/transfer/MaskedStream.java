package org.esxsync.fetch.transfer;

import java.io.IOException;
import java.io.InputStream;
import org.esxsync.api.Secrets;

/**
 * A document without the secrets that a server may repeat in it, such as the URL that it was asked
 * for. Does not close what it reads from. For one thread.
 */
final class MaskedStream extends InputStream {

    private static final int BLOCK = 64 * 1024;

    private final InputStream in;

    /** How many bytes must be seen before one is handed out. */
    private final int ahead = Math.max(0, Secrets.longest() - 1);

    private final byte[] buffer = new byte[BLOCK + ahead];
    private int position;
    private int ready;
    private int filled;
    private boolean ended;

    MaskedStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, ready - position);
        System.arraycopy(buffer, position, bytes, offset, count);
        position += count;
        return count;
    }

    private boolean hasMore() throws IOException {
        if (position == ready && !(ended && ready == filled)) {
            fill();
        }
        return position < ready;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, filled - position);
        filled -= position;
        position = 0;
        while (!ended && filled <= ahead) {
            int count = in.read(buffer, filled, buffer.length - filled);
            ended = count < 0;
            filled += Math.max(0, count);
        }
        Secrets.mask(buffer, filled);
        ready = ended ? filled : filled - ahead;
    }
}
