package org.esxsync.sync.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.Quantity;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.slf4j.Logger;

/**
 * Writes what an operator reads in the morning: a line for each patch that is new, one for what
 * needs a person, and one that sums up. What stays as it was the night before is counted, and not
 * warned of again. For one thread at a time.
 */
final class RunLog {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Logger log;
    private final ZoneId zone;
    private Set<String> known = Set.of();

    RunLog(Logger log, ZoneId zone) {
        this.log = log;
        this.zone = zone;
    }

    /** A time as an operator reads it. */
    String time(Instant time) {
        return TIME.format(time.atZone(zone));
    }

    /** A sync came to its end. */
    void ended(SyncReport report, Optional<Instant> next) {
        published(report).forEach((patch, releases) -> log.info("New: {} in {}", patch, releases));
        report.failedSources()
                .forEach(each -> log.error("Source {}: {}", each.source(), each.reason()));
        report.outcomes().stream()
                .filter(each -> each.outcome() == Outcome.FAILED)
                .forEach(each -> log.warn("Failed: {}: {}", place(each), each.detail()));
        Set<String> lasting = new HashSet<>();
        report.outcomes().stream()
                .filter(each -> each.outcome() == Outcome.CONFLICT)
                .forEach(
                        each ->
                                warnOnce(
                                        "Conflict: %s: %s".formatted(place(each), each.detail()),
                                        lasting));
        report.warnings().forEach(each -> warnOnce(each, lasting));
        known = lasting;
        log.info("{}{}", summary(report), next(next));
    }

    /** A sync was not made, or broke off. */
    void failed(Throwable problem, Optional<Instant> next) {
        if (problem instanceof EsxSyncException) {
            log.error("The scheduled sync failed: {}{}", problem.getMessage(), next(next));
        } else {
            log.error("The scheduled sync failed by a defect: {}{}", problem, next(next));
        }
        log.debug("Where it failed", problem);
    }

    private void warnOnce(String text, Set<String> lasting) {
        if (lasting.add(text) && !known.contains(text)) {
            log.warn("{}", text);
        }
    }

    /** The releases of each patch, since a patch for several is one line. */
    private static Map<String, String> published(SyncReport report) {
        Map<String, String> releases = new LinkedHashMap<>();
        report.outcomes().stream()
                .filter(each -> each.outcome() == Outcome.PUBLISHED)
                .forEach(
                        each ->
                                releases.merge(
                                        each.patch(),
                                        String.valueOf(each.release()),
                                        (one, other) -> one + ", " + other));
        return releases;
    }

    private static String place(PatchOutcome outcome) {
        return outcome.release() == null
                ? outcome.patch()
                : "%s (%s)".formatted(outcome.patch(), outcome.release());
    }

    private static String summary(SyncReport report) {
        List<String> parts = new ArrayList<>();
        parts.add(Quantity.count(published(report).size(), "new patch", "new patches"));
        add(parts, patches(report, Outcome.FAILED), "failed", "failed");
        add(parts, patches(report, Outcome.CONFLICT), "in conflict", "in conflict");
        add(
                parts,
                report.failedSources().size(),
                "source could not be read",
                "sources could not be read");
        return "The scheduled sync ended after %s: %s; %s downloaded"
                .formatted(
                        Quantity.duration(report.duration()),
                        String.join(", ", parts),
                        Quantity.bytes(report.downloadedBytes()));
    }

    private static long patches(SyncReport report, Outcome outcome) {
        return report.outcomes().stream()
                .filter(each -> each.outcome() == outcome)
                .map(PatchOutcome::patch)
                .distinct()
                .count();
    }

    private static void add(List<String> parts, long count, String one, String many) {
        if (count > 0) {
            parts.add(Quantity.count(count, one, many));
        }
    }

    private String next(Optional<Instant> next) {
        return next.map(each -> "; the next one starts " + time(each)).orElse("");
    }
}
