package org.esxsync.sync.status;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.scan.Recalls;

/** What stands in the mirror after some of the events of its history. Used by one thread. */
final class MirrorMoment {

    /** What a release has under one id; for a moment this is the old and the new revision. */
    record Place(EsxRelease release, String id) {}

    private final Map<Place, Set<PatchKey>> standing = new HashMap<>();
    private final Set<PatchKey> recalled = new HashSet<>();
    private final Map<PatchKey, String> titles = new HashMap<>();

    /** As it was then; what this one takes later does not change it. */
    MirrorMoment copy() {
        MirrorMoment copy = new MirrorMoment();
        standing.forEach((place, keys) -> copy.standing.put(place, new LinkedHashSet<>(keys)));
        copy.recalled.addAll(recalled);
        return copy;
    }

    void take(Event event) {
        PatchKey patch = event.patch();
        if (patch == null) {
            return;
        }
        switch (event.kind()) {
            case PATCH_FOUND, PATCH_CHANGED -> titles.put(patch, event.detail());
            case PATCH_PUBLISHED -> at(event).add(patch);
            case PATCH_REMOVED -> at(event).remove(patch);
            case PATCH_RECALLED -> {
                recalled.add(patch);
                titles.putIfAbsent(patch, event.detail());
            }
            case PATCH_RETURNED -> {
                // A source that only lists it again takes no recall back.
                if (event.detail().startsWith(Recalls.TAKEN_BACK)) {
                    recalled.remove(patch);
                }
            }
            default -> {
                // Changes nothing of what stands.
            }
        }
    }

    /** Whether an event to come brings something that the release does not have. */
    boolean lacks(Event event) {
        return event.kind() == Event.Kind.PATCH_PUBLISHED && !at(event).contains(event.patch());
    }

    private Set<PatchKey> at(Event event) {
        EsxRelease release = event.release();
        PatchKey patch = event.patch();
        return release == null || patch == null
                ? new LinkedHashSet<>()
                : standing.computeIfAbsent(
                        new Place(release, patch.id()), each -> new LinkedHashSet<>());
    }

    /** The revisions that stand in a place; the newest is the last. */
    List<PatchKey> at(Place place) {
        return List.copyOf(standing.getOrDefault(place, Set.of()));
    }

    boolean isRecalled(PatchKey patch) {
        return recalled.contains(patch);
    }

    SortedSet<EsxRelease> releases(PatchKey patch) {
        SortedSet<EsxRelease> releases = new TreeSet<>();
        standing.forEach(
                (place, keys) -> {
                    if (keys.contains(patch)) {
                        releases.add(place.release());
                    }
                });
        return releases;
    }

    /** The title with which it was listed; empty if it never was. */
    String title(PatchKey patch) {
        return titles.getOrDefault(patch, "");
    }
}
