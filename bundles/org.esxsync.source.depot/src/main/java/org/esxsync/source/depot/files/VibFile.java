package org.esxsync.source.depot.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.source.MalformedSourceException;
import org.jspecify.annotations.Nullable;

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

    /** A part of the archive: its name, and how many bytes of it follow. */
    private record Member(String name, String size) {

        boolean isDescriptor() {
            return name.equals(DESCRIPTOR);
        }

        /** At most what the header has room for, or -1 if it is no number. */
        long bytes() {
            return size.matches("\\d{1,10}") ? Long.parseLong(size) : -1;
        }
    }

    /**
     * The descriptor's bytes.
     *
     * @throws MalformedSourceException if the file is no VIB
     */
    public byte[] descriptor() {
        try (InputStream in = Files.newInputStream(file)) {
            return descriptor(in);
        } catch (IOException e) {
            throw PlainText.unreadable(file.toString(), e);
        }
    }

    private byte[] descriptor(InputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(START.length), START)) {
            throw noVib("it is not an ar archive");
        }
        Member first = next(in);
        if (first == null || !first.isDescriptor()) {
            throw noVib("it does not start with a " + DESCRIPTOR);
        }
        if (first.bytes() < 0 || first.bytes() > MAX_DESCRIPTOR) {
            throw noVib(
                    "its %s has the size '%s'; at most %d bytes are read"
                            .formatted(DESCRIPTOR, PlainText.line(first.size()), MAX_DESCRIPTOR));
        }
        byte[] descriptor = in.readNBytes((int) first.bytes());
        if (descriptor.length < first.bytes()) {
            throw noVib("it ends within its " + DESCRIPTOR);
        }
        return descriptor;
    }

    /** The next part of the archive, or null at its end. */
    private @Nullable Member next(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(HEADER);
        if (bytes.length < HEADER) {
            return null;
        }
        String header = new String(bytes, StandardCharsets.ISO_8859_1);
        String name = header.substring(0, NAME_END).strip();
        return new Member(
                name.endsWith("/") ? name.substring(0, name.length() - 1) : name,
                header.substring(SIZE_START, SIZE_END).strip());
    }

    /**
     * Compares its payloads with what its descriptor says of them; reads all of the file.
     *
     * @param sha256 the SHA-256 of each payload, by its name
     * @throws MalformedSourceException if one is missing, cut off or has other bytes
     */
    public void checkPayloads(Map<String, Digest> sha256) {
        Map<String, Digest> missing = new LinkedHashMap<>(sha256);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), HEAD)) {
            long size = descriptor(in).length;
            for (Member member = follow(in, size); member != null; member = follow(in, size)) {
                size = member.bytes();
                Digest expected = missing.remove(member.name());
                Digest found = digest(in, member);
                if (expected != null && !expected.equals(found)) {
                    throw damaged(
                            "the payload '%s' has the SHA-256 %s, and the VIB's descriptor says %s"
                                    .formatted(
                                            PlainText.line(member.name()),
                                            found.hex(),
                                            expected.hex()));
                }
            }
        } catch (IOException e) {
            throw PlainText.unreadable(file.toString(), e);
        }
        if (!missing.isEmpty()) {
            String name = missing.keySet().iterator().next();
            throw damaged("it has no payload '%s'".formatted(PlainText.line(name)));
        }
    }

    /** The part after one of this size. */
    private @Nullable Member follow(InputStream in, long size) throws IOException {
        in.readNBytes((int) (size % 2));
        return next(in);
    }

    private Digest digest(InputStream in, Member member) throws IOException {
        if (member.bytes() < 0) {
            throw damaged(
                    "the size '%s' of the payload '%s' is no number"
                            .formatted(
                                    PlainText.line(member.size()), PlainText.line(member.name())));
        }
        MessageDigest sha256 = Fingerprint.sha256();
        byte[] buffer = new byte[HEAD];
        long left = member.bytes();
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw damaged(
                        "it ends within its payload '%s'".formatted(PlainText.line(member.name())));
            }
            sha256.update(buffer, 0, read);
            left -= read;
        }
        return new Digest(Digest.Algorithm.SHA_256, HexFormat.of().formatHex(sha256.digest()));
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

    private MalformedSourceException damaged(String reason) {
        return new MalformedSourceException(
                file.toString(), "the VIB is damaged: %s; fetch it again".formatted(reason));
    }

    private MalformedSourceException noVib(String reason) {
        return new MalformedSourceException(file.toString(), "it is not a VIB: " + reason);
    }
}
