package org.esxsync.source.depot;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.NotFoundException;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.OnlineFiles;
import org.esxsync.source.depot.index.DepotDocuments;

/**
 * Reads a depot on a server, or the depots of another mirror of ours, which stand in directories
 * named by their releases below its top.
 *
 * @param indexes where the depot's index may be, the likeliest first
 * @param mirrored where the index of each release is if this is a mirror
 */
record OnlineReader(Set<URI> indexes, Set<URI> mirrored, OnlineFiles files) {

    ScanResult read(ProfileChoice choice, ScanRequest request, DepotScan scan) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add("profiles", choice.name());
        Map<URI, DepotDocuments> depots = depots(scan, fingerprint);
        depots.values().forEach(each -> files.offer(each.metadata().keySet(), scan));
        String state = fingerprint.state();
        if (scan.isComplete() && state.equals(request.state())) {
            return ScanResult.unchanged(request);
        }
        depots.values().forEach(each -> scan.listChanged(files, each));
        scan.end();
        if (scan.isComplete()) {
            files.sweep();
        }
        return ScanResult.listed(scan.isComplete() ? state : null);
    }

    private Map<URI, DepotDocuments> depots(DepotScan scan, Fingerprint fingerprint) {
        Map<URI, DepotDocuments> depots = new LinkedHashMap<>();
        URI index = indexes.iterator().next();
        try {
            depots.put(index, DepotDocuments.of(files, indexes, scan, fingerprint));
        } catch (NotFoundException e) {
            if (index.toString().startsWith("jar:")) {
                throw noBundle(index, e);
            }
            mirrored(scan, fingerprint, depots);
            if (depots.isEmpty()) {
                throw e;
            }
        }
        return depots;
    }

    private MalformedSourceException noBundle(URI index, NotFoundException e) {
        return new MalformedSourceException(
                files.display(index),
                "the zip has no such entry, so it is no offline bundle; if one stands in a folder"
                        + " or a zip within it, download it, and name the file in location=",
                e);
    }

    private void mirrored(
            DepotScan scan, Fingerprint fingerprint, Map<URI, DepotDocuments> depots) {
        List<String> absent = new ArrayList<>();
        List<Runnable> problems = new ArrayList<>();
        for (URI index : mirrored) {
            try {
                depots.put(index, DepotDocuments.of(files, Set.of(index), scan, fingerprint));
            } catch (NotFoundException e) {
                absent.add(release(index));
            } catch (EsxSyncException e) {
                problems.add(() -> scan.rejectOrEnd(files.display(index), e));
            }
        }
        if (!depots.isEmpty()) {
            problems.forEach(Runnable::run);
            if (!absent.isEmpty()) {
                scan.remark("the mirror has no depot of " + String.join(", ", absent));
            }
        }
    }

    private static String release(URI index) {
        String[] path = index.getPath().split("/");
        return path[path.length - 2];
    }
}
