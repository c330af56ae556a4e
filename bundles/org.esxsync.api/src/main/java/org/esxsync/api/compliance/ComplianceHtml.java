package org.esxsync.api.compliance;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Writes reports as pages that need nothing else: no script, no other file. For many threads. */
@ProviderType
public interface ComplianceHtml {

    /**
     * A page that can be printed.
     *
     * @param report the table of hosts
     * @param details the hosts that get a section of their own
     */
    String page(ComplianceReport report, List<HostDetails> details);
}
