package org.esxsync.api.compliance;

import java.util.Optional;
import org.esxsync.api.sync.SyncReport;
import org.osgi.annotation.versioning.ProviderType;

/** Tells which of the hosts that are kept lack what a sync has brought. Safe for many threads. */
@ProviderType
public interface HostsAfterSync {

    /**
     * Judges the hosts that are kept by what a sync has published.
     *
     * @return nothing if the sync has published nothing, no host is kept, or none is known to lack
     *     any of it
     * @throws org.esxsync.api.EsxSyncException if a kept host or the ledger cannot be read
     */
    Optional<LackingHosts> lacking(SyncReport report);
}
