package org.esxsync.sync;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;

/**
 * Decides what becomes of each listed patch: a release holds one revision of a patch id, the one
 * that was published first; of several new ones, the youngest. Feed it patches, then read the
 * results. Used by one thread.
 */
final class Planner {

    /** The youngest first; the rest of the order only makes the choice the same every time. */
    private static final Comparator<Patch> PREFERENCE =
            Comparator.comparing(Planner::date, Comparator.reverseOrder())
                    .thenComparing(Patch::source)
                    .thenComparing(Patch::revision);

    private static final Comparator<Patch> BY_DATE =
            Comparator.comparing(Planner::date).thenComparing(Patch::id);

    private static final String DAMAGED =
            "files of it were deleted from the mirror; 'verify --repair' fetches them again";

    private static final String GONE =
            "it was deleted from the mirror and is not listed any more; 'verify --repair' may still"
                    + " fetch it, 'ignore=' does without it";

    private final Set<EsxRelease> wanted;
    private final Map<EsxRelease, Map<String, String>> published = new HashMap<>();
    private final Map<EsxRelease, Map<String, List<Patch>>> candidates = new TreeMap<>();
    private final Map<PatchKey, Patch> listed = new HashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final KeepPolicy keep;
    private final Set<String> superseded = new HashSet<>();
    private Map<EsxRelease, Set<PatchKey>> pruned = Map.of();

    /** The listed patches that were pruned: what supersedes them may be listed after them. */
    private final Map<EsxRelease, List<Patch>> away = new HashMap<>();

    private final List<Patch> unlisted = new ArrayList<>();
    private LostPatches lost = LostPatches.NONE;

    private final List<Settled> settled = new ArrayList<>();

    /**
     * A patch that needs no work or cannot be done.
     *
     * @param key the patch
     * @param outcome what became of it
     */
    record Settled(PatchKey key, PatchOutcome outcome) {}

    /**
     * @param wanted the releases to bring up to date
     * @param published the keys of what they hold already
     * @param keep what was pruned or is ignored
     */
    Planner(
            Collection<EsxRelease> wanted,
            Map<EsxRelease, Set<PatchKey>> published,
            KeepPolicy keep) {
        this.wanted = new TreeSet<>(wanted);
        this.keep = keep;
        published.forEach(
                (release, keys) -> {
                    Map<String, String> revisions = new HashMap<>();
                    keys.forEach(key -> revisions.put(key.id(), key.revision()));
                    this.published.put(release, revisions);
                });
    }

    /**
     * Passes over what was pruned from releases and is superseded, which would be pruned again;
     * unless everything is to be kept now.
     */
    void passOver(Map<EsxRelease, Set<PatchKey>> pruned) {
        this.pruned = keep.isAll() ? Map.of() : Map.copyOf(pruned);
    }

    /** Brings back what was deleted by hand, as far as it is listed; to be told first. */
    void bringBack(LostPatches lost) {
        this.lost = lost;
        wanted.removeAll(lost.unmounted());
    }

    /** Takes a listed patch and the releases that claim it. */
    void add(Patch patch, List<EsxRelease> claims) {
        PatchKey key = patch.key();
        listed.put(key, patch);
        if (keep.isIgnored(key)) {
            return;
        }
        addSuccessor(patch);
        for (EsxRelease release : claims) {
            if (wanted.contains(release)) {
                if (pruned.getOrDefault(release, Set.of()).contains(key)) {
                    away.computeIfAbsent(release, each -> new ArrayList<>()).add(patch);
                } else {
                    add(patch, release);
                }
            }
        }
    }

    /** Takes a patch that is not listed any more, and may still stand in for others. */
    void addUnlisted(Patch patch) {
        addSuccessor(patch);
        if (!lost.isEmpty() && !keep.isIgnored(patch.key())) {
            unlisted.add(patch);
        }
    }

    private void addSuccessor(Patch patch) {
        if (!patch.classification().isRecall()) {
            patch.supersedes().stream()
                    .filter(id -> !id.equals(patch.id()))
                    .forEach(superseded::add);
        }
    }

    private void add(Patch patch, EsxRelease release) {
        String held = published.getOrDefault(release, Map.of()).get(patch.id());
        boolean isRival =
                held != null
                        && !held.equals(patch.revision())
                        && patch.isDownloadable()
                        && !patch.classification().isRecall();
        if (isRival) {
            conflicts.add(new Conflict(patch, release, new PatchKey(patch.id(), held)));
        } else if (held == null || lost.isGone(release, new PatchKey(patch.id(), held))) {
            candidates
                    .computeIfAbsent(release, key -> new TreeMap<>())
                    .computeIfAbsent(patch.id(), key -> new ArrayList<>(1))
                    .add(patch);
        } else if (lost.isDamaged(release, patch.key())) {
            settle(patch, release, Outcome.FAILED, DAMAGED);
        } else {
            settle(patch, release, Outcome.PRESENT, "");
        }
    }

    /** Leaves a release out of this plan, since its matcher threw. */
    void leaveOut(EsxRelease release, Patch patch, Throwable problem) {
        if (wanted.remove(release)) {
            candidates.remove(release);
            away.remove(release);
            conflicts.removeIf(conflict -> release.equals(conflict.release()));
            settled.removeIf(each -> release.equals(each.outcome().release()));
            settle(
                    patch,
                    release,
                    Outcome.FAILED,
                    "defect in the matcher of %s, which is left out: %s"
                            .formatted(release, problem));
        }
    }

    /** What needs no work or cannot be done; to be read after {@link #patches()}. */
    List<Settled> settled() {
        return settled;
    }

    /** What is to be published, in the order of release dates. */
    List<PlannedPatch> patches() {
        away.forEach(
                (release, patches) ->
                        patches.stream()
                                .filter(patch -> !superseded.contains(patch.id()))
                                .forEach(patch -> add(patch, release)));
        unlisted.forEach(this::settleUnlisted);
        Map<PatchKey, PlannedPatch> chosen = new HashMap<>();
        candidates.forEach(
                (release, byId) ->
                        byId.values().stream()
                                .flatMap(rivals -> choose(rivals, release).stream())
                                .forEach(patch -> addTo(chosen, patch, release)));
        conflicts.forEach(this::settle);
        return chosen.values().stream()
                .sorted(Comparator.comparing(PlannedPatch::patch, BY_DATE))
                .toList();
    }

    private void settleUnlisted(Patch patch) {
        if (listed.containsKey(patch.key())) {
            return;
        }
        for (EsxRelease release : wanted) {
            if (lost.isDamaged(release, patch.key())) {
                settle(patch, release, Outcome.FAILED, DAMAGED);
            } else if (lost.isGone(release, patch.key())
                    && !candidates.getOrDefault(release, Map.of()).containsKey(patch.id())) {
                settle(patch, release, Outcome.FAILED, GONE);
            }
        }
    }

    private static void addTo(Map<PatchKey, PlannedPatch> chosen, Patch patch, EsxRelease release) {
        chosen.merge(
                patch.key(),
                new PlannedPatch(patch, List.of(release)),
                (before, now) ->
                        new PlannedPatch(
                                before.patch(),
                                Stream.concat(before.releases().stream(), now.releases().stream())
                                        .toList()));
    }

    /** Picks one of the patches that share an id; none if none can be downloaded. */
    private List<Patch> choose(List<Patch> rivals, EsxRelease release) {
        Patch only = rivals.get(0);
        if (rivals.size() == 1 && only.isDownloadable() && !only.classification().isRecall()) {
            return rivals;
        }
        Set<String> recalling =
                rivals.stream()
                        .filter(patch -> patch.classification().isRecall())
                        .map(Patch::source)
                        .collect(Collectors.toSet());
        List<Patch> downloadable =
                rivals.stream()
                        .filter(Patch::isDownloadable)
                        .filter(patch -> !recalling.contains(patch.source()))
                        .sorted(PREFERENCE)
                        .toList();
        if (downloadable.isEmpty()) {
            settle(
                    rivals.get(0),
                    release,
                    Outcome.NOT_DOWNLOADABLE,
                    recalling.isEmpty()
                            ? "listed without a file"
                            : "recalled by its publisher, so it is not published");
            return List.of();
        }
        Patch first = downloadable.get(0);
        for (Patch other : downloadable) {
            if (!other.revision().equals(first.revision())) {
                conflicts.add(new Conflict(other, release, first.key()));
            }
        }
        return List.of(first);
    }

    private void settle(Conflict conflict) {
        settle(
                conflict.patch(),
                conflict.release(),
                Outcome.CONFLICT,
                conflict.text(listed.get(conflict.kept())));
    }

    private void settle(Patch patch, EsxRelease release, Outcome outcome, String detail) {
        settled.add(
                new Settled(
                        patch.key(),
                        new PatchOutcome(patch.id(), patch.source(), release, outcome, detail)));
    }

    private static LocalDate date(Patch patch) {
        LocalDate date = patch.releaseDate();
        return date == null ? LocalDate.MIN : date;
    }
}
