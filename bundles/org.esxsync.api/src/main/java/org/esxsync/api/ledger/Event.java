package org.esxsync.api.ledger;

import java.time.Instant;
import org.esxsync.api.Secrets;
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
 * @param detail the reason or the figures, one line; may be empty; secrets in it are masked
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
        /**
         * A sync has begun; the detail names its releases, and whom it takes over from if that one
         * had died, or was cut off.
         */
        SYNC_STARTED,
        /**
         * A sync ended with everything wanted in the mirror, except patches that are in conflict
         * with what the mirror has: an administrator decides about these. The detail has the
         * figures.
         */
        SYNC_FINISHED,
        /**
         * A sync came to its end, but a patch failed, or a source could not be read; the detail has
         * the figures.
         */
        SYNC_INCOMPLETE,
        /**
         * A sync of a place that was named for once ended with everything that the place lists in
         * the mirror. It tells nothing of the configured sources. The detail has the figures.
         */
        PLACE_SYNCED,
        /** A sync broke off; the detail is the reason. */
        SYNC_FAILED,
        /** A source was read as a whole. */
        SOURCE_SCANNED,
        /** A source could not be read; the detail is the reason. */
        SOURCE_FAILED,
        /** A source lists an id for the first time. */
        PATCH_FOUND,
        /** A source lists an id with other bytes than before. */
        PATCH_CHANGED,
        /** A source no longer lists an id; what is published of it stays. */
        PATCH_VANISHED,
        /** A source lists a patch again that it had left out, or takes its recall back. */
        PATCH_RETURNED,
        /** A publisher calls a patch back; no index reaches it any more, and its files stay. */
        PATCH_RECALLED,
        /** A source lists something that could not be understood. */
        PATCH_REJECTED,
        /** A patch stands in a release's directory now. */
        PATCH_PUBLISHED,
        /** A patch could not be downloaded, verified or published; the detail is the reason. */
        PATCH_FAILED,
        /** The mirror already has another file of that patch; the new one was not published. */
        PATCH_CONFLICT,
        /** A patch was removed from a release's directory. */
        PATCH_REMOVED,
        /** A release's index could not be renewed, and the former one stays; the detail is why. */
        INDEX_FAILED,
        /** A file of the mirror is not as it was published; the detail names it. */
        FILE_DAMAGED,
        /** A file of the mirror is again as it was published; the detail names it. */
        FILE_REPAIRED,
        /** The ledger was damaged and begins anew; the detail says where the old one is. */
        LEDGER_REPLACED
    }

    public Event {
        detail = Secrets.mask(detail);
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
