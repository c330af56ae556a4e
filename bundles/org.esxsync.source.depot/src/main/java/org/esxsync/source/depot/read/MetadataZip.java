package org.esxsync.source.depot.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.files.Zips;

/** An open metadata zip: the bulletins of a product, and what describes their VIBs. */
public final class MetadataZip implements AutoCloseable {

    /** The document that lists the bulletins. */
    public static final String BULLETINS = "vmware.xml";

    private static final int MAX_ENTRIES = 100_000;
    private static final long MAX_BULLETINS_BYTES = 512L << 20;
    private static final long MAX_UNPACKED = 2L << 30;

    private final String place;
    private final ZipFile zip;
    private long unpacked;

    /**
     * @param place names the zip in messages
     */
    public MetadataZip(String place, Path file) {
        this.place = place;
        this.zip = Zips.open(place, file);
        if (zip.size() > MAX_ENTRIES) {
            close();
            throw new MalformedSourceException(
                    place, "it has more than " + MAX_ENTRIES + " entries");
        }
    }

    /** Lists the bulletins, one at a time. */
    public void bulletins(Consumer<Bulletin> consumer) {
        try (StrictXml xml = bulletinsXml()) {
            BulletinReader.read(xml, consumer);
            xml.end();
        }
    }

    /** The document that lists the bulletins. */
    public StrictXml bulletinsXml() {
        ZipEntry entry = zip.getEntry(BULLETINS);
        if (entry == null) {
            throw new MalformedSourceException(
                    place, "it has no " + BULLETINS + ", so it is not a metadata zip");
        }
        return xml(entry, MAX_BULLETINS_BYTES);
    }

    /** All entries, in the order of the zip's directory. */
    public List<? extends ZipEntry> entries() {
        return Collections.list(zip.entries());
    }

    /** Copies an entry's content. */
    public void copy(ZipEntry entry, OutputStream out) throws IOException {
        try (InputStream in = open(entry)) {
            in.transferTo(out);
        }
    }

    /** Reads an entry as XML. */
    public StrictXml xml(ZipEntry entry, long limit) {
        String where = place + "!/" + PlainText.line(entry.getName());
        try {
            return new StrictXml(where, open(entry), limit);
        } catch (IOException e) {
            throw PlainText.unreadable(where, e);
        }
    }

    private InputStream open(ZipEntry entry) throws IOException {
        return new FilterInputStream(Zips.content(zip, entry)) {
            @Override
            public int read() throws IOException {
                return count(super.read(), 1);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                return count(read, read);
            }
        };
    }

    /** A small zip can hold entries that overlap and unpack to any size. */
    private int count(int result, int bytes) throws IOException {
        unpacked += result < 0 ? 0 : bytes;
        if (unpacked > MAX_UNPACKED) {
            throw new IOException(
                    "its zip unpacks to more than the limit of " + MAX_UNPACKED + " bytes");
        }
        return result;
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw PlainText.unreadable(place, e);
        }
    }
}
