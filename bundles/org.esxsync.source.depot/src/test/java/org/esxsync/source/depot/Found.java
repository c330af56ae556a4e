package org.esxsync.source.depot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.source.depot.read.PlainZips;

/** What a scan found, and what it remarked. */
record Found(CollectedPatches collected, List<String> remarks) {

    static Found at(Path location, Path workspace, ProfileChoice choice) {
        CollectedPatches collected = new CollectedPatches();
        List<String> remarks = new ArrayList<>();
        DepotScan scan = new DepotScan("test", choice, collected, remarks::add, new PlainZips());
        collected.result =
                new LocalReader(location, new ScanRequest(null, workspace), scan).read(choice);
        return new Found(collected, remarks);
    }

    static Found at(Path location, Path workspace) {
        return at(location, workspace, ProfileChoice.ALL);
    }

    Set<String> ids() {
        return new TreeSet<>(collected.ids());
    }

    Set<String> idsBut(Set<String> others) {
        Set<String> ids = ids();
        ids.removeAll(others);
        return ids;
    }

    Patch patch(String id) {
        return collected.patches.stream()
                .filter(patch -> patch.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(collected.ids() + " " + collected.problems));
    }
}
