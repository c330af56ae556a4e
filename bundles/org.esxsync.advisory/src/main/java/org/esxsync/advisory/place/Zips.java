package org.esxsync.advisory.place;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.esxsync.api.OneLine;
import org.esxsync.api.PlainReason;
import org.esxsync.api.Quantity;
import org.esxsync.api.file.ZipDirectory;

/**
 * Reads the files of a zip, and those of zips in it: the CVE Program wraps its records in two. No
 * name in a zip becomes a path.
 */
final class Zips {

    /** Some 700,000 files. */
    private static final long MAX_DIRECTORY = 64L << 20;

    private static final int MAX_FILES = 4_000_000;

    /** All records of the CVE Program have 1.5 GB. */
    private static final long MAX_BYTES = 8L << 30;

    /**
     * Records of CVEs become a tenth in a zip; no text that means something becomes less than this.
     */
    private static final long MAX_RATIO = 60;

    /** What a small zip may have in it, whatever the ratio. */
    private static final long FREE_BYTES = 32L << 20;

    private static final int BUFFER = 1 << 16;
    private static final int SHOWN = 200;

    private final Documents documents;
    private final long limit;
    private long maxBytes;
    private long bytes;
    private int files;

    Zips(Documents documents) {
        this(documents, MAX_BYTES);
    }

    /**
     * @param limit how much may be unpacked at most of a zip and those in it, however large it is
     */
    Zips(Documents documents, long limit) {
        this.documents = documents;
        this.limit = limit;
    }

    /** How much may be unpacked of a zip of so many bytes, and of those in it. */
    static long limit(long size) {
        return Math.min(MAX_BYTES, Math.max(FREE_BYTES, size * MAX_RATIO));
    }

    /**
     * Reads a zip; a file in it that cannot be read is a problem of its own.
     *
     * @throws IOException if it is no whole zip, or has too much in it
     */
    void read(Path file, String name) throws IOException {
        ZipDirectory directory = ZipDirectory.of(file);
        if (!directory.whole()) {
            throw new IOException("the zip is cut off, or is none; get it again");
        }
        if (directory.size() > MAX_DIRECTORY) {
            throw new IOException(
                    "its directory is larger than %d MiB".formatted(MAX_DIRECTORY >> 20));
        }
        maxBytes = Math.min(limit, limit(Files.size(file)));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                entry(zip, entry, name + "!/" + OneLine.of(entry.getName(), SHOWN));
            }
        }
    }

    private void entry(ZipFile zip, ZipEntry entry, String name) throws IOException {
        Kind kind = count(entry);
        if (kind == Kind.OTHER) {
            return;
        }
        try (InputStream in = opened(zip, entry, kind)) {
            if (kind == Kind.ZIP) {
                inner(in, name);
            } else {
                documents.read(kind, in, name);
            }
        } catch (TooMuchException e) {
            throw e;
        } catch (IOException e) {
            documents.problem(name, PlainReason.of(e));
        }
    }

    /** What comes out of a zip in a zip is counted there. */
    private InputStream opened(ZipFile zip, ZipEntry entry, Kind kind) throws IOException {
        InputStream in = zip.getInputStream(entry);
        return kind == Kind.ZIP ? in : new Counted(in);
    }

    /** A zip in a zip is read as it comes; one in that is left alone. */
    private void inner(InputStream outer, String name) throws IOException {
        ZipInputStream zip = new CountedZip(new BufferedInputStream(outer, BUFFER));
        int found = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            found++;
            Kind kind = count(entry);
            if (kind == Kind.JSON || kind == Kind.TABLE) {
                document(kind, zip, name + "!/" + OneLine.of(entry.getName(), SHOWN));
            }
        }
        if (found == 0) {
            throw new IOException("the zip is empty, or is none");
        }
    }

    private void document(Kind kind, InputStream in, String name) throws IOException {
        try {
            documents.read(kind, in, name);
        } catch (TooMuchException e) {
            throw e;
        } catch (IOException e) {
            documents.problem(name, PlainReason.of(e));
        }
    }

    private Kind count(ZipEntry entry) throws IOException {
        files++;
        if (files > MAX_FILES) {
            throw new TooMuchException("it has more than %,d files".formatted(MAX_FILES));
        }
        return entry.isDirectory() ? Kind.OTHER : Kind.of(entry.getName());
    }

    /** What ends the reading of a zip, and not of one file in it. */
    private static final class TooMuchException extends IOException {

        private static final long serialVersionUID = 1L;

        TooMuchException(String message) {
            super(message);
        }
    }

    /** Counts what is unpacked of all files together. */
    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return counted(super.read(buffer, offset, length));
        }
    }

    /** Counts what is passed over, too: to come to the next file, a zip unpacks the rest of one. */
    private final class CountedZip extends ZipInputStream {

        CountedZip(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return counted(super.read(buffer, offset, length));
        }
    }

    private int counted(int read) throws TooMuchException {
        bytes += Math.max(0, read);
        if (bytes > maxBytes) {
            throw new TooMuchException(
                    "more than %s come out of it, which is no zip of records; get it again"
                            .formatted(Quantity.bytes(maxBytes)));
        }
        return read;
    }
}
