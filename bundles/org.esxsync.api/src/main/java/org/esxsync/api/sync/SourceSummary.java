package org.esxsync.api.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A source of patches.
 *
 * @param name its name
 * @param location where it reads
 * @param listed how many patches it lists
 * @param lastScan when it was last read as a whole, or null if never
 */
public record SourceSummary(String name, String location, int listed, @Nullable Instant lastScan) {}
