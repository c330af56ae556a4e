package org.esxsync.shell.ask;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.sync.MirrorCatalogue;

/**
 * The newest events that tell something: without the scans that found nothing, and without the
 * syncs that did nothing else.
 *
 * @param entries the events, the oldest first
 * @param silentSyncs how many syncs were left out between them and since
 */
public record RecentEvents(List<HistoryEntry> entries, int silentSyncs) {

    private static final int LEAST = 500;
    private static final int GROWTH = 8;

    private static final Set<Event.Kind> ENDS =
            EnumSet.of(
                    Event.Kind.SYNC_FINISHED,
                    Event.Kind.PLACE_SYNCED,
                    Event.Kind.SYNC_INCOMPLETE,
                    Event.Kind.SYNC_FAILED);

    public RecentEvents {
        entries = List.copyOf(entries);
    }

    /** Goes back as far as it takes to find so many. */
    public static RecentEvents of(MirrorCatalogue catalogue, int limit) {
        long wanted = Math.max(LEAST, 2L * limit);
        while (true) {
            int window = (int) Math.min(wanted, Integer.MAX_VALUE);
            List<HistoryEntry> read = catalogue.history(window);
            Selection selection = new Selection();
            selection.add(read);
            if (selection.told.size() >= limit || read.size() < window) {
                return selection.newest(limit);
            }
            wanted *= GROWTH;
        }
    }

    /** Goes through the events sync by sync. */
    private static final class Selection {

        private final List<HistoryEntry> told = new ArrayList<>();
        private final List<HistoryEntry> sync = new ArrayList<>();

        /** The numbers with which those began that are left out. */
        private final List<Long> silent = new ArrayList<>();

        void add(List<HistoryEntry> read) {
            for (HistoryEntry entry : read) {
                if (entry.event().kind() == Event.Kind.SYNC_STARTED) {
                    close();
                }
                sync.add(entry);
                if (ENDS.contains(entry.event().kind())) {
                    close();
                }
            }
            close();
        }

        RecentEvents newest(int limit) {
            List<HistoryEntry> newest = told.subList(Math.max(0, told.size() - limit), told.size());
            long first = newest.isEmpty() ? 0 : newest.get(0).number();
            return new RecentEvents(
                    newest, (int) silent.stream().filter(number -> number > first).count());
        }

        private void close() {
            if (isSilent()) {
                silent.add(sync.get(0).number());
            } else {
                Set<String> sources = sourcesOfNews();
                sync.stream()
                        .filter(each -> !isScan(each) || sources.contains(each.event().source()))
                        .forEach(told::add);
            }
            sync.clear();
        }

        /** Whether it went well and did nothing but read the configured sources. */
        private boolean isSilent() {
            return !sync.isEmpty()
                    && sync.get(0).event().kind() == Event.Kind.SYNC_STARTED
                    && sync.get(sync.size() - 1).event().kind() == Event.Kind.SYNC_FINISHED
                    && sync.subList(1, sync.size() - 1).stream().allMatch(Selection::isScan);
        }

        private Set<String> sourcesOfNews() {
            Set<String> sources = new HashSet<>();
            sync.stream()
                    .filter(each -> !isScan(each))
                    .map(each -> each.event().source())
                    .filter(Objects::nonNull)
                    .forEach(sources::add);
            return sources;
        }

        private static boolean isScan(HistoryEntry entry) {
            return entry.event().kind() == Event.Kind.SOURCE_SCANNED;
        }
    }
}
