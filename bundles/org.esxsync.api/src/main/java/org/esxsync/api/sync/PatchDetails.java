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
 */
public record PatchDetails(
        PatchSummary summary,
        Instant firstSeen,
        Instant lastSeen,
        boolean listed,
        List<VerifiedArtifact> verified,
        List<String> warnings) {

    public PatchDetails {
        verified = List.copyOf(verified);
        warnings = List.copyOf(warnings);
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
