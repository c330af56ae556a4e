package org.esxsync.sync.publish;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.mirror.LockedMirror;

/** What planned patches need that the mirror does not have, as far as a look can tell. */
public final class WantedDownloads {

    private final LockedMirror open;
    private final Set<PatchKey> published = new HashSet<>();

    public WantedDownloads(LockedMirror open) {
        this.open = open;
        open.ledger().publishedKeys().values().forEach(published::addAll);
    }

    /** In the order of the patches. */
    public List<Placement> of(List<PlannedPatch> planned) {
        List<Placement> wanted = new ArrayList<>();
        for (PlannedPatch each : planned) {
            if (!published.contains(each.patch().key())) {
                placements(each).stream()
                        .filter(placement -> !mayStand(each, placement))
                        .forEach(wanted::add);
            }
        }
        return wanted;
    }

    /** If a patch cannot be placed, staging it tells why. */
    private List<Placement> placements(PlannedPatch planned) {
        try {
            return open.layouts().place(planned.patch());
        } catch (EsxSyncException e) {
            return List.of();
        }
    }

    private boolean mayStand(PlannedPatch planned, Placement placement) {
        return !placement.unpack()
                && placement.artifact().sha256().isPresent()
                && planned.releases().stream()
                        .map(open.mirror()::release)
                        .map(placement.path()::under)
                        .anyMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }
}
