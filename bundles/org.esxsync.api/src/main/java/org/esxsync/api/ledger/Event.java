package org.esxsync.api.ledger;

import java.time.Instant;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param at when
 * @param kind what
 * @param source the source concerned, or null
 * @param patch the patch concerned, or null
 * @param release the release concerned, or null
 * @param detail the reason or the figures, one line; may be empty
 */
public record Event(
        Instant at,
        Kind kind,
        @Nullable String source,
        @Nullable PatchKey patch,
        @Nullable EsxRelease release,
        String detail) {

    /** What can happen. */
    public enum Kind {
        SYNC_STARTED,
        SYNC_FINISHED,
        SYNC_FAILED,
        SOURCE_SCANNED,
        SOURCE_FAILED,
        PATCH_FOUND,
        PATCH_CHANGED,
        PATCH_REJECTED,
        PATCH_PUBLISHED,
        PATCH_FAILED,
        PATCH_CONFLICT
    }

    /** An event that concerns the whole run. */
    public static Event ofRun(Instant at, Kind kind, String detail) {
        return new Event(at, kind, null, null, null, detail);
    }

    /** An event that concerns a source. */
    public static Event ofSource(Instant at, Kind kind, String source, String detail) {
        return new Event(at, kind, source, null, null, detail);
    }
}
