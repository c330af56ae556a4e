package org.esxsync.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.esxsync.api.Quantity;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;

/**
 * A sync that has ended, as the history and the log tell it.
 *
 * @param filesByNode how many files each node downloaded; empty where one does it all
 */
record SyncSummary(SyncReport report, Map<String, Integer> filesByNode) {

    /** A conflict does not make a sync count as failed: it stays until a person resolves it. */
    Event.Kind end(SyncRequest request) {
        if (!report.failedSources().isEmpty() || report.count(Outcome.FAILED) > 0) {
            return Event.Kind.SYNC_INCOMPLETE;
        }
        return request.once().isEmpty() ? Event.Kind.SYNC_FINISHED : Event.Kind.PLACE_SYNCED;
    }

    /** Such as {@code 3 published, 1 in conflict, 1200 bytes}. */
    String figures() {
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            add(parts, report.countPatches(outcome), words(outcome));
        }
        add(parts, report.downloadedBytes(), "bytes");
        byNode().ifPresent(parts::add);
        int unread = report.failedSources().size();
        add(parts, unread, unread == 1 ? "source unread" : "sources unread");
        return parts.isEmpty() ? "nothing listed" : String.join(", ", parts);
    }

    /** Who downloaded how much, where nodes share that. */
    Optional<String> byNode() {
        return filesByNode.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        filesByNode.entrySet().stream()
                                .map(
                                        each ->
                                                "%s by %s"
                                                        .formatted(
                                                                Quantity.count(
                                                                        each.getValue(),
                                                                        "file",
                                                                        "files"),
                                                                each.getKey()))
                                .collect(Collectors.joining(", ")));
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private static String words(Outcome outcome) {
        return outcome == Outcome.CONFLICT
                ? "in conflict"
                : outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
