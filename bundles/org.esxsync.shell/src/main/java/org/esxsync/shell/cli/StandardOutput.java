package org.esxsync.shell.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps what went wrong with standard output, about which a {@code PrintStream} says nothing. Who
 * closes the other end of a pipe early has seen enough, and that is no error.
 */
final class StandardOutput extends FilterOutputStream {

    private static final int FILE_TYPE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private volatile Optional<IOException> problem = Optional.empty();

    private final BooleanSupplier isPipe;

    /**
     * @param isPipe whether it leads into a pipe
     */
    StandardOutput(OutputStream out, BooleanSupplier isPipe) {
        super(out);
        this.isPipe = isPipe;
    }

    static StandardOutput standardOutput() {
        return new StandardOutput(
                new FileOutputStream(FileDescriptor.out), StandardOutput::leadsIntoPipe);
    }

    /** The first thing that went wrong. */
    Optional<IOException> problem() {
        return problem;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            if (problem.isEmpty() && !isPipe.getAsBoolean()) {
                problem = Optional.of(e);
            }
            throw e;
        }
    }

    /** The words for a closed pipe depend on the system's language; what it is does not. */
    private static boolean leadsIntoPipe() {
        try {
            int type = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") & FILE_TYPE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Not a system where this can be told.
            return false;
        }
    }
}
