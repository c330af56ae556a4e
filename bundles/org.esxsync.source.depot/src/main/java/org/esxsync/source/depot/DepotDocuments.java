package org.esxsync.source.depot;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;

/**
 * Follows a depot from its index over its vendors' indexes to the metadata zips. A vendor or zip
 * that cannot be found costs itself only.
 */
final class DepotDocuments {

    private static final int MAX_INDEX_BYTES = 4 << 20;

    private final DepotFiles files;
    private final PatchSink sink;
    private final Fingerprint fingerprint;
    private final Set<URI> metadata = new LinkedHashSet<>();

    private DepotDocuments(DepotFiles files, PatchSink sink, Fingerprint fingerprint) {
        this.files = files;
        this.sink = sink;
        this.fingerprint = fingerprint;
    }

    /**
     * Finds the metadata zips of a depot, each once.
     *
     * @param sink told what cannot be followed
     * @param fingerprint takes that of each document
     */
    static List<URI> metadata(DepotFiles files, PatchSink sink, Fingerprint fingerprint) {
        DepotDocuments documents = new DepotDocuments(files, sink, fingerprint);
        documents.walk();
        return List.copyOf(documents.metadata);
    }

    private void walk() {
        URI index = files.index();
        List<DepotIndex.Vendor> vendors;
        try (StrictXml xml = xml(index)) {
            vendors = DepotIndex.vendors(xml);
        }
        Set<URI> seen = new LinkedHashSet<>();
        for (DepotIndex.Vendor vendor : vendors) {
            attempt(
                    index,
                    () -> {
                        URI vendorIndex = found(index, vendor.candidates(index));
                        if (seen.add(vendorIndex)) {
                            vendor(vendorIndex);
                        }
                    });
        }
    }

    private void vendor(URI vendorIndex) {
        List<DepotIndex.Metadata> entries;
        try (StrictXml xml = xml(vendorIndex)) {
            entries = DepotIndex.metadata(xml);
        }
        for (DepotIndex.Metadata entry : entries) {
            attempt(vendorIndex, () -> zip(found(vendorIndex, entry.candidates(vendorIndex))));
        }
    }

    private void zip(URI zip) {
        if (metadata.add(zip)) {
            fingerprint.add(zip, files.fingerprint(zip));
        }
    }

    private StrictXml xml(URI document) {
        byte[] bytes = files.read(document, MAX_INDEX_BYTES);
        fingerprint.add(document, files.fingerprint(document));
        return new StrictXml(
                files.display(document), new ByteArrayInputStream(bytes), MAX_INDEX_BYTES);
    }

    private URI found(URI document, Set<URI> candidates) {
        return candidates.stream()
                .filter(files::has)
                .findFirst()
                .orElseThrow(
                        () ->
                                new MalformedSourceException(
                                        files.display(document),
                                        "it names %s, which is not there"
                                                .formatted(
                                                        files.display(
                                                                candidates.iterator().next()))));
    }

    private void attempt(URI document, Runnable step) {
        try {
            step.run();
        } catch (EsxSyncException e) {
            sink.reject(files.display(document), inDocument(document, e));
        }
    }

    private EsxSyncException inDocument(URI document, EsxSyncException e) {
        String display = files.display(document);
        return e.getMessage().contains(display)
                ? e
                : new MalformedSourceException(display, e.getMessage(), e);
    }
}
