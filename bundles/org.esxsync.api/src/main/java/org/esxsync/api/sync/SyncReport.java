package org.esxsync.api.sync;

import java.time.Duration;
import java.util.List;

/**
 * What a sync did.
 *
 * @param outcomes what became of each wanted patch
 * @param failedSources the sources that could not be read
 * @param downloadedBytes bytes of artifacts that were downloaded and verified
 * @param duration how long it took
 * @param warnings what a person should know though the sync had everything, each as one line, such
 *     as patches that no release claims
 */
public record SyncReport(
        List<PatchOutcome> outcomes,
        List<SourceFailure> failedSources,
        long downloadedBytes,
        Duration duration,
        List<String> warnings) {

    /** How a sync ended. */
    public enum Status {
        /** Everything wanted is in the mirror, but for what is listed without a file. */
        DONE,
        /** Some patches failed or are in conflict. */
        SOME_FAILED,
        /** A source could not be read, so that it is unknown what is missing. */
        FAILED
    }

    public SyncReport {
        outcomes = List.copyOf(outcomes);
        failedSources = List.copyOf(failedSources);
        warnings = List.copyOf(warnings);
    }

    /** A sync of which there is nothing to warn. */
    public SyncReport(
            List<PatchOutcome> outcomes,
            List<SourceFailure> failedSources,
            long downloadedBytes,
            Duration duration) {
        this(outcomes, failedSources, downloadedBytes, duration, List.of());
    }

    /** How it ended, by its worst part. */
    public Status status() {
        if (!failedSources.isEmpty()) {
            return Status.FAILED;
        }
        return problems().isEmpty() ? Status.DONE : Status.SOME_FAILED;
    }

    /** The outcomes that somebody should look at. */
    public List<PatchOutcome> problems() {
        return outcomes.stream().filter(PatchOutcome::isProblem).toList();
    }

    /** How many outcomes are of a kind: one for each patch and release. */
    public long count(PatchOutcome.Outcome outcome) {
        return outcomes.stream().filter(each -> each.outcome() == outcome).count();
    }

    /** How many patches have an outcome of a kind; one of several releases counts once. */
    public long countPatches(PatchOutcome.Outcome outcome) {
        return outcomes.stream()
                .filter(each -> each.outcome() == outcome)
                .map(each -> List.of(each.source(), each.patch()))
                .distinct()
                .count();
    }
}
