package org.esxsync.serve.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.serve.mirror.FileState;

/**
 * Finds the files of a release's depot: its index as it stands on disk, and what was published.
 *
 * @param mirror where they are
 */
record DepotFiles(PublishedMirror mirror) {

    private static final String INDEX = "index.xml";
    private static final String VENDOR_INDEX = "vendor-index.xml";

    /** Our own index is far smaller. */
    private static final long MAX_INDEX = 16L << 20;

    /** Of two readings of the index one may be old and one new; then it is read again. */
    private static final int ATTEMPTS = 5;

    /**
     * Lists them by name, those of the index first.
     *
     * @return empty if the release has no depot
     */
    Optional<List<Entry>> list(EsxRelease release) throws IOException {
        try {
            Path root = mirror.directory().resolve(release.toString()).toRealPath();
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                List<Entry> index = index(root);
                List<Entry> files = new ArrayList<>(index);
                files.addAll(published(release, root));
                if (index(root).equals(index)) {
                    return Optional.of(files);
                }
            }
            throw new IOException("the index of " + release + " is replaced again and again");
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * A file of the depot.
     *
     * @param name its path below the depot
     * @param crc32 as the ledger has it, or {@link StagedFile#UNKNOWN_CRC}
     */
    record Entry(String name, FileState state, long crc32) {}

    private static List<Entry> index(Path root) throws IOException {
        List<Entry> index = new ArrayList<>();
        index.add(entry(root, INDEX));
        index.add(entry(root, VENDOR_INDEX));
        for (String name : named(root.resolve(VENDOR_INDEX))) {
            index.add(entry(root, new RelativePath(name).value()));
        }
        return index.stream().distinct().toList();
    }

    private static Entry entry(Path root, String name) throws IOException {
        return new Entry(name, FileState.of(root.resolve(name)), StagedFile.UNKNOWN_CRC);
    }

    private static List<String> named(Path vendorIndex) throws IOException {
        if (Files.size(vendorIndex) > MAX_INDEX) {
            throw new IOException(vendorIndex + " is larger than any index that we write");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        List<String> names = new ArrayList<>();
        try (InputStream in = Files.newInputStream(vendorIndex)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("url")) {
                    names.add(xml.getElementText().strip());
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(vendorIndex + " cannot be read: " + e.getMessage(), e);
        }
        return names;
    }

    /** Also what is about to leave, since the index may still name it. */
    private List<Entry> published(EsxRelease release, Path root) throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        try (Ledger ledger = mirror.openLedger().orElse(null)) {
            if (ledger == null) {
                return List.of();
            }
            List<PublishedFile> files =
                    Stream.concat(
                                    ledger.publishedFiles(release).stream(),
                                    ledger.openRemovals().stream()
                                            .filter(each -> each.release().equals(release))
                                            .flatMap(each -> each.files().stream()))
                            .filter(each -> each.type() == StagedFile.Type.FILE)
                            .toList();
            for (PublishedFile file : files) {
                add(file, root, entries);
            }
        }
        return List.copyOf(entries.values());
    }

    private static void add(PublishedFile file, Path root, Map<String, Entry> entries)
            throws IOException {
        String name = file.path().value();
        try {
            FileState state = FileState.of(root.resolve(name));
            boolean isKnown = state.isAsPublished(file);
            entries.putIfAbsent(
                    name, new Entry(name, state, isKnown ? file.crc32() : StagedFile.UNKNOWN_CRC));
        } catch (NoSuchFileException e) {
            // One that is about to leave has left, or 'verify' tells that it is missing.
        }
    }
}
