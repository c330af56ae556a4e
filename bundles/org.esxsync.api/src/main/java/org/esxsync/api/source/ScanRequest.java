package org.esxsync.api.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a source gets to work with.
 *
 * @param state what the source returned from its last whole scan, or null on the first one; another
 *     source's, if that one had the name before
 * @param workspace an existing directory of the source's own, which is kept between scans; it may
 *     be empty at any time, and is thrown away after a dry run
 */
public record ScanRequest(@Nullable String state, Path workspace) {}
