package org.esxsync.sync.scan;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.jspecify.annotations.Nullable;

/**
 * Tells in the history which recalls a scan brought or took back, one event for each notice, and
 * has the indexes renewed, which carry the notices. Used by one thread, once.
 */
final class NoticeHistory {

    private final String source;
    private final Ledger ledger;
    private final Clock clock;
    private final Map<String, Optional<Patch>> before = new TreeMap<>();

    /**
     * @param listed what the source lists, which is not in the ledger yet
     */
    NoticeHistory(String source, List<Patch> listed, Ledger ledger, Clock clock) {
        this.source = source;
        this.ledger = ledger;
        this.clock = clock;
        for (Patch each : listed) {
            if (each.notice() != null) {
                before.computeIfAbsent(each.id(), id -> Optional.ofNullable(last(id)));
            }
        }
    }

    /** Compares with what the ledger says after the scan was entered. */
    void tell() {
        boolean isAny = false;
        for (Map.Entry<String, Optional<Patch>> each : before.entrySet()) {
            Patch was = each.getValue().orElse(null);
            Patch is = last(each.getKey());
            if (is == null || was != null && is.key().equals(was.key())) {
                continue;
            }
            isAny = true;
            if (isRecall(is)) {
                append(Event.Kind.PATCH_RECALLED, is, text(is));
            } else if (was != null && isRecall(was)) {
                append(
                        Event.Kind.PATCH_RETURNED,
                        was,
                        Recalls.TAKEN_BACK + ": " + RecallNotices.names(was));
            }
        }
        if (isAny) {
            ledger.publishedKeys().keySet().forEach(ledger::recordIndexLost);
        }
    }

    /** What the source says now under the id of a notice, if that is one. */
    private @Nullable Patch last(String id) {
        RecallNotices notices = new RecallNotices();
        ledger.patches(id).forEach(known -> notices.add(known.patch(), known.lastSeen()));
        return notices.last(source, id);
    }

    private static boolean isRecall(Patch patch) {
        Notice notice = patch.notice();
        return notice != null && notice.kind() == Notice.Kind.RECALL;
    }

    private static String text(Patch recall) {
        String names = RecallNotices.names(recall);
        return names.isEmpty()
                ? recall.title()
                : "%s: it recalls %s".formatted(recall.title(), names);
    }

    private void append(Event.Kind kind, Patch notice, String detail) {
        ledger.append(new Event(clock.instant(), kind, source, notice.key(), null, detail));
    }
}
