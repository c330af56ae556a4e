package org.esxsync.sync.status;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.sync.status.MirrorMoment.Place;

/**
 * Goes through the history from its first event, and so knows what stood in the mirror at each.
 *
 * @param history all events
 */
record MirrorPast(List<HistoryEntry> history) {

    /** What differs now from what was after the event of this number. */
    MirrorChanges changesAfter(long event) {
        MirrorMoment now = new MirrorMoment();
        before(event).forEach(now::take);
        MirrorMoment then = now.copy();
        List<Event> since =
                history.stream()
                        .filter(each -> each.number() > event)
                        .map(HistoryEntry::event)
                        .toList();
        since.forEach(now::take);
        return new MirrorChanges(
                before(event).size(),
                since.isEmpty() ? null : since.get(0).at(),
                new Comparison(then, now).of(since));
    }

    private List<Event> before(long event) {
        return history.stream()
                .filter(each -> each.number() <= event)
                .map(HistoryEntry::event)
                .toList();
    }

    MirrorChanges changesSince(Instant time) {
        return changesAfter(
                history.stream()
                        .filter(each -> each.event().at().isBefore(time))
                        .mapToLong(HistoryEntry::number)
                        .max()
                        .orElse(0));
    }

    /** What differs now from what was before the last sync that brought anything. */
    MirrorChanges lastChanges() {
        MirrorMoment moment = new MirrorMoment();
        long start = 0;
        long found = 0;
        for (HistoryEntry entry : history) {
            if (entry.event().kind() == Event.Kind.SYNC_STARTED) {
                start = entry.number() - 1;
            }
            if (moment.lacks(entry.event())) {
                found = start;
            }
            moment.take(entry.event());
        }
        return changesAfter(found);
    }

    /** Tells two moments apart. */
    private record Comparison(MirrorMoment then, MirrorMoment now) {

        private record Change(PatchChange.Kind kind, PatchKey patch) {}

        /**
         * @param events what happened between them
         */
        List<PatchChange> of(List<Event> events) {
            Map<Change, Extent> extents = new LinkedHashMap<>();
            for (Event event : events) {
                change(event)
                        .ifPresent(
                                each ->
                                        extents.computeIfAbsent(each, key -> new Extent(event))
                                                .add(event));
            }
            return extents.entrySet().stream()
                    .map(each -> toChange(each.getKey(), each.getValue()))
                    .toList();
        }

        /** The difference that an event has made, if there still is one. */
        private Optional<Change> change(Event event) {
            PatchKey patch = event.patch();
            EsxRelease release = event.release();
            if (patch == null) {
                return Optional.empty();
            }
            return switch (event.kind()) {
                case PATCH_RECALLED ->
                        now.isRecalled(patch) && !then.isRecalled(patch)
                                ? Optional.of(new Change(PatchChange.Kind.RECALLED, patch))
                                : Optional.empty();
                case PATCH_PUBLISHED, PATCH_REMOVED ->
                        release == null
                                ? Optional.empty()
                                : change(new Place(release, patch.id()))
                                        .filter(each -> each.patch().equals(patch));
                default -> Optional.empty();
            };
        }

        private Optional<Change> change(Place place) {
            List<PatchKey> before = then.at(place);
            List<PatchKey> after = now.at(place);
            if (after.isEmpty()) {
                return before.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Change(PatchChange.Kind.REMOVED, last(before)));
            }
            if (before.contains(last(after))) {
                return Optional.empty();
            }
            return Optional.of(
                    new Change(
                            before.isEmpty() ? PatchChange.Kind.ADDED : PatchChange.Kind.REPLACED,
                            last(after)));
        }

        private static PatchKey last(List<PatchKey> keys) {
            return keys.get(keys.size() - 1);
        }

        private PatchChange toChange(Change change, Extent extent) {
            return new PatchChange(
                    change.kind(),
                    change.patch(),
                    Objects.requireNonNullElse(extent.last.source(), ""),
                    List.copyOf(
                            change.kind() == PatchChange.Kind.RECALLED
                                    ? now.releases(change.patch())
                                    : extent.releases),
                    extent.last.at(),
                    now.title(change.patch()));
        }
    }

    /** Where and when a change happened. */
    private static final class Extent {

        private final SortedSet<EsxRelease> releases = new TreeSet<>();
        private Event last;

        Extent(Event first) {
            this.last = first;
        }

        void add(Event event) {
            last = event;
            if (event.release() != null) {
                releases.add(event.release());
            }
        }
    }
}
