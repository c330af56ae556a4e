package org.esxsync.source.depot;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.source.depot.files.BundleFiles;
import org.esxsync.source.depot.files.DepotFiles;
import org.esxsync.source.depot.files.DepotHosts;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.FolderFiles;
import org.esxsync.source.depot.files.OnlineFiles;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.read.DepotDocuments;

/**
 * Reads what an administrator points to: a depot on a server or in a directory, an offline bundle,
 * or a directory in which offline bundles are put.
 */
record DepotReader(String source, Path location) {

    ScanResult scan(ScanRequest request, PatchSink sink) {
        BundleFiles.sweep(request.workspace());
        DepotScan scan = DepotScan.ofDepot(source, sink);
        if (!Files.isDirectory(location)) {
            try (DepotFiles files = files(location, request.workspace())) {
                return depot(files, request, scan);
            }
        }
        Optional<Path> index = index();
        if (index.isEmpty()) {
            return bundles(request, scan);
        }
        try (DepotFiles files = new FolderFiles(index.get())) {
            return depot(files, request, scan);
        }
    }

    /** Reads a depot on a server. */
    static ScanResult online(
            String source,
            Set<URI> indexes,
            DepotHosts hosts,
            Transport transport,
            ScanRequest request,
            PatchSink sink) {
        DepotScan scan = DepotScan.ofDepot(source, sink);
        try (OnlineFiles files = new OnlineFiles(indexes, hosts, transport, request.workspace())) {
            ScanResult result = depot(files, request, scan);
            if (scan.isComplete()) {
                files.sweep();
            }
            return result;
        }
    }

    /** Reads one depot, unless nothing in it has changed. */
    private static ScanResult depot(DepotFiles files, ScanRequest request, DepotScan scan) {
        Fingerprint fingerprint = new Fingerprint();
        List<URI> metadata = DepotDocuments.metadata(files, scan, fingerprint);
        files.offer(metadata, scan);
        String state = fingerprint.state();
        if (scan.isComplete() && state.equals(request.state())) {
            return ScanResult.unchanged(request);
        }
        scan.list(files, metadata);
        return ScanResult.listed(scan.isComplete() ? state : null);
    }

    private ScanResult bundles(ScanRequest request, DepotScan scan) {
        List<Path> bundles = bundles();
        String state = state(bundles);
        if (state.equals(request.state())) {
            return ScanResult.unchanged(request);
        }
        for (Path bundle : bundles) {
            try (DepotFiles files = new BundleFiles(bundle, request.workspace())) {
                scan.list(files);
            } catch (EsxSyncException e) {
                scan.rejectOrEnd(bundle.toString(), e);
            }
        }
        return ScanResult.listed(scan.isComplete() ? state : null);
    }

    private String state(List<Path> bundles) {
        Fingerprint fingerprint = new Fingerprint();
        for (Path bundle : bundles) {
            fingerprint.add(bundle.getFileName(), FolderFiles.fingerprint(bundle));
        }
        return fingerprint.state();
    }

    private List<Path> bundles() {
        try (Stream<Path> files = Files.list(location)) {
            return files.filter(file -> Files.isRegularFile(file) && isNamed(file, ".zip"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw PlainText.unreadable(location.toString(), e);
        }
    }

    private Optional<Path> index() {
        return DepotFiles.INDEX_NAMES.stream()
                .map(location::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static DepotFiles files(Path file, Path workspace) {
        return isNamed(file, ".xml") ? new FolderFiles(file) : new BundleFiles(file, workspace);
    }

    private static boolean isNamed(Path file, String extension) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(extension);
    }
}
