package org.esxsync.api.advisory;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.esxsync.api.patch.Patch;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the configured places told when they were read. Never changes; for many threads. What
 * patches supersede is read from the catalogue when it is first needed.
 */
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
     * Vulnerability#standing} says; and those whose fix it supersedes by name, over however many
     * steps of listed patches.
     */
    List<Vulnerability> closedBy(Patch patch);

    /**
     * Whether a patch closes one of some vulnerabilities. The catalogue was read when this returns,
     * so that the answer can be asked for while the catalogue is read again.
     */
    default Predicate<Patch> closing(Predicate<? super Vulnerability> isWanted) {
        return patch -> closedBy(patch).stream().anyMatch(isWanted);
    }

    /**
     * Whether a list of exploited vulnerabilities was read; else that nothing is marked is no news.
     */
    boolean knowsExploited();

    /** The places, in the order of their names. */
    List<AdvisoryPlace> places();
}
