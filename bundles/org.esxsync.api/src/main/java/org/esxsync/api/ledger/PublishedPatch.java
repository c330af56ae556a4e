package org.esxsync.api.ledger;

import java.time.Instant;
import org.esxsync.api.patch.Patch;
import org.jspecify.annotations.Nullable;

/**
 * A patch in a release's directory, without its files.
 *
 * @param patch the patch
 * @param at when it was published
 * @param metadataSha256 names the mirror's copy of its metadata document, or null if it has none
 */
public record PublishedPatch(Patch patch, Instant at, @Nullable String metadataSha256) {}
