package org.esxsync.source.depot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.source.depot.files.BundleZip;
import org.esxsync.source.depot.files.DepotFiles;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.FolderFiles;
import org.esxsync.source.depot.files.LocalPlaces;
import org.esxsync.source.depot.files.NoBundleException;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.files.ZipCopies;
import org.esxsync.source.depot.index.DepotDocuments;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands in a directory, or a single file: depots, offline bundles and VIBs. What cannot
 * be read costs itself only, unless there is nothing else. For one thread, once.
 */
final class LocalReader {

    private static final int SHOWN = 10;

    private final Path location;
    private final ScanRequest request;
    private final DepotScan scan;
    private final LocalPlaces places;
    private final Map<DepotFiles, DepotDocuments> depots = new LinkedHashMap<>();
    private final List<String> leftOut;
    private int read;

    /** Bundles of 4.x, which other sources read. */
    private int older;

    private @Nullable EsxSyncException first;

    /**
     * @throws MalformedSourceException if there is nothing to read
     */
    LocalReader(Path location, ScanRequest request, DepotScan scan) {
        this.location = location;
        this.request = request;
        this.scan = scan;
        this.places = LocalPlaces.at(location);
        this.leftOut = new ArrayList<>(places.leftOut());
    }

    /**
     * @param choice the image profiles that are wanted
     * @throws EsxSyncException if nothing at all can be read
     */
    ScanResult read(ProfileChoice choice) {
        ZipCopies.sweep(request.workspace());
        Fingerprint before = new Fingerprint();
        before.add(location, "profiles=" + choice.name());
        places.indexes().forEach(index -> attempt(index, () -> follow(index, before)));
        for (Path zip : places.zips()) {
            before.add(name(zip), FolderFiles.fingerprint(zip));
        }
        Fingerprint after = before.copy();
        vibs().forEach(vib -> before.add(name(vib.file()), vib.state()));
        if (scan.isComplete() && before.state().equals(request.state())) {
            return ScanResult.unchanged(request);
        }
        list();
        vibs().forEach(vib -> after.add(name(vib.file()), vib.state()));
        return ScanResult.listed(scan.isComplete() ? after.state() : null);
    }

    private void follow(Path index, Fingerprint fingerprint) {
        DepotFiles files = new FolderFiles(index);
        depots.put(files, DepotDocuments.of(files, scan, fingerprint));
    }

    private void list() {
        depots.forEach(
                (files, documents) -> {
                    read++;
                    scan.list(files, documents);
                });
        places.zips().forEach(zip -> attempt(zip, () -> zip(zip)));
        vibs().forEach(
                        vib ->
                                attempt(
                                        vib.file(),
                                        () -> {
                                            scan.list(vib);
                                            read++;
                                        }));
        if (read == 0) {
            throw nothing();
        }
        if (!leftOut.isEmpty()) {
            scan.remark("not read: " + leftOutInShort());
        }
        scan.end();
        if (scan.isComplete()) {
            sweep();
        }
    }

    private List<LooseVib> vibs() {
        return places.vibs().stream().map(vib -> LooseVib.at(vib, request.workspace())).toList();
    }

    private void zip(Path zip) {
        try {
            new BundleZip(zip, request.workspace()).read(new ZipContent());
        } catch (NoBundleException e) {
            if (zip.equals(location)) {
                throw e;
            }
            if (!e.isPatch()) {
                leftOut.add(name(zip));
            }
        }
    }

    private final class ZipContent implements BundleZip.Content {

        @Override
        public void depot(DepotFiles files) {
            DepotDocuments documents = DepotDocuments.of(files, scan, new Fingerprint());
            if (documents.isOfOlderRelease()) {
                older++;
                return;
            }
            scan.list(files, documents);
            read++;
        }

        @Override
        public void other(String place) {
            leftOut.add(place);
        }

        @Override
        public void unreadable(String place, EsxSyncException problem) {
            scan.reject(place, problem);
        }
    }

    /** Whatever is the location itself fails as a whole. */
    private void attempt(Path place, Runnable step) {
        try {
            step.run();
        } catch (EsxSyncException e) {
            if (place.equals(location) || location.equals(place.getParent()) && isOnly(place)) {
                throw e;
            }
            first = first == null ? e : first;
            scan.rejectOrEnd(place.toString(), e);
        }
    }

    /** A directory's own index stands for the directory. */
    private boolean isOnly(Path place) {
        return places.indexes().equals(List.of(place))
                && places.zips().isEmpty()
                && places.vibs().isEmpty();
    }

    private EsxSyncException nothing() {
        String reason = first == null ? "" : "; " + first.getMessage();
        return new MalformedSourceException(
                location.toString(),
                "nothing in it can be read%s%s%s"
                        .formatted(
                                older > 0
                                        ? "; offline bundles of 4.x are read by"
                                                + " org.esxsync.source.files~NAME.cfg"
                                        : "",
                                leftOut.isEmpty() ? "" : "; not read: " + leftOutInShort(),
                                reason));
    }

    private String leftOutInShort() {
        int more = leftOut.size() - SHOWN;
        return leftOut.stream().limit(SHOWN).map(PlainText::line).collect(Collectors.joining(", "))
                + (more > 0 ? " and %d more".formatted(more) : "");
    }

    private String name(Path file) {
        return file.equals(location)
                ? file.getFileName().toString()
                : location.relativize(file).toString();
    }

    /** Removes what described VIBs that are gone. */
    private void sweep() {
        Path folder = LooseVib.folder(request.workspace());
        if (!Files.isDirectory(folder)) {
            return;
        }
        Set<Path> needed = vibs().stream().map(LooseVib::metadata).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path old : files.filter(file -> !needed.contains(file)).toList()) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw PlainText.unreadable(folder.toString(), e);
        }
    }
}
