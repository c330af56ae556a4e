package org.esxsync.sync.scan;

import java.util.List;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;

/**
 * What a source that has changed lists now.
 *
 * @param patches the patches in what was read
 * @param keys their keys
 * @param unread the keys of those in documents that list what they listed before
 * @param whole whether all that it lists could be read
 */
public record SourceListing(
        List<Patch> patches, Set<PatchKey> keys, Set<PatchKey> unread, boolean whole) {

    public SourceListing {
        patches = List.copyOf(patches);
        keys = Set.copyOf(keys);
        unread = Set.copyOf(unread);
    }
}
