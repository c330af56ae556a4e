package org.esxsync.source.depot.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.source.MalformedSourceException;

/**
 * A zip from an administrator, and the offline bundles in it: at its top, each in a folder, or in
 * zips within the zip. What an archiver of macOS adds is passed over.
 *
 * @param file the zip
 * @param workspace takes copies for as long as they are needed
 */
public record BundleZip(Path file, Path workspace) {

    private static final String EXTENSION = ".zip";

    private static final long MAX_INNER_BUNDLE = 8L << 30;
    private static final int MAX_INNER_BUNDLES = 100;
    private static final int MAX_FOLDERS = 8;
    private static final Pattern PATCH_OF_3_5 =
            Pattern.compile("([^/]+/)?(descriptor|contents)\\.xml");
    private static final String NOT_LISTED = "__MACOSX/";

    /** Takes what a zip holds. */
    public interface Content {

        /** An offline bundle, to be read at once. */
        void depot(DepotFiles files);

        /** A zip within the zip that is no offline bundle. */
        void other(String place);

        /** A zip within the zip that cannot be read. */
        void unreadable(String place, EsxSyncException problem);
    }

    /**
     * Reads all bundles in it.
     *
     * @throws NoBundleException if there is none
     */
    public void read(Content content) {
        URI top = DepotUrl.zip(file);
        try (ZipFile zip = Zips.open(file.toString(), file)) {
            if (depots(zip, top, content) > 0) {
                return;
            }
            List<? extends ZipEntry> zips = zips(zip);
            int found = 0;
            List<String> others = new ArrayList<>();
            for (ZipEntry entry : zips) {
                found += inner(zip, entry, top, content, others);
            }
            if (found == 0) {
                throw new NoBundleException(file.toString(), isOfOtherKind(zip));
            }
            others.forEach(content::other);
        } catch (IOException e) {
            throw PlainText.unreadable(file.toString(), e);
        }
    }

    private List<? extends ZipEntry> zips(ZipFile zip) {
        List<? extends ZipEntry> zips =
                zip.stream()
                        .filter(entry -> isListed(entry.getName()))
                        .filter(
                                entry ->
                                        entry.getName()
                                                .toLowerCase(Locale.ROOT)
                                                .endsWith(EXTENSION))
                        .limit(MAX_INNER_BUNDLES + 1L)
                        .toList();
        if (zips.size() > MAX_INNER_BUNDLES) {
            throw new MalformedSourceException(
                    file.toString(),
                    "it holds more than " + MAX_INNER_BUNDLES + " zips; unpack it");
        }
        return zips;
    }

    private int inner(ZipFile zip, ZipEntry entry, URI top, Content content, List<String> others)
            throws IOException {
        URI inner = DepotUrl.beside(top, DepotUrl.safe(entry.getName()));
        String place = BundleFiles.displayed(inner);
        Path copy;
        try {
            copy = ZipCopies.copy(zip, entry, workspace, MAX_INNER_BUNDLE);
        } catch (IOException e) {
            content.unreadable(place, PlainText.unreadable(place, e));
            return 1;
        }
        try (ZipFile innerZip = Zips.open(place, copy)) {
            int found = depots(innerZip, URI.create(inner + "!/"), content);
            if (found == 0) {
                others.add(place);
            }
            return found;
        } catch (MalformedSourceException e) {
            content.unreadable(place, e);
            return 1;
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private int depots(ZipFile zip, URI top, Content content) {
        List<String> indexes = indexes(zip);
        for (String index : indexes) {
            try (DepotFiles files = new BundleFiles(zip, top, index, workspace)) {
                content.depot(files);
            } catch (MalformedSourceException e) {
                if (indexes.size() == 1) {
                    throw e;
                }
                URI place = DepotUrl.beside(top, DepotUrl.safe(index));
                content.unreadable(BundleFiles.displayed(place), e);
            }
        }
        return indexes.size();
    }

    /** The index of each folder that has one, but of none within such a folder. */
    private static List<String> indexes(ZipFile zip) {
        Map<String, Integer> found = new TreeMap<>();
        zip.stream()
                .map(ZipEntry::getName)
                .filter(BundleZip::isListed)
                .forEach(
                        name -> {
                            int slash = name.lastIndexOf('/') + 1;
                            int rank = DepotFiles.INDEX_NAMES.indexOf(name.substring(slash));
                            if (rank >= 0
                                    && name.chars().filter(c -> c == '/').count() <= MAX_FOLDERS) {
                                found.merge(name.substring(0, slash), rank, Math::min);
                            }
                        });
        List<String> indexes = new ArrayList<>();
        String last = null;
        for (Map.Entry<String, Integer> each : found.entrySet()) {
            if (last == null || !each.getKey().startsWith(last)) {
                last = each.getKey();
                indexes.add(last + DepotFiles.INDEX_NAMES.get(each.getValue()));
            }
        }
        return indexes;
    }

    private static boolean isListed(String name) {
        return !name.startsWith(NOT_LISTED) && !name.startsWith("._") && !name.contains("/._");
    }

    /** A patch of ESX 3.5 has one of these, at its top or in its folder; other sources read it. */
    private static boolean isOfOtherKind(ZipFile zip) {
        return zip.stream().map(ZipEntry::getName).anyMatch(PATCH_OF_3_5.asMatchPredicate());
    }
}
