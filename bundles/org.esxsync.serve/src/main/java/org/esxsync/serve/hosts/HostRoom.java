package org.esxsync.serve.hosts;

import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.Exposures;
import org.esxsync.api.compliance.KeptHosts;

/** The services that keep hosts and judge them, which may come and go. Safe for many threads. */
public interface HostRoom {

    /** Whether a bundle has them at this moment. */
    boolean isThere();

    /**
     * @throws EsxSyncException if no bundle has it
     */
    KeptHosts kept();

    /**
     * @throws EsxSyncException if no bundle has it
     */
    Compliance compliance();

    /** What tells which vulnerabilities hosts are open to; empty if no bundle does. */
    Optional<Exposures> exposures();

    /** What knows of vulnerabilities; empty if no bundle does. */
    Optional<Advisories> advisories();
}
