package org.esxsync.api.sync;

import java.time.Instant;
import java.util.List;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;

/**
 * What became of a patch since an earlier moment.
 *
 * @param kind what
 * @param patch the patch; of a replaced one the revision that took its place
 * @param source the source that it came from; empty while that is unknown
 * @param releases the releases in which it was added, replaced or removed, in order; of a recalled
 *     one those in which it stands
 * @param at when, the last time
 * @param title its title; empty while that is unknown
 */
public record PatchChange(
        Kind kind,
        PatchKey patch,
        String source,
        List<EsxRelease> releases,
        Instant at,
        String title) {

    /** What can become of a patch. */
    public enum Kind {
        /** It stands in a release's directory, and did not before. */
        ADDED,
        /** Another revision of it stands in a release's directory than before. */
        REPLACED,
        /** Its publisher has recalled it. */
        RECALLED,
        /** It stood in a release's directory, and does so no longer. */
        REMOVED
    }

    public PatchChange {
        releases = List.copyOf(releases);
    }
}
