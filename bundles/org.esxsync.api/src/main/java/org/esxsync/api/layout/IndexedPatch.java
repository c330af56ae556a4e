package org.esxsync.api.layout;

import java.nio.file.Path;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * A published patch that an index must reach.
 *
 * @param patch the patch; the location of each of its files that has a published digest is the
 *     release's directory, where the file stands
 * @param metadata the mirror's copy of its metadata document, or null if it has none
 * @param firstFile one of its files as it stands in the release's directory, or null if that is not
 *     told. It stands where the patch was placed when it was published; what is known of the patch
 *     may have changed since.
 */
public record IndexedPatch(Patch patch, @Nullable Path metadata, @Nullable RelativePath firstFile) {

    /** One of which it is not told where it stands. */
    public IndexedPatch(Patch patch, @Nullable Path metadata) {
        this(patch, metadata, null);
    }
}
