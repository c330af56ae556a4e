package org.esxsync.shell;

import java.util.Optional;
import org.esxsync.api.Quantity;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.HostVerdict;

/** What scripts must notice of hosts that lack something, or could not be judged. */
final class ComplianceVerdict {

    /** What is said where all is well with what could be read. */
    static final String UNREAD = "not all could be read; the reasons are above";

    private ComplianceVerdict() {}

    /** Nothing if all hosts have what they are to have. */
    static Optional<VerdictException> of(ComplianceReport report) {
        return switch (report.verdict()) {
            case COMPLIANT -> Optional.empty();
            case NON_COMPLIANT -> Optional.of(VerdictException.wrong(message(report)));
            case UNKNOWN -> Optional.of(VerdictException.unknown(message(report)));
        };
    }

    private static String message(ComplianceReport report) {
        if (report.hosts().isEmpty()) {
            return "no host was judged; 'hosts' tells what is recognised";
        }
        long lacking = report.count(HostVerdict.NON_COMPLIANT);
        long unknown = report.count(HostVerdict.UNKNOWN);
        String first =
                lacking == 0
                        ? ""
                        : Quantity.count(lacking, "host is not", "hosts are not") + " compliant";
        String second =
                unknown == 0
                        ? ""
                        : "of %s it is unknown".formatted(Quantity.count(unknown, "host", "hosts"));
        if (lacking == 0 && unknown == 0) {
            return UNREAD;
        }
        return "%s%s%s; the reasons are above"
                .formatted(first, first.isEmpty() || second.isEmpty() ? "" : ", ", second);
    }
}
