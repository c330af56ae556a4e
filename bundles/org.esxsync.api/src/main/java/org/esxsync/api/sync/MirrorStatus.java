package org.esxsync.api.sync;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.jspecify.annotations.Nullable;

/**
 * How a mirror stands at one moment: what {@code status} shows, and what monitoring reads.
 *
 * @param mirror its directory
 * @param owner who works on it now, by process, host and start time; null if none does
 * @param lastSync how the last sync ended, or null if none did yet
 * @param lastSuccess when a sync last ended with every source read and every wanted patch in the
 *     mirror, but for those in conflict with what it holds; null if none did yet
 * @param nextRun when the next scheduled sync starts, or null if none is scheduled
 * @param scheduleIsKept whether this process starts it; see {@link SyncSchedule#isKept()}
 * @param patches how many patches there are
 * @param conflicts the conflicts that {@code ignore=} does not resolve
 * @param troubles what stands in the way of a sync, each as one line: what is configured or
 *     deployed and cannot be used, and a mirror that cannot be written
 * @param warnings what else a person should know, each as one line: what is configured or deployed
 *     and nothing uses, patches that no release claims, and recalls that nothing resolves
 * @param space what it takes of its disk
 * @param sources the sources, by name
 */
public record MirrorStatus(
        Path mirror,
        @Nullable String owner,
        @Nullable Event lastSync,
        @Nullable Instant lastSuccess,
        @Nullable Instant nextRun,
        boolean scheduleIsKept,
        Patches patches,
        List<PatchOutcome> conflicts,
        List<String> troubles,
        List<String> warnings,
        MirrorSpace space,
        List<SourceStatus> sources) {

    public MirrorStatus {
        conflicts = List.copyOf(conflicts);
        troubles = List.copyOf(troubles);
        warnings = List.copyOf(warnings);
        sources = List.copyOf(sources);
    }

    /** A mirror of which there is nothing else to know. */
    public MirrorStatus(
            Path mirror,
            @Nullable String owner,
            @Nullable Event lastSync,
            @Nullable Instant lastSuccess,
            @Nullable Instant nextRun,
            boolean scheduleIsKept,
            Patches patches,
            List<PatchOutcome> conflicts,
            List<String> troubles,
            MirrorSpace space,
            List<SourceStatus> sources) {
        this(
                mirror,
                owner,
                lastSync,
                lastSuccess,
                nextRun,
                scheduleIsKept,
                patches,
                conflicts,
                troubles,
                List.of(),
                space,
                sources);
    }

    /**
     * How many patches there are, each counted once.
     *
     * @param listed those that sources list now
     * @param claimed the listed ones that a release claims
     * @param published the listed ones that stand in a release's directory
     * @param missing the listed ones that the next sync would download, as far as is known
     * @param ignored the claimed ones that the configuration ignores
     */
    public record Patches(int listed, int claimed, int published, int missing, int ignored) {}
}
