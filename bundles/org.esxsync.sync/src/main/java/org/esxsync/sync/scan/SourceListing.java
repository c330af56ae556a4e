package org.esxsync.sync.scan;

import java.util.List;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;

/**
 * What a source that has changed lists now.
 *
 * @param patches the patches
 * @param keys their keys
 * @param whole whether all that it lists could be read
 */
public record SourceListing(List<Patch> patches, Set<PatchKey> keys, boolean whole) {

    public SourceListing {
        patches = List.copyOf(patches);
        keys = Set.copyOf(keys);
    }
}
