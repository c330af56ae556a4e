package org.esxsync.sync;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.sync.plan.Plan;
import org.esxsync.sync.plan.PlanMemory;
import org.esxsync.sync.scan.ScannedSources;
import org.esxsync.sync.scan.Scanner;
import org.jspecify.annotations.Nullable;

/**
 * The sources that a request is for: the configured ones, or others for once. Of the configured
 * ones then counts what is known, and the plan is for what the others list.
 *
 * @param request what was asked for
 * @param configured the sources that are there
 */
record WantedSources(SyncRequest request, Collection<PatchSource> configured) {

    private boolean areForOnce() {
        return !request.once().isEmpty();
    }

    ScannedSources scan(
            SyncListener listener,
            Clock clock,
            boolean dryRun,
            @Nullable Ledger ledger,
            Path workspaces) {
        Collection<PatchSource> read = areForOnce() ? request.once() : configured;
        ScannedSources scanned =
                new Scanner(read, listener, clock, request.force(), dryRun)
                        .scan(ledger, workspaces);
        return areForOnce() ? scanned.beside(names(configured)) : scanned;
    }

    /**
     * The plan of an earlier sync, if there is one for the same; none is kept for other sources.
     */
    Optional<Plan> recall(
            PlanMemory memory,
            ScannedSources scanned,
            Collection<EsxRelease> wanted,
            @Nullable Ledger ledger) {
        return ledger == null || areForOnce() || request.force()
                ? Optional.empty()
                : memory.recall(scanned, wanted, ledger);
    }

    Plan of(Plan plan, ScannedSources scanned) {
        return areForOnce() ? plan.of(scanned, names(request.once())) : plan;
    }

    private static Set<String> names(Collection<PatchSource> sources) {
        return sources.stream().map(PatchSource::name).collect(Collectors.toSet());
    }
}
