package org.esxsync.shell;

import java.util.List;
import java.util.Locale;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.advisory.AdvisoryPlace;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.shell.ask.PatchFilter;
import org.esxsync.shell.command.UsageException;

/**
 * Narrows a listing of patches to those that close a vulnerability.
 *
 * @param advisories tells which
 */
record ClosedVulnerabilities(Advisories advisories) {

    /**
     * @param cve the vulnerability, or empty for any
     * @param exploited whether it must be known to be exploited
     * @throws UsageException if it is no id of one
     * @throws VerdictException if nobody can tell
     */
    void narrow(PatchFilter filter, String cve, boolean exploited) {
        if (!cve.isEmpty() && !Vulnerability.isCve(cve)) {
            throw new UsageException(
                    "patches", "'%s' is no CVE; write it like CVE-2025-41236".formatted(cve));
        }
        KnownVulnerabilities known = advisories.read();
        if (!cve.isEmpty()) {
            String id = known.find(cve).orElseThrow(() -> unknown(cve, known)).cve();
            filter.closing(known.closing(each -> each.cve().equals(id)));
        }
        if (exploited) {
            requireList(known);
            filter.closing(known.closing(Vulnerability::isExploited));
        }
    }

    private static void requireList(KnownVulnerabilities known) {
        if (!known.knowsExploited() && known.all().stream().noneMatch(Vulnerability::isExploited)) {
            throw VerdictException.unknown(
                    "UNKNOWN: no configured place has a list of exploited vulnerabilities; add"
                            + " CISA's, as the chapter advisories.md says");
        }
    }

    /** The verdict on a vulnerability that no place tells of. */
    static VerdictException unknown(String cve, KnownVulnerabilities known) {
        return VerdictException.unknown(
                ("%s: UNKNOWN: no configured place tells of it, which does not say that nothing is"
                                + " affected%s")
                        .formatted(cve.toUpperCase(Locale.ROOT), unread(known.places())));
    }

    /** The verdict on an advisory that no record names. */
    static VerdictException unknownAdvisory(String advisory, KnownVulnerabilities known) {
        return VerdictException.unknown(
                "%s: UNKNOWN: no record of a configured place names this advisory; ask for one of its CVEs, which its page lists%s"
                        .formatted(advisory, unread(known.places())));
    }

    /** A part of a sentence, empty if all could be read. */
    private static String unread(List<AdvisoryPlace> places) {
        long problems = places.stream().mapToLong(each -> each.problems().size()).sum();
        return problems == 0
                ? ""
                : "; %d files could not be read, the first is %s"
                        .formatted(
                                problems,
                                places.stream()
                                        .flatMap(each -> each.problems().stream())
                                        .findFirst()
                                        .orElseThrow());
    }
}
