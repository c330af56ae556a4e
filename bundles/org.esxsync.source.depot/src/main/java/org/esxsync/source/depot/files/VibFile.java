package org.esxsync.source.depot.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.source.MalformedSourceException;

/**
 * A VIB that stands alone: an ar archive whose first member is its descriptor.
 *
 * @param file the file
 */
public record VibFile(Path file) {

    private static final byte[] START = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
    private static final String DESCRIPTOR = "descriptor.xml";
    private static final int HEADER = 60;
    private static final int NAME_END = 16;
    private static final int SIZE_START = 48;
    private static final int SIZE_END = 58;
    private static final int MAX_DESCRIPTOR = 8 << 20;
    private static final int HEAD = 64 << 10;

    /**
     * The descriptor's bytes.
     *
     * @throws MalformedSourceException if the file is no VIB
     */
    public byte[] descriptor() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(START.length + HEADER);
            if (start.length < START.length + HEADER
                    || !Arrays.equals(Arrays.copyOf(start, START.length), START)) {
                throw noVib("it is not an ar archive");
            }
            String header = new String(start, START.length, HEADER, StandardCharsets.ISO_8859_1);
            String name = header.substring(0, NAME_END).strip();
            if (!name.equals(DESCRIPTOR) && !name.equals(DESCRIPTOR + "/")) {
                throw noVib("it does not start with a " + DESCRIPTOR);
            }
            String size = header.substring(SIZE_START, SIZE_END).strip();
            if (!size.matches("\\d{1,10}") || Long.parseLong(size) > MAX_DESCRIPTOR) {
                throw noVib(
                        "its %s has the size '%s'; at most %d bytes are read"
                                .formatted(DESCRIPTOR, PlainText.line(size), MAX_DESCRIPTOR));
            }
            byte[] descriptor = in.readNBytes(Integer.parseInt(size));
            if (descriptor.length < Integer.parseInt(size)) {
                throw noVib("it ends within its " + DESCRIPTOR);
            }
            return descriptor;
        } catch (IOException e) {
            throw PlainText.unreadable(file.toString(), e);
        }
    }

    /** What changes with its content; cheap. The descriptor has the digests of all else. */
    public String fingerprint() {
        try (InputStream in = Files.newInputStream(file)) {
            return Files.size(file)
                    + " "
                    + Digest.of(Digest.Algorithm.SHA_256, in.readNBytes(HEAD)).hex();
        } catch (IOException e) {
            throw PlainText.unreadable(file.toString(), e);
        }
    }

    private MalformedSourceException noVib(String reason) {
        return new MalformedSourceException(file.toString(), "it is not a VIB: " + reason);
    }
}
