package org.esxsync.api.advisory;

import java.util.List;
import java.util.Optional;
import org.esxsync.api.patch.Patch;
import org.osgi.annotation.versioning.ProviderType;

/** What the configured places told when they were read. Never changes; for many threads. */
@ProviderType
public interface KnownVulnerabilities {

    /** The vulnerabilities of ESX and ESXi, by year and number of their ids. */
    List<Vulnerability> all();

    /**
     * One vulnerability. Of one that is known from the list of exploited vulnerabilities alone no
     * fix is told.
     *
     * @param cve its id, in any case of letters
     * @return nothing if no place tells of it, which does not say that nothing is affected
     */
    Optional<Vulnerability> find(String cve);

    /**
     * The vulnerabilities that a patch closes, in the order of {@link #all}: those whose fix it is,
     * by name or build; those of whose branch it is a later build, or of a newer branch, as {@link
     * Vulnerability#standing} says; and those whose fix it supersedes by name.
     */
    List<Vulnerability> closedBy(Patch patch);

    /**
     * Whether a list of exploited vulnerabilities was read; else that nothing is marked is no news.
     */
    boolean knowsExploited();

    /** The places, in the order of their names. */
    List<AdvisoryPlace> places();
}
