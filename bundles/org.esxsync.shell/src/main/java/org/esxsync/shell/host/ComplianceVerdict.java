package org.esxsync.shell.host;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.esxsync.api.Quantity;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.shell.run.Format;
import org.esxsync.shell.run.VerdictException;
import org.esxsync.shell.terminal.PlainText;

/** What scripts must notice of hosts that lack something, or could not be judged. */
public final class ComplianceVerdict {

    /** What is said where all is well with what could be read. */
    private static final String UNREAD = "not all could be read";

    private static final String ABOVE = "; the reasons are above";

    /** A message has no room for more. */
    private static final int MOST = 20;

    private ComplianceVerdict() {}

    /**
     * That not all could be read.
     *
     * @param format a table for spreadsheets has no room for the reasons, which are told here then
     */
    public static VerdictException unread(Format format, List<String> problems) {
        return VerdictException.unknown(UNREAD + reasons(format, problems));
    }

    private static String reasons(Format format, List<String> problems) {
        if (format != Format.CSV) {
            return ABOVE;
        }
        String more =
                problems.size() > MOST
                        ? "%s%d more of the like"
                                .formatted(System.lineSeparator(), problems.size() - MOST)
                        : "";
        return problems.stream()
                        .limit(MOST)
                        .map(each -> System.lineSeparator() + PlainText.of(each))
                        .collect(Collectors.joining())
                + more;
    }

    /** Nothing if all hosts have what they are to have. */
    public static Optional<VerdictException> of(ComplianceReport report, Format format) {
        return switch (report.verdict()) {
            case COMPLIANT -> Optional.empty();
            case NON_COMPLIANT -> Optional.of(VerdictException.wrong(message(report, format)));
            case UNKNOWN -> Optional.of(VerdictException.unknown(message(report, format)));
        };
    }

    private static String message(ComplianceReport report, Format format) {
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
                unknown == 0 ? "" : Quantity.count(unknown, "host is", "hosts are") + " unknown";
        if (lacking == 0 && unknown == 0) {
            return UNREAD + reasons(format, report.problems());
        }
        return first
                + (first.isEmpty() || second.isEmpty() ? "" : ", ")
                + second
                + (report.problems().isEmpty() && format == Format.CSV
                        ? ""
                        : reasons(format, report.problems()));
    }
}
