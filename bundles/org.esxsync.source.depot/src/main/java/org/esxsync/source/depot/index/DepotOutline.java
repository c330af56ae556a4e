package org.esxsync.source.depot.index;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.NotFoundException;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.patch.Platform;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.metadata.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * What the indexes of an online depot tell without its metadata, which may be large.
 *
 * @param zips how many metadata zips they name
 * @param platforms what these are for
 * @param problems vendors whose index cannot be read, each for people
 */
public record DepotOutline(int zips, List<Platform> platforms, List<String> problems) {

    private static final int MAX_VENDORS = 10;

    /**
     * Reads the index and those of the first vendors.
     *
     * @param indexes where the index may be, the likeliest first
     * @param documents reads a document
     * @throws NotFoundException if there is none
     * @throws EsxSyncException if it cannot be read
     */
    public static DepotOutline of(Set<URI> indexes, Function<URI, Document> documents) {
        Document index = first(indexes, documents);
        List<DepotIndex.Vendor> vendors;
        try (StrictXml xml = xml(index)) {
            vendors = DepotIndex.vendors(xml);
        }
        List<DepotIndex.Metadata> metadata = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (DepotIndex.Vendor vendor : vendors.stream().limit(MAX_VENDORS).toList()) {
            try {
                Document document = first(vendor.candidates(index.location()), documents);
                try (StrictXml xml = xml(document)) {
                    metadata.addAll(DepotIndex.vendorIndex(xml).metadata());
                }
            } catch (EsxSyncException e) {
                Cancellation.rethrow(e);
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return new DepotOutline(
                metadata.size(),
                metadata.stream().map(DepotIndex.Metadata::platform).distinct().toList(),
                problems);
    }

    private static Document first(Set<URI> candidates, Function<URI, Document> documents) {
        @Nullable NotFoundException missing = null;
        for (URI candidate : candidates) {
            try {
                return documents.apply(candidate);
            } catch (NotFoundException e) {
                missing = missing == null ? e : missing;
            }
        }
        throw missing == null ? new IllegalArgumentException("no candidates") : missing;
    }

    private static StrictXml xml(Document document) {
        byte[] body = document.body();
        return new StrictXml(
                RedactedLocation.of(document.location()),
                new ByteArrayInputStream(body),
                Math.max(body.length, 1));
    }
}
