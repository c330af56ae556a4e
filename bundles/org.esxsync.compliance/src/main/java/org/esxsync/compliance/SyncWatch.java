package org.esxsync.compliance;

import org.esxsync.api.EsxSyncException;
import org.esxsync.api.compliance.HostsAfterSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the log of a service which hosts lack what a sync has brought. A command tells it
 * itself, below its result.
 */
@Component(service = SyncListener.class)
public final class SyncWatch implements SyncListener {

    /** What a program that runs one command makes of the schedule. */
    private static final String COMMAND = "off";

    private static final Logger LOG = LoggerFactory.getLogger(SyncWatch.class);

    private final HostsAfterSync hosts;
    private final boolean isOn;

    @Activate
    public SyncWatch(@Reference HostsAfterSync hosts, BundleContext context) {
        this(hosts, !COMMAND.equals(context.getProperty("org.esxsync.schedule")));
    }

    SyncWatch(HostsAfterSync hosts, boolean isOn) {
        this.hosts = hosts;
        this.isOn = isOn;
    }

    @Override
    public void finished(SyncReport report) {
        if (!isOn) {
            return;
        }
        try {
            hosts.lacking(report).ifPresent(lacking -> LOG.info("{}", lacking));
        } catch (EsxSyncException e) {
            LOG.warn("the kept hosts could not be judged after the sync: {}", e.getMessage());
        }
    }
}
