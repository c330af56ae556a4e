package org.esxsync.sync.status;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * What failed in the last sync, if that was not complete.
 *
 * @param events the oldest first
 */
record LastFailures(List<Event> events) {

    /** A sync that failed more often is read no further back. */
    private static final int WINDOW = 5_000;

    private static final int TOLD = 3;

    private static final Set<Event.Kind> FAILURES =
            EnumSet.of(Event.Kind.PATCH_FAILED, Event.Kind.PATCH_REJECTED, Event.Kind.INDEX_FAILED);

    LastFailures {
        events = List.copyOf(events);
    }

    /**
     * @param lastSync how the last sync ended, or null if none did
     */
    static LastFailures of(@Nullable Event lastSync, Ledger ledger) {
        return lastSync != null && lastSync.kind() == Event.Kind.SYNC_INCOMPLETE
                ? new LastFailures(ofLastSync(ledger.history(WINDOW)))
                : new LastFailures(List.of());
    }

    private static List<Event> ofLastSync(List<HistoryEntry> history) {
        List<Event> failures = new ArrayList<>();
        for (HistoryEntry each : history) {
            Event event = each.event();
            if (event.kind() == Event.Kind.SYNC_STARTED) {
                failures.clear();
            } else if (FAILURES.contains(event.kind())) {
                failures.add(event);
            }
        }
        return failures;
    }

    /** The newest one of a source. */
    Optional<Event> of(String source) {
        return events.stream()
                .filter(each -> source.equals(each.source()))
                .reduce((one, later) -> later);
    }

    /** A sentence for each of the first, and one for the rest. */
    List<String> told() {
        Map<String, String> places = new LinkedHashMap<>();
        for (Event each : events) {
            String what = each.patch() == null ? "" : each.patch().id();
            String place = each.release() == null ? "" : each.release().toString();
            places.merge(what + "\0" + each.detail(), place, (one, other) -> one + ", " + other);
        }
        List<String> told = new ArrayList<>();
        places.forEach((failure, where) -> told.add(sentence(failure.split("\0", 2), where)));
        if (told.size() <= TOLD) {
            return told;
        }
        int more = told.size() - TOLD;
        List<String> few = new ArrayList<>(told.subList(0, TOLD));
        few.add(
                "the last sync failed at %d more; 'history --limit %d' shows all"
                        .formatted(more, events.size() + 2));
        return few;
    }

    private static String sentence(String[] failure, String where) {
        String what = failure[0];
        String place = where.isEmpty() ? what : (what + " (" + where + ")").strip();
        return "failed in the last sync: "
                + (place.isEmpty() ? failure[1] : place + ": " + failure[1]);
    }
}
