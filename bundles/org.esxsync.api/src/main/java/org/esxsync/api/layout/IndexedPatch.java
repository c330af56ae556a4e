package org.esxsync.api.layout;

import java.nio.file.Path;
import org.esxsync.api.patch.Patch;
import org.jspecify.annotations.Nullable;

/**
 * A published patch that an index must reach.
 *
 * @param patch the patch; the location of each of its files that has a published digest is the
 *     release's directory, where the file stands
 * @param metadata the mirror's copy of its metadata document, or null if it has none
 */
public record IndexedPatch(Patch patch, @Nullable Path metadata) {}
