package org.esxsync.source.depot;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.OnlineFiles;
import org.esxsync.source.depot.read.DepotDocuments;

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
        depots.values().forEach(each -> scan.list(files, each));
        scan.end();
        if (scan.isComplete()) {
            files.sweep();
        }
        return ScanResult.listed(scan.isComplete() ? state : null);
    }

    private Map<URI, DepotDocuments> depots(DepotScan scan, Fingerprint fingerprint) {
        Map<URI, DepotDocuments> depots = new LinkedHashMap<>();
        try {
            URI index = indexes.iterator().next();
            depots.put(index, DepotDocuments.of(files, indexes, scan, fingerprint));
        } catch (FetchException e) {
            if (isElsewhere(e)) {
                mirrored.forEach(index -> mirrored(index, scan, fingerprint, depots));
            }
            if (depots.isEmpty()) {
                throw e;
            }
        }
        return depots;
    }

    private void mirrored(
            URI index, DepotScan scan, Fingerprint fingerprint, Map<URI, DepotDocuments> depots) {
        try {
            depots.put(index, DepotDocuments.of(files, Set.of(index), scan, fingerprint));
        } catch (FetchException e) {
            if (!isElsewhere(e)) {
                throw e;
            }
        }
    }

    private static boolean isElsewhere(FetchException e) {
        return e.reason() == FetchException.Reason.REFUSED;
    }
}
