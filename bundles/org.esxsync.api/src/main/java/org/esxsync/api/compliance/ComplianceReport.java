package org.esxsync.api.compliance;

import java.time.Instant;
import java.util.List;
import org.esxsync.api.OneLine;

/**
 * What hosts have and lack of a baseline.
 *
 * @param baseline what they are to have
 * @param at when they were judged
 * @param hosts the hosts, in the order in which they were handed over
 * @param problems what could not be read, each as one line: hosts in it were not judged
 */
public record ComplianceReport(
        Baseline baseline, Instant at, List<HostReport> hosts, List<String> problems) {

    public ComplianceReport {
        hosts = List.copyOf(hosts);
        problems = problems.stream().map(OneLine::of).toList();
    }

    /** A report of hosts that could all be read. */
    public ComplianceReport(Baseline baseline, Instant at, List<HostReport> hosts) {
        this(baseline, at, hosts, List.of());
    }

    /** The same with other reports of the hosts. */
    public ComplianceReport withHosts(List<HostReport> others) {
        return new ComplianceReport(baseline, at, others, problems);
    }

    /** The same with what could not be read. */
    public ComplianceReport withProblems(List<String> others) {
        return new ComplianceReport(baseline, at, hosts, others);
    }

    /** How many hosts have a verdict. */
    public long count(HostVerdict verdict) {
        return hosts.stream().filter(host -> host.verdict() == verdict).count();
    }

    /**
     * The verdict on all: not compliant if one host is not, else unknown if one is, or if something
     * could not be read.
     */
    public HostVerdict verdict() {
        if (count(HostVerdict.NON_COMPLIANT) > 0) {
            return HostVerdict.NON_COMPLIANT;
        }
        return count(HostVerdict.UNKNOWN) > 0 || hosts.isEmpty() || !problems.isEmpty()
                ? HostVerdict.UNKNOWN
                : HostVerdict.COMPLIANT;
    }
}
