package org.esxsync.api.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the mirror differs from what it was at an earlier moment. What came and went again since is
 * no difference.
 *
 * @param event the number of the last event before; 0 if there was none
 * @param since when the first event after it was, or null if nothing happened since
 * @param changes a patch has one entry for each kind of change; the first that happened comes first
 */
public record MirrorChanges(long event, @Nullable Instant since, List<PatchChange> changes) {

    public MirrorChanges {
        changes = List.copyOf(changes);
    }

    /** How many changes are of a kind. */
    public long count(PatchChange.Kind kind) {
        return changes.stream().filter(each -> each.kind() == kind).count();
    }
}
