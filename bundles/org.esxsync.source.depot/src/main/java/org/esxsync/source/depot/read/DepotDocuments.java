package org.esxsync.source.depot.read;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;
import org.esxsync.source.depot.files.DepotFiles;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.StrictXml;

/**
 * Follows a depot from its index over its vendors' indexes to the metadata zips. If a vendor or zip
 * cannot be found, the others are still read.
 */
public final class DepotDocuments {

    private static final int MAX_INDEX_BYTES = 4 << 20;
    private static final long MAX_METADATA_BYTES = 512L << 20;

    /** More than any depot has, by far. */
    private static final int MAX_METADATA = 10_000;

    private final DepotFiles files;
    private final PatchSink sink;
    private final Fingerprint fingerprint;
    private final Set<URI> metadata = new LinkedHashSet<>();
    private int named;

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
    public static List<URI> metadata(DepotFiles files, PatchSink sink, Fingerprint fingerprint) {
        DepotDocuments documents = new DepotDocuments(files, sink, fingerprint);
        documents.walk();
        return List.copyOf(documents.metadata);
    }

    private void walk() {
        URI index = located(files.indexes(), MAX_INDEX_BYTES);
        List<DepotIndex.Vendor> vendors;
        try (StrictXml xml = xml(index)) {
            vendors = DepotIndex.vendors(xml);
        }
        Set<URI> seen = new LinkedHashSet<>();
        for (DepotIndex.Vendor vendor : vendors) {
            attempt(
                    index,
                    () -> {
                        URI vendorIndex = located(vendor.candidates(index), MAX_INDEX_BYTES);
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
        named += entries.size();
        if (named > MAX_METADATA) {
            throw new MalformedSourceException(
                    files.display(vendorIndex),
                    "the depot's vendors together list more than " + MAX_METADATA + " zips");
        }
        for (DepotIndex.Metadata entry : entries) {
            attempt(
                    vendorIndex,
                    () -> zip(files.locate(entry.location(vendorIndex), MAX_METADATA_BYTES)));
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

    /** The first of the places where a document is; otherwise the first place's problem. */
    private URI located(Set<URI> candidates, long limit) {
        EsxSyncException first = null;
        for (URI candidate : candidates) {
            try {
                return files.locate(candidate, limit);
            } catch (FetchException e) {
                if (e.reason() != FetchException.Reason.REFUSED) {
                    throw e;
                }
                first = first == null ? e : first;
            } catch (MalformedSourceException e) {
                first = first == null ? e : first;
            }
        }
        throw Objects.requireNonNull(first, "no candidates");
    }

    private void attempt(URI document, Runnable step) {
        try {
            step.run();
        } catch (EsxSyncException e) {
            Cancellation.rethrow(e);
            sink.reject(
                    files.display(document),
                    new MalformedSourceException(
                            files.display(document), String.valueOf(e.getMessage()), e));
        }
    }
}
