package org.esxsync.api.sync;

import java.time.Instant;
import java.util.List;
import org.esxsync.api.source.PatchSource;
import org.jspecify.annotations.Nullable;

/**
 * What to sync.
 *
 * @param releases the releases wanted, as {@code esx-3.0.1} or, where only one product has that
 *     version, {@code 3.0.1}; empty for those that are configured, or all that have a matcher
 * @param force whether to read all of each source, also where it says that nothing has changed, and
 *     to believe one that lists far less than before
 * @param once the sources to publish from in place of the configured ones, which are not read then;
 *     empty for the configured ones
 * @param scheduledFor when the schedule wanted this sync, without jitter; null if somebody asks for
 *     it
 */
public record SyncRequest(
        List<String> releases,
        boolean force,
        List<PatchSource> once,
        @Nullable Instant scheduledFor) {

    public SyncRequest {
        releases = List.copyOf(releases);
        once = List.copyOf(once);
    }

    /** Asks for what these sources list. */
    public SyncRequest(List<String> releases, boolean force, List<PatchSource> once) {
        this(releases, force, once, null);
    }

    /** Asks for what the configured sources list. */
    public SyncRequest(List<String> releases, boolean force) {
        this(releases, force, List.of());
    }

    /** Asks for these releases; for none of them, as the list says. */
    public static SyncRequest of(String... releases) {
        return new SyncRequest(List.of(releases), false);
    }

    /**
     * Asks for all that is configured, since the schedule wants it. Of several nodes with the same
     * schedule one makes it; see {@link AlreadySyncedException}.
     *
     * @param time when the schedule wants it, without jitter
     */
    public static SyncRequest scheduled(Instant time) {
        return new SyncRequest(List.of(), false, List.of(), time);
    }

    /** Asks for the same by force. */
    public SyncRequest forced() {
        return new SyncRequest(releases, true, once, scheduledFor);
    }

    /** Asks for the same of other sources than the configured ones. */
    public SyncRequest from(List<PatchSource> sources) {
        return new SyncRequest(releases, force, sources, scheduledFor);
    }
}
