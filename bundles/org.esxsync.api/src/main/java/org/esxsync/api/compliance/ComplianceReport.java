package org.esxsync.api.compliance;

import java.time.Instant;
import java.util.List;

/**
 * What hosts have and lack of a baseline.
 *
 * @param baseline what they are to have
 * @param at when they were judged
 * @param hosts the hosts, in the order in which they were handed over
 */
public record ComplianceReport(Baseline baseline, Instant at, List<HostReport> hosts) {

    public ComplianceReport {
        hosts = List.copyOf(hosts);
    }

    /** How many hosts have a verdict. */
    public long count(HostVerdict verdict) {
        return hosts.stream().filter(host -> host.verdict() == verdict).count();
    }

    /** The verdict on all: not compliant if one host is not, else unknown if one is. */
    public HostVerdict verdict() {
        if (count(HostVerdict.NON_COMPLIANT) > 0) {
            return HostVerdict.NON_COMPLIANT;
        }
        return count(HostVerdict.UNKNOWN) > 0 || hosts.isEmpty()
                ? HostVerdict.UNKNOWN
                : HostVerdict.COMPLIANT;
    }
}
