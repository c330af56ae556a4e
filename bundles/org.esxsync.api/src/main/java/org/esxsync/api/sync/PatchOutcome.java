package org.esxsync.api.sync;

import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * What became of a patch in one release.
 *
 * @param patch its id, or its place where no id could be read
 * @param source the source that lists it
 * @param release the release, or null for a patch that could not be read
 * @param outcome what became of it
 * @param detail where it stands, or the reason and what to do next
 */
public record PatchOutcome(
        String patch, String source, @Nullable EsxRelease release, Outcome outcome, String detail) {

    /** What can become of a patch. */
    public enum Outcome {
        /** It is new in the mirror. */
        PUBLISHED,
        /** It stands in the mirror from earlier. */
        PRESENT,
        /** It could not be read, downloaded, verified or published. */
        FAILED,
        /**
         * It is listed without a file, its publisher has recalled it, or hosts may refuse it and
         * the configuration leaves such patches out.
         */
        NOT_DOWNLOADABLE,
        /**
         * The mirror already has another file under the same name; the new one was not published.
         */
        CONFLICT
    }

    /** Whether somebody should look at it. */
    public boolean isProblem() {
        return outcome == Outcome.FAILED || outcome == Outcome.CONFLICT;
    }
}
