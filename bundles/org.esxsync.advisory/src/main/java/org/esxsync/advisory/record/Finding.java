package org.esxsync.advisory.record;

import java.time.LocalDate;
import org.esxsync.api.advisory.Exploitation;
import org.esxsync.api.advisory.Vulnerability;
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
     * @param patch the patch's id
     * @param release what the table calls the release, such as {@code ESX 4.0}; or empty
     */
    record Row(String cve, String advisory, String patch, String release) implements Finding {}
}
