package org.esxsync.source.depot.index;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;
import org.esxsync.source.depot.files.DepotFiles;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.metadata.Cancellation;
import org.esxsync.source.depot.metadata.MetadataZip;

/**
 * Follows a depot from its index over its vendors' indexes to the metadata zips and notices. If a
 * vendor or document cannot be found, the others are still read.
 */
public final class DepotDocuments {

    private static final int MAX_INDEX_BYTES = 4 << 20;
    private static final long MAX_METADATA_BYTES = 512L << 20;

    /** More than any depot has, by far. */
    private static final int MAX_METADATA = 10_000;

    private final DepotFiles files;
    private final PatchSink sink;
    private final Fingerprint fingerprint;
    private final Map<URI, Set<Platform>> metadata = new LinkedHashMap<>();
    private final Set<URI> notices = new LinkedHashSet<>();
    private int named;

    private DepotDocuments(DepotFiles files, PatchSink sink, Fingerprint fingerprint) {
        this.files = files;
        this.sink = sink;
        this.fingerprint = fingerprint;
    }

    /**
     * Finds the metadata zips and the notices of a depot, each once.
     *
     * @param sink told what cannot be followed
     * @param fingerprint takes that of each document
     */
    public static DepotDocuments of(DepotFiles files, PatchSink sink, Fingerprint fingerprint) {
        return of(files, files.indexes(), sink, fingerprint);
    }

    /**
     * The same for one of several depots in one place.
     *
     * @param indexes where its index may be, the likeliest first
     */
    public static DepotDocuments of(
            DepotFiles files, Set<URI> indexes, PatchSink sink, Fingerprint fingerprint) {
        DepotDocuments documents = new DepotDocuments(files, sink, fingerprint);
        documents.walk(indexes);
        return documents;
    }

    /** The metadata zips, and what the vendors' indexes say that each is for. */
    public Map<URI, Set<Platform>> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    /**
     * Whether it is for 4.1 and before, whose hosts take bundles as they are. Its bulletins tell,
     * as they do for the source of such bundles, so that one of the two lists it; where they
     * cannot, the vendors' indexes do.
     */
    public boolean isOfOlderRelease() {
        List<Platform> platforms = metadata.values().stream().flatMap(Set::stream).toList();
        if (platforms.stream().allMatch(OlderBulletins::isLater)) {
            return false;
        }
        OlderBulletins bulletins = new OlderBulletins();
        try {
            for (URI zip : metadata.keySet()) {
                try (MetadataZip content = new MetadataZip(files.display(zip), files.file(zip))) {
                    ArchiveBulletins.read(content, bulletins::add);
                }
            }
        } catch (EsxSyncException e) {
            // Whoever lists it tells what is wrong.
            Cancellation.rethrow(e);
            return platforms.stream().allMatch(OlderBulletins::isOlder);
        }
        return bulletins.areAny()
                ? bulletins.areOlder()
                : platforms.stream().allMatch(OlderBulletins::isOlder);
    }

    /** The documents that hold notices: XML, or zips of it. */
    public Set<URI> notices() {
        return Collections.unmodifiableSet(notices);
    }

    private void walk(Set<URI> indexes) {
        URI index = located(indexes, MAX_INDEX_BYTES);
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
        DepotIndex.VendorIndex index;
        try (StrictXml xml = xml(vendorIndex)) {
            index = DepotIndex.vendorIndex(xml);
        }
        named += index.metadata().size() + index.notices().size();
        if (named > MAX_METADATA) {
            throw new MalformedSourceException(
                    files.display(vendorIndex),
                    "the depot's vendors together list more than " + MAX_METADATA + " zips");
        }
        for (DepotIndex.Metadata entry : index.metadata()) {
            attempt(vendorIndex, () -> zip(entry.location(vendorIndex), entry.platform()));
        }
        for (String url : index.notices()) {
            attempt(vendorIndex, () -> notices(DepotUrl.resolve(vendorIndex, url)));
        }
    }

    private void zip(URI named, Platform platform) {
        URI zip = files.locate(named, MAX_METADATA_BYTES);
        if (!metadata.containsKey(zip)) {
            fingerprint.add(zip, files.fingerprint(zip));
        }
        metadata.computeIfAbsent(zip, absent -> new LinkedHashSet<>()).add(platform);
    }

    private void notices(URI named) {
        URI document = files.locate(named, MAX_INDEX_BYTES);
        if (notices.add(document)) {
            fingerprint.add(document, files.fingerprint(document));
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
