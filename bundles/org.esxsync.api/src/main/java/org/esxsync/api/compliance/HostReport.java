package org.esxsync.api.compliance;

import java.util.List;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/**
 * What a host has and lacks of a baseline.
 *
 * @param host the host
 * @param verdict whether it has what is demanded
 * @param reason why, as one line
 * @param installed how many patches it has
 * @param superseded how many it lacks whose place another takes
 * @param notApplicable how many are not for it
 * @param unknown how many could not be judged
 * @param missing the patches that it lacks, by release date; those without a date first
 * @param unlisted its VIBs of other vendors whose names no listed patch has
 * @param remarks what a person should know, each as one line
 * @param exposure the vulnerabilities that it is open to; null where nobody was asked for them
 */
public record HostReport(
        Host host,
        HostVerdict verdict,
        String reason,
        int installed,
        int superseded,
        int notApplicable,
        int unknown,
        List<PatchSummary> missing,
        List<InstalledVib> unlisted,
        List<String> remarks,
        @Nullable Exposure exposure) {

    public HostReport {
        missing = List.copyOf(missing);
        unlisted = List.copyOf(unlisted);
        remarks = List.copyOf(remarks);
    }

    /** A report without vulnerabilities. */
    public HostReport(
            Host host,
            HostVerdict verdict,
            String reason,
            int installed,
            int superseded,
            int notApplicable,
            int unknown,
            List<PatchSummary> missing,
            List<InstalledVib> unlisted,
            List<String> remarks) {
        this(
                host,
                verdict,
                reason,
                installed,
                superseded,
                notApplicable,
                unknown,
                missing,
                unlisted,
                remarks,
                null);
    }

    /** The same with what the host is open to. */
    public HostReport with(Exposure known) {
        return new HostReport(
                host,
                verdict,
                reason,
                installed,
                superseded,
                notApplicable,
                unknown,
                missing,
                unlisted,
                remarks,
                known);
    }

    /** The same with other remarks. */
    public HostReport withRemarks(List<String> others) {
        return new HostReport(
                host,
                verdict,
                reason,
                installed,
                superseded,
                notApplicable,
                unknown,
                missing,
                unlisted,
                others,
                exposure);
    }

    /** How many of the missing patches their publisher calls security. */
    public long missingSecurity() {
        return missing.stream()
                .filter(each -> each.patch().classification().category().equals("security"))
                .count();
    }
}
