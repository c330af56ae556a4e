package org.esxsync.api.sync;

import java.time.Instant;
import java.util.List;
import org.esxsync.api.ledger.VerifiedArtifact;

/**
 * All that is known of one revision of a patch from one source.
 *
 * @param summary the patch, who claims it and where it stands
 * @param firstSeen when the source first listed it
 * @param lastSeen when the source last listed it
 * @param listed whether the source still lists it
 * @param verified its artifacts as we verified them; empty if it was never published
 * @param warnings what a person should know before they install it, each as one line, such as that
 *     hosts of a release may refuse it
 * @param installation the lines with which a host takes it from the mirror, for which {@code
 *     http://MIRROR/} stands; empty where they are not known
 */
public record PatchDetails(
        PatchSummary summary,
        Instant firstSeen,
        Instant lastSeen,
        boolean listed,
        List<VerifiedArtifact> verified,
        List<String> warnings,
        List<String> installation) {

    public PatchDetails {
        verified = List.copyOf(verified);
        warnings = List.copyOf(warnings);
        installation = List.copyOf(installation);
    }

    /** Without the lines of its installation. */
    public PatchDetails(
            PatchSummary summary,
            Instant firstSeen,
            Instant lastSeen,
            boolean listed,
            List<VerifiedArtifact> verified,
            List<String> warnings) {
        this(summary, firstSeen, lastSeen, listed, verified, warnings, List.of());
    }

    /** The same with the lines of its installation. */
    public PatchDetails withInstallation(List<String> lines) {
        return new PatchDetails(summary, firstSeen, lastSeen, listed, verified, warnings, lines);
    }

    /** Without warnings. */
    public PatchDetails(
            PatchSummary summary,
            Instant firstSeen,
            Instant lastSeen,
            boolean listed,
            List<VerifiedArtifact> verified) {
        this(summary, firstSeen, lastSeen, listed, verified, List.of());
    }
}
