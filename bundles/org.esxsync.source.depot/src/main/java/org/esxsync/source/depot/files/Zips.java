package org.esxsync.source.depot.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.file.ZipDirectory;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.source.MalformedSourceException;

/** Opens zips from outside. */
public final class Zips {

    private static final byte[] START = {'P', 'K'};

    /** Some 150,000 entries with usual names. */
    private static final long MAX_DIRECTORY = 16L << 20;

    /** The end records and a comment, the longest that a zip can have. */
    private static final long MAX_END = 1L << 17;

    private Zips() {}

    /** Whether a file starts as a zip does. */
    public static boolean isZip(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(START.length), START);
        } catch (IOException e) {
            throw PlainText.unreadable(file.toString(), e);
        }
    }

    /**
     * @param place names the zip in messages
     */
    public static ZipFile open(String place, Path file) {
        try {
            checkDirectory(file);
            return new ZipFile(file.toFile());
        } catch (ClosedByInterruptException e) {
            throw PlainText.unreadable(place, e);
        } catch (IOException e) {
            String reason = Files.exists(file) ? "it is not a zip" : "there is no such file";
            throw new MalformedSourceException(
                    place, "%s (%s)".formatted(reason, PlainText.reason(e)), e);
        }
    }

    /**
     * The SHA-256 of a zip's directory and of what follows it, which is another one if any entry is
     * another or has other content; empty if the file is no zip.
     */
    static Optional<Digest> directorySha256(Path file) throws IOException {
        ZipDirectory directory = ZipDirectory.of(file);
        long length = Files.size(file) - directory.start();
        if (directory.start() < 0 || length > MAX_DIRECTORY + MAX_END) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(directory.start());
            byte[] bytes = in.readNBytes((int) length);
            return Optional.of(Digest.of(Digest.Algorithm.SHA_256, bytes));
        }
    }

    private static void checkDirectory(Path file) throws IOException {
        if (ZipDirectory.of(file).size() > MAX_DIRECTORY) {
            throw new IOException("its directory is larger than " + MAX_DIRECTORY + " bytes");
        }
    }

    /**
     * An entry's content, which ends in an error if it is damaged: {@link ZipFile} does not check.
     */
    public static InputStream content(ZipFile zip, ZipEntry entry) throws IOException {
        return new CheckedInputStream(zip.getInputStream(entry), new CRC32()) {
            @Override
            public int read() throws IOException {
                return checked(super.read());
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return checked(super.read(buffer, offset, length));
            }

            private int checked(int result) throws IOException {
                if (result < 0 && getChecksum().getValue() != entry.getCrc()) {
                    throw new IOException(
                            "it is damaged: its checksum differs from that in the zip");
                }
                return result;
            }
        };
    }
}
