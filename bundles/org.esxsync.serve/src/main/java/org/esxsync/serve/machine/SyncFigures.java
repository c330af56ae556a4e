package org.esxsync.serve.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.sync.MirrorCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * What the history tells of all syncs, whichever process ran them. Each event is read once. Safe
 * for many threads.
 */
final class SyncFigures {

    /** As the end of a sync tells it beside its other figures. */
    private static final Pattern BYTES = Pattern.compile("(?:^|, )(\\d{1,18}) bytes(?:,|$)");

    private static final int MOST = Integer.MAX_VALUE;

    private final Supplier<MirrorCatalogue> catalogue;
    private @Nullable HistoryEntry newest;
    private @Nullable Instant start;
    private @Nullable Duration last;
    private long downloaded;

    /**
     * Figures.
     *
     * @param last how long the last sync took, or null if none has ended yet
     * @param downloaded the bytes of all that came to their end
     */
    record Figures(@Nullable Duration last, long downloaded) {}

    SyncFigures(Supplier<MirrorCatalogue> catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * As of the newest event.
     *
     * @throws org.esxsync.api.EsxSyncException if the history cannot be read
     */
    synchronized Figures get() {
        HistoryEntry now = catalogue.get().history(1).stream().findFirst().orElse(null);
        if (!Objects.equals(now, newest) && !hasReadOn(now)) {
            readAnew();
        }
        return new Figures(last, downloaded);
    }

    /** Not so if the history is another one now, or if it grew while it was read. */
    private boolean hasReadOn(@Nullable HistoryEntry now) {
        HistoryEntry known = newest;
        if (known == null || now == null || now.number() <= known.number()) {
            return false;
        }
        long later = now.number() - known.number();
        List<HistoryEntry> entries = catalogue.get().history((int) Math.min(later + 1, MOST));
        boolean isSame = !entries.isEmpty() && entries.get(0).equals(known);
        if (isSame) {
            take(entries.subList(1, entries.size()));
        }
        return isSame;
    }

    private void readAnew() {
        newest = null;
        start = null;
        last = null;
        downloaded = 0;
        take(catalogue.get().history(MOST));
    }

    private void take(List<HistoryEntry> entries) {
        for (HistoryEntry each : entries) {
            take(each.event());
            newest = each;
        }
    }

    private void take(Event event) {
        switch (event.kind()) {
            case SYNC_STARTED -> start = event.at();
            case SYNC_FINISHED, SYNC_INCOMPLETE, SYNC_FAILED -> {
                Instant begun = start;
                last = begun == null ? last : Duration.between(begun, event.at());
                start = null;
                downloaded += bytes(event);
            }
            default -> {
                // It is of no sync as a whole.
            }
        }
    }

    private static long bytes(Event end) {
        Matcher found = BYTES.matcher(end.detail());
        return end.kind() != Event.Kind.SYNC_FAILED && found.find()
                ? Long.parseLong(found.group(1))
                : 0;
    }
}
