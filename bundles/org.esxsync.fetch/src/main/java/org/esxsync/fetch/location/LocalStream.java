package org.esxsync.fetch.location;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.zip.ZipException;

/**
 * Reads where a failure is final, since trying again would fail again: from local disk, and from
 * zips. Only a {@link RetryableException} passes as it is.
 */
final class LocalStream extends FilterInputStream {

    private final URI location;
    private final AutoCloseable container;

    /**
     * @param container closed with the stream
     */
    LocalStream(URI location, InputStream stream, AutoCloseable container) {
        super(stream);
        this.location = location;
        this.container = container;
    }

    @Override
    public int read() throws RetryableException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws RetryableException {
        try {
            return in.read(buffer, offset, length);
        } catch (RetryableException e) {
            throw e;
        } catch (ZipException | EOFException e) {
            throw Failures.damagedZip(location, e);
        } catch (IOException e) {
            throw Failures.unreadable(location, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (container) {
            super.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
