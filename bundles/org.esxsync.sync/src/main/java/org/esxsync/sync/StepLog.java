package org.esxsync.sync;

import org.esxsync.api.Quantity;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.VerifyReport;
import org.slf4j.Logger;

/**
 * Writes each step of a run to the log. Safe for many threads.
 *
 * @param log takes the lines
 * @param loud whether they are more than details: those of a command are what its log is there for,
 *     and a scheduled sync has lines of its own
 */
record StepLog(Logger log, boolean loud) implements SyncListener {

    @Override
    public void scanning(String source) {
        tell(loud, "{}: reading", source);
    }

    @Override
    public void scanned(String source, int patches, boolean unchanged) {
        tell(loud, "{}: {}", source, unchanged ? "unchanged" : patches(patches) + " listed");
    }

    @Override
    public void sourceFailed(SourceFailure failure) {
        tell(loud, "{}: it failed: {}", failure.source(), failure.reason());
    }

    @Override
    public void planned(SyncPlan plan) {
        tell(loud, "{} to be published", patches(plan.patches().size()));
    }

    /** What stands there already is no step. */
    @Override
    public void finished(PatchOutcome outcome) {
        boolean each = loud && outcome.outcome() != Outcome.PRESENT;
        Object place = outcome.release() == null ? outcome.source() : outcome.release();
        tell(
                each,
                "{} ({}): {}{}",
                outcome.patch(),
                place,
                words(outcome.outcome()),
                outcome.detail().isEmpty() ? "" : ", " + outcome.detail());
    }

    @Override
    public void finished(SyncReport report) {
        report.warnings().forEach(each -> tell(loud, "{}", each));
        tell(
                loud,
                "The sync ended after {}: {} published, {} failed, {} in conflict; {} downloaded",
                Quantity.duration(report.duration()),
                report.countPatches(Outcome.PUBLISHED),
                report.countPatches(Outcome.FAILED),
                report.countPatches(Outcome.CONFLICT),
                Quantity.bytes(report.downloadedBytes()));
    }

    @Override
    public void failed(RuntimeException problem) {
        tell(loud, "The sync broke off: {}", String.valueOf(problem.getMessage()));
    }

    /** A verification begins. */
    void verifying(Object mirror) {
        tell(loud, "{}: comparing its files with the ledger", mirror);
    }

    /** A verification came to its end. */
    VerifyReport verified(VerifyReport report) {
        report.findings()
                .forEach(
                        each ->
                                tell(
                                        loud,
                                        "{}: {}{}",
                                        each.path(),
                                        each.detail(),
                                        each.repaired() ? "; repaired" : ""));
        tell(
                loud,
                "The verification ended after {}: {}, {} not as published",
                Quantity.duration(report.duration()),
                Quantity.count(report.files(), "file", "files"),
                report.findings().stream().filter(each -> !each.repaired()).count());
        return report;
    }

    private void tell(boolean isLoud, String format, Object... values) {
        if (isLoud) {
            log.info(format, values);
        } else {
            log.debug(format, values);
        }
    }

    private static String patches(int count) {
        return Quantity.count(count, "patch", "patches");
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case PUBLISHED -> "published";
            case PRESENT -> "present";
            case NOT_DOWNLOADABLE -> "not downloadable";
            case FAILED -> "failed";
            case CONFLICT -> "in conflict";
        };
    }
}
