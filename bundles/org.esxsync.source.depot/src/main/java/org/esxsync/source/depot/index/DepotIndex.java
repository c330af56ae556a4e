package org.esxsync.source.depot.index;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.StrictXml;

/**
 * What the two kinds of index say: a depot's index lists vendors, a vendor's index lists metadata
 * zips. Both the vendor's form and the consolidated form of an update download store are read. A
 * {@code patchUrl}, which hosts only carry along, is none of them.
 */
final class DepotIndex {

    private static final int MAX_VENDORS = 1_000;
    private static final int MAX_METADATA = 10_000;
    private static final String VENDOR_INDEX = "vendor-index.xml";
    private static final String STORE_VENDOR_INDEX =
            "__hostupdate20-consolidated-metadata-index__.xml";

    private DepotIndex() {}

    /**
     * A vendor of a depot.
     *
     * @param relativePath its directory; may be empty
     * @param indexFile its index's name in that directory, or the whole URL
     */
    record Vendor(String name, String relativePath, String indexFile) {

        /** Where its index may lie, the likeliest first. */
        Set<URI> candidates(URI index) {
            Set<URI> candidates = new LinkedHashSet<>();
            if (!DepotUrl.isOnline(indexFile)) {
                candidates.add(DepotUrl.resolve(index, asFolder(relativePath) + indexFile));
            }
            candidates.add(DepotUrl.resolve(index, indexFile));
            return candidates;
        }
    }

    /**
     * What a vendor's index names.
     *
     * @param metadata its metadata zips
     * @param notices URLs of its notices
     */
    record VendorIndex(List<Metadata> metadata, List<String> notices) {}

    /** A metadata zip that a vendor's index names, and what it is for. */
    record Metadata(String url, Platform platform) {

        URI location(URI vendorIndex) {
            return DepotUrl.resolve(vendorIndex, url);
        }
    }

    /** Reads a depot's index. */
    static List<Vendor> vendors(StrictXml xml) {
        List<Vendor> vendors = new ArrayList<>();
        if (xml.root("vendorList", "hostupdate").equals("vendorList")) {
            xml.children(name -> vendor(xml, name, vendors));
        } else {
            xml.children(
                    list -> {
                        if (list.equals("vendorList")) {
                            xml.children(name -> vendor(xml, name, vendors));
                        }
                    });
        }
        return vendors;
    }

    private static void vendor(StrictXml xml, String element, List<Vendor> vendors) {
        if (!element.equals("vendor")) {
            return;
        }
        if (vendors.size() == MAX_VENDORS) {
            throw xml.malformed("it lists more than " + MAX_VENDORS + " vendors");
        }
        Fields fields = new Fields(xml);
        String text = xml.children(fields::take);
        vendors.add(
                text.isEmpty()
                        ? new Vendor(
                                fields.name,
                                fields.relativePath,
                                fields.indexFile.isEmpty() ? VENDOR_INDEX : fields.indexFile)
                        : new Vendor(text, text, STORE_VENDOR_INDEX));
    }

    /** Reads a vendor's index. */
    static VendorIndex vendorIndex(StrictXml xml) {
        List<Metadata> list = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        xml.root("metaList", "metadataList");
        xml.children(
                name -> {
                    if (list.size() + notices.size() == MAX_METADATA) {
                        throw xml.malformed("it lists more than " + MAX_METADATA + " zips");
                    }
                    switch (name) {
                        case "metadata" -> list.add(metadataEntry(xml));
                        case "notification" -> {
                            Fields fields = new Fields(xml);
                            xml.children(fields::take);
                            notices.add(fields.url);
                        }
                        default -> {}
                    }
                });
        return new VendorIndex(list, notices);
    }

    private static Metadata metadataEntry(StrictXml xml) {
        String place = xml.place();
        Fields fields = new Fields(xml);
        xml.children(fields::take);
        if (fields.url.isEmpty()) {
            throw new MalformedSourceException(place, "a metadata entry has no url");
        }
        return new Metadata(fields.url, new Platform(fields.productId, fields.version));
    }

    private static final class Fields {

        private final StrictXml xml;
        private String name = "";
        private String indexFile = "";
        private String relativePath = "";
        private String url = "";
        private String productId = "";
        private String version = "";

        Fields(StrictXml xml) {
            this.xml = xml;
        }

        void take(String element) {
            switch (element) {
                case "name" -> name = xml.text();
                case "indexfile" -> indexFile = xml.text();
                case "relativePath" -> relativePath = xml.text();
                case "url" -> url = xml.text();
                case "productId" -> productId = xml.text();
                case "version" -> version = xml.text();
                default -> {}
            }
        }
    }

    private static String asFolder(String path) {
        return path.isEmpty() || path.endsWith("/") ? path : path + "/";
    }
}
