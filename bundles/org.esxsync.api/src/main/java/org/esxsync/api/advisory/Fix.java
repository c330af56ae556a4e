package org.esxsync.api.advisory;

import java.util.Objects;
import org.esxsync.api.OneLine;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the fix of a vulnerability for one release, or for one branch of it.
 *
 * @param state what is known
 * @param release the release, or null where it is not told; of {@link FixState#NOT_AFFECTED} null
 *     means all releases
 * @param fixedIn what has the fix; null unless {@link FixState#FIXED}
 * @param advisory the advisory that a table has led from to the patch, such as {@code
 *     VMSA-2012-0009}; empty where the record names the patch itself. An advisory is about several
 *     vulnerabilities, and its patches close them together
 * @param told the record's own words where nobody could tell more; else empty
 */
public record Fix(
        FixState state,
        @Nullable EsxRelease release,
        @Nullable FixedRelease fixedIn,
        String advisory,
        String told) {

    private static final int LONGEST = 500;

    /**
     * @throws IllegalArgumentException if it is fixed in nothing, or not fixed in something
     */
    public Fix {
        Objects.requireNonNull(state, "state");
        advisory = OneLine.of(advisory, LONGEST);
        told = OneLine.of(told, LONGEST);
        if ((state == FixState.FIXED) != (fixedIn != null)) {
            throw new IllegalArgumentException("a fix that is %s, in %s".formatted(state, fixedIn));
        }
    }

    /** A release or patch that has the fix, as the record names it. */
    public static Fix in(FixedRelease fixed) {
        return in(fixed, "");
    }

    /**
     * A release or patch that has the fix.
     *
     * @param advisory the advisory that led to it, or empty
     */
    public static Fix in(FixedRelease fixed, String advisory) {
        return new Fix(FixState.FIXED, fixed.release(), fixed, advisory, "");
    }

    /** A release that is affected and has no fix. */
    public static Fix none(EsxRelease release) {
        return new Fix(FixState.NO_FIX, release, null, "", "");
    }

    /**
     * A release of which nobody knows.
     *
     * @param told the record's words
     */
    public static Fix unknown(@Nullable EsxRelease release, String told) {
        return new Fix(FixState.UNKNOWN, release, null, "", told);
    }

    /** A release, or all for null, of which the record says that it is not affected. */
    public static Fix notAffected(@Nullable EsxRelease release) {
        return notAffected(release, "");
    }

    /**
     * A release, or all for null, that is not affected.
     *
     * @param advisory the advisory of which a table says so, or empty
     */
    public static Fix notAffected(@Nullable EsxRelease release, String advisory) {
        return new Fix(FixState.NOT_AFFECTED, release, null, advisory, "");
    }
}
