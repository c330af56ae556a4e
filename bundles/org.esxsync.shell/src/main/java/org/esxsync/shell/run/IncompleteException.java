package org.esxsync.shell.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.Quantity;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.VerifyReport;
import org.esxsync.shell.view.Numbers;
import org.esxsync.shell.view.OutcomeLines;

/**
 * A sync, plan or verification that came to its end without everything that was wanted. What it did
 * is printed before this is thrown, which makes scripts notice.
 */
public final class IncompleteException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final boolean sourceFailed;

    private IncompleteException(String message) {
        super(message);
        this.sourceFailed = false;
    }

    private IncompleteException(
            List<SourceFailure> sources, List<PatchOutcome> problems, boolean above) {
        super(message(sources, problems, above));
        this.sourceFailed = !sources.isEmpty();
    }

    /**
     * @param above whether who reads this has the reasons on the lines above
     */
    public static Optional<IncompleteException> of(SyncReport report, boolean above) {
        return of(report.failedSources(), report.problems(), above);
    }

    public static Optional<IncompleteException> of(VerifyReport report, boolean repair) {
        long open = report.findings().stream().filter(finding -> !finding.repaired()).count();
        return open == 0
                ? Optional.empty()
                : Optional.of(
                        new IncompleteException(
                                report.files() == 0
                                        ? "nothing could be compared; the reasons are above"
                                        : "%s not as published; %s"
                                                .formatted(
                                                        Quantity.count(
                                                                open, "file is", "files are"),
                                                        repair
                                                                ? "the reasons are above"
                                                                : "to fix that, "
                                                                        + remedy(report))));
    }

    /** What is not recorded may be what the ledger has lost: a sync takes it up. */
    private static String remedy(VerifyReport report) {
        return report.findings().stream().anyMatch(each -> each.kind() == Finding.Kind.EXTRA)
                ? "run a sync, and 'verify --repair' for what is left then"
                : "run 'verify --repair'";
    }

    /**
     * @param above as for a sync
     */
    public static Optional<IncompleteException> of(SyncPlan plan, boolean above) {
        List<PatchOutcome> problems =
                plan.settled().stream().filter(PatchOutcome::isProblem).toList();
        return of(plan.failedSources(), problems, above);
    }

    private static Optional<IncompleteException> of(
            List<SourceFailure> sources, List<PatchOutcome> problems, boolean above) {
        return sources.isEmpty() && problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new IncompleteException(sources, problems, above));
    }

    /** Whether a source could not be read, so that it is unknown what is missing. */
    public boolean sourceFailed() {
        return sourceFailed;
    }

    private static String message(
            List<SourceFailure> sources, List<PatchOutcome> problems, boolean above) {
        List<String> counts = new ArrayList<>();
        if (!sources.isEmpty()) {
            counts.add(Quantity.count(sources.size(), "source", "sources") + " could not be read");
        }
        long conflicts = patches(problems, each -> each.outcome() == Outcome.CONFLICT);
        long unread = patches(problems, IncompleteException::isUnread);
        long failed =
                patches(problems, each -> each.outcome() != Outcome.CONFLICT && !isUnread(each));
        if (failed > 0) {
            counts.add(Numbers.patches(failed) + " failed");
        }
        if (unread > 0) {
            counts.add(
                    Quantity.count(unread, "listed file or entry", "listed files or entries")
                            + " could not be read");
        }
        if (conflicts > 0) {
            counts.add(Quantity.count(conflicts, "conflict", "conflicts"));
        }
        return "%s; %s"
                .formatted(
                        String.join(", ", counts),
                        above ? "see above" : "the first is " + first(sources, problems));
    }

    /** What could not be understood is no patch of a release. */
    private static boolean isUnread(PatchOutcome problem) {
        return problem.outcome() == Outcome.FAILED && problem.release() == null;
    }

    /** One that failed in several releases counts once. */
    private static long patches(List<PatchOutcome> problems, Predicate<PatchOutcome> which) {
        return problems.stream()
                .filter(which)
                .map(each -> List.of(each.source(), each.patch()))
                .distinct()
                .count();
    }

    private static String first(List<SourceFailure> sources, List<PatchOutcome> problems) {
        return Stream.concat(
                        sources.stream().map(OutcomeLines::place),
                        problems.stream().map(OutcomeLines::place))
                .findFirst()
                .orElseThrow();
    }
}
