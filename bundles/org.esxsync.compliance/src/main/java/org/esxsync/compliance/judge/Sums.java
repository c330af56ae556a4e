package org.esxsync.compliance.judge;

import java.util.List;
import org.esxsync.api.Quantity;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.sync.PatchSummary;

/** What the states of a host add up to, and what that says of the host. */
record Sums(
        int installed, int superseded, int notApplicable, int unknown, List<PatchSummary> missing) {

    private static final String SECURITY = "security";

    static Sums of(States states, List<PatchSummary> demanded) {
        return new Sums(
                states.count(PatchVerdict.INSTALLED),
                states.count(PatchVerdict.SUPERSEDED),
                states.count(PatchVerdict.NOT_APPLICABLE),
                states.count(PatchVerdict.UNKNOWN),
                states.all(PatchVerdict.MISSING).stream().map(demanded::get).toList());
    }

    private boolean isLacking() {
        return !missing.isEmpty() || superseded > 0;
    }

    /** That nothing is for a host says nothing of how current it is. */
    private boolean isUnconcerned() {
        return installed == 0;
    }

    HostVerdict verdict(Host host) {
        if (isLacking()) {
            return HostVerdict.NON_COMPLIANT;
        }
        return unknown > 0 || !host.gaps().isEmpty() || isUnconcerned()
                ? HostVerdict.UNKNOWN
                : HostVerdict.COMPLIANT;
    }

    /**
     * Why, as one line.
     *
     * @param isNewer whether the host is newer than all that is listed
     */
    String reason(Host host, boolean isNewer) {
        if (isLacking()) {
            return lacking();
        }
        if (!host.gaps().isEmpty()) {
            return "nothing is missing in what it tells, but " + host.gaps().get(0);
        }
        if (unknown > 0) {
            return "%s could not be judged by %s; list its VIBs"
                    .formatted(Quantity.count(unknown, "patch", "patches"), Reasons.basis(host));
        }
        if (isUnconcerned()) {
            return "no patch of the baseline applies to it; whether it is current is not known";
        }
        return isNewer ? "it is newer than all that is listed" : "it has all that is demanded";
    }

    private String lacking() {
        if (missing.isEmpty()) {
            return "it lacks %s; nothing tells which newer ones take their place"
                    .formatted(
                            Quantity.count(superseded, "superseded patch", "superseded patches"));
        }
        long security =
                missing.stream()
                        .filter(each -> each.patch().classification().category().equals(SECURITY))
                        .count();
        return "it lacks %s%s"
                .formatted(
                        Quantity.count(missing.size(), "patch", "patches"),
                        security == 0 ? "" : ", %d of them security".formatted(security));
    }
}
