package org.esxsync.source.depot.metadata;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.files.Zips;

/** An open metadata zip: what describes the bulletins, VIBs and image profiles of a product. */
public final class MetadataZip implements AutoCloseable {

    /** The document that lists all bulletins; older managers read it, and hosts do not. */
    public static final String VMWARE_XML = "vmware.xml";

    /** A depot's list of its metadata zips, which stands in some of these, too. */
    public static final String VENDOR_INDEX = "vendor-index.xml";

    /** Where each bulletin is described. */
    public static final String BULLETINS = "bulletins/";

    /** Where each VIB is described. */
    public static final String VIBS = "vibs/";

    /** Where each image profile is described. */
    public static final String PROFILES = "profiles/";

    public static final String NOTICES = "notifications.xml";

    private static final int MAX_ENTRIES = 100_000;
    private static final long MAX_BULLETINS_BYTES = 512L << 20;
    private static final int MAX_REFUSED = 100;
    private static final long MAX_UNPACKED = 2L << 30;

    private final String place;
    private final ZipFile zip;

    /** Why entries of these names are not read. */
    private final Map<String, String> refused = new LinkedHashMap<>();

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
        refuseNames();
    }

    private void refuseNames() {
        Set<String> names = new HashSet<>();
        zip.stream()
                .forEach(
                        entry -> {
                            String name = entry.getName();
                            if (!names.add(name)) {
                                refuse(name, "it stands in the zip more than once");
                            } else if (!entry.isDirectory()) {
                                refuseUnsafe(name);
                            }
                        });
    }

    private void refuseUnsafe(String name) {
        try {
            DepotUrl.safe(name);
        } catch (EsxSyncException e) {
            refuse(name, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String name, String reason) {
        if (refused.size() < MAX_REFUSED) {
            refused.putIfAbsent(name, reason);
        } else {
            close();
            throw new MalformedSourceException(
                    place, "more than " + MAX_REFUSED + " entries have names that are refused");
        }
    }

    /** Entries whose names are refused, and why; what stands in them counts for nothing. */
    public Map<String, String> refused() {
        return Collections.unmodifiableMap(refused);
    }

    /** Names the zip in messages. */
    public String place() {
        return place;
    }

    /** Names an entry in messages. */
    public String place(String entry) {
        return place + "!/" + PlainText.line(entry);
    }

    /** Whether there is an entry of this name. */
    public boolean has(String name) {
        return zip.getEntry(name) != null && !refused.containsKey(name);
    }

    /** Lists the bulletins of {@code vmware.xml}, one at a time. */
    public void bulletins(Consumer<Bulletin> consumer) {
        try (StrictXml xml = vmwareXml()) {
            BulletinReader.read(xml, consumer);
            xml.end();
        }
    }

    /** The document that lists all bulletins. */
    public StrictXml vmwareXml() {
        ZipEntry entry = zip.getEntry(VMWARE_XML);
        if (entry == null) {
            throw new MalformedSourceException(
                    place, "it has no " + VMWARE_XML + ", so it is not a metadata zip");
        }
        return xml(entry, MAX_BULLETINS_BYTES);
    }

    /** All files whose names are not refused, in the order of the zip's directory. */
    public Stream<? extends ZipEntry> entries() {
        return zip.stream()
                .filter(entry -> !entry.isDirectory() && !refused.containsKey(entry.getName()));
    }

    /** The entries whose names start so. */
    public Stream<? extends ZipEntry> entries(String start) {
        return entries().filter(entry -> entry.getName().startsWith(start));
    }

    /** Whether there is nothing in it of which the form is not known, and no notices. */
    public boolean isOfKnownForm() {
        return refused.isEmpty() && entries().map(ZipEntry::getName).allMatch(MetadataZip::isKnown);
    }

    private static boolean isKnown(String name) {
        return name.equals(VMWARE_XML)
                || name.equals(VENDOR_INDEX)
                || name.startsWith(BULLETINS)
                || name.startsWith(VIBS)
                || name.startsWith(PROFILES);
    }

    /** Copies an entry's content. */
    public void copy(ZipEntry entry, OutputStream out) throws IOException {
        try (InputStream in = content(entry)) {
            in.transferTo(out);
        }
    }

    /** Reads an entry as XML. */
    public StrictXml xml(ZipEntry entry, long limit) {
        String where = place(entry.getName());
        try {
            return new StrictXml(where, content(entry), limit);
        } catch (IOException e) {
            throw PlainText.unreadable(where, e);
        }
    }

    /** An entry's content, which ends in an error if it is damaged or too large. */
    public InputStream content(ZipEntry entry) throws IOException {
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
