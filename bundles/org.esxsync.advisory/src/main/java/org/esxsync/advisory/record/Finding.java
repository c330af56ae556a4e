package org.esxsync.advisory.record;

import java.time.LocalDate;
import org.esxsync.api.advisory.Exploitation;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/** One thing that a file told. */
public sealed interface Finding {

    /**
     * The record of a vulnerability.
     *
     * @param vulnerability what it says by itself
     * @param updated when it was changed, as published; of two the later counts. Empty if unknown
     */
    record Told(Vulnerability vulnerability, String updated) implements Finding {}

    /**
     * A list of exploited vulnerabilities.
     *
     * @param released its day, or null if it tells none
     */
    record ExploitedList(@Nullable LocalDate released) implements Finding {}

    /**
     * An entry of such a list.
     *
     * @param cve the vulnerability
     * @param exploitation what the list says of it
     */
    record Exploited(String cve, Exploitation exploitation) implements Finding {}

    /**
     * A patch, as a table leads to it.
     *
     * @param cve the vulnerability, or empty
     * @param advisory the advisory, or empty
     * @param patch the patch's id, or {@link #NOT_AFFECTED} in any case of letters
     * @param release what the table calls the release, such as {@code ESX 4.0}; or empty
     */
    record Row(String cve, String advisory, String patch, String release) implements Finding {

        /** What stands in place of a patch where a release needs none. */
        public static final String NOT_AFFECTED = "not affected";

        /** Whether the table says that the release needs no patch. */
        public boolean isNotAffected() {
            return patch.equalsIgnoreCase(NOT_AFFECTED);
        }

        /** The release as the table names it, or null if it calls it as it likes. */
        public @Nullable EsxRelease namedRelease() {
            try {
                return release.isEmpty()
                        ? null
                        : EsxRelease.parse(release.strip().replace(' ', '-'));
            } catch (IllegalArgumentException e) {
                // The patch counts.
                return null;
            }
        }
    }
}
