package org.esxsync.serve;

import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.Exposures;
import org.esxsync.api.compliance.KeptHosts;
import org.esxsync.serve.hosts.HostRoom;

/** No bundle judges hosts. */
final class NoHosts implements HostRoom {

    @Override
    public boolean isThere() {
        return false;
    }

    @Override
    public KeptHosts kept() {
        throw new EsxSyncException("this test has no hosts");
    }

    @Override
    public Optional<Exposures> exposures() {
        return Optional.empty();
    }

    @Override
    public Optional<Advisories> advisories() {
        return Optional.empty();
    }

    @Override
    public Compliance compliance() {
        throw new EsxSyncException("this test judges no hosts");
    }
}
