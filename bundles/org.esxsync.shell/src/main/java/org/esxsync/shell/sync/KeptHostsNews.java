package org.esxsync.shell.sync;

import java.util.Optional;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.compliance.HostsAfterSync;
import org.esxsync.api.compliance.LackingHosts;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.SyncReport;
import org.jspecify.annotations.Nullable;

/**
 * What a sync means to the hosts that are kept.
 *
 * @param lacking those that lack what came, or null if none is known to
 * @param problem why they could not be judged; empty if they could
 */
public record KeptHostsNews(@Nullable LackingHosts lacking, String problem) {

    /** The sync is done, and stays so if a host cannot be judged. */
    public static KeptHostsNews of(SyncReport report, Supplier<Optional<HostsAfterSync>> hosts) {
        if (report.count(PatchOutcome.Outcome.PUBLISHED) == 0) {
            return new KeptHostsNews(null, "");
        }
        try {
            return new KeptHostsNews(
                    hosts.get().flatMap(each -> each.lacking(report)).orElse(null), "");
        } catch (EsxSyncException e) {
            return new KeptHostsNews(null, String.valueOf(e.getMessage()));
        }
    }

    /** As one line; empty if there is nothing to tell. */
    public String line() {
        if (!problem.isEmpty()) {
            return "The kept hosts could not be judged: " + problem;
        }
        return lacking == null ? "" : lacking.toString();
    }
}
