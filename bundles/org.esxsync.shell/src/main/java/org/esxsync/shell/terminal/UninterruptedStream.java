package org.esxsync.shell.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes also while its thread is interrupted, and leaves it so: Gogo's streams are channels, which
 * close for good when an interrupted thread writes, and the shell would be mute after Ctrl-C.
 */
final class UninterruptedStream extends FilterOutputStream {

    UninterruptedStream(OutputStream out) {
        super(out);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void uninterrupted(Work work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void write(int b) throws IOException {
        uninterrupted(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        uninterrupted(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        uninterrupted(out::flush);
    }
}
