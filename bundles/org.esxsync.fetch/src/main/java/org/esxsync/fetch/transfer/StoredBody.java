package org.esxsync.fetch.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.fetch.location.Body;
import org.esxsync.fetch.location.Failures;

/** Writes a body to a file, which appears only once it is whole. */
final class StoredBody {

    private static final int BUFFER = 64 * 1024;

    private StoredBody() {}

    /**
     * @param limit the most bytes that it may have
     * @throws IOException if the body cannot be read to its end
     * @throws FetchException if it is too large or cannot be written
     */
    static void write(Body body, Path target, long limit) throws IOException {
        if (body.total() > limit) {
            throw tooLarge(body, limit);
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            long size = copy(body, part, limit);
            if (body.total() >= 0 && size < body.total()) {
                throw new EOFException("the connection ended early");
            }
            move(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static long copy(Body body, Path part, long limit) throws IOException {
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        InputStream in = new MaskedStream(body.stream());
        try (OutputStream out = open(part)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > limit) {
                    throw tooLarge(body, limit);
                }
                write(out, buffer, read, part);
            }
        }
        return size;
    }

    private static OutputStream open(Path part) {
        try {
            return Files.newOutputStream(part);
        } catch (IOException e) {
            throw Failures.unwritable(part, e);
        }
    }

    /** A full disk is no reason to ask the server again. */
    private static void write(OutputStream out, byte[] buffer, int count, Path part) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw Failures.unwritable(part, e);
        }
    }

    private static void move(Path part, Path target) {
        try {
            Files.move(
                    part,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Failures.unwritable(target, e);
        }
    }

    private static FetchException tooLarge(Body body, long limit) {
        return new FetchException(
                Reason.TOO_LARGE,
                RedactedLocation.of(body.location()),
                "it is larger than the limit of %d bytes; check the location".formatted(limit));
    }
}
