package org.esxsync.serve.hosts;

import java.time.Instant;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.KeptHost;

/**
 * All about one kept host.
 *
 * @param kept as it was kept
 * @param details as it is judged now, with the vulnerabilities that it is open to where they are
 *     known
 * @param remark why no vulnerabilities are told though a place is configured; empty if they are
 */
public record KeptDetails(KeptHost kept, HostDetails details, String remark) {

    /** Since when what the host told holds. */
    public Instant toldAt() {
        return toldAt(kept);
    }

    static Instant toldAt(KeptHost kept) {
        return kept.at();
    }
}
