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
 * @param definedBy the file of its configuration, or the PID of one that has no file; null if it
 *     has no configuration
 */
public record SourceSummary(
        String name,
        String location,
        int listed,
        @Nullable Instant lastScan,
        @Nullable String definedBy) {

    /** The same without a configuration. */
    public SourceSummary(String name, String location, int listed, @Nullable Instant lastScan) {
        this(name, location, listed, lastScan, null);
    }
}
