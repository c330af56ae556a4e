package org.esxsync.sync.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.mirror.LostPatches;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of each listed patch: a release holds one revision of a patch id, the one
 * that was published first; of several new ones, the youngest. Feed it patches, then read the
 * results. Used by one thread.
 */
public final class Planner {

    /** The youngest first; the rest of the order only makes the choice the same every time. */
    private static final Comparator<Listed> PREFERENCE =
            Comparator.comparing((Listed listed) -> date(listed.patch()), Comparator.reverseOrder())
                    .thenComparing(listed -> listed.patch().source())
                    .thenComparing(listed -> listed.key().revision());

    private static final Comparator<Listed> BY_ID =
            Comparator.comparing((Listed listed) -> listed.key().id());

    private static final String DAMAGED =
            "files of it were deleted from the mirror; 'verify --repair' fetches them again";

    private static final String GONE =
            "it was deleted from the mirror and is not listed any more; 'verify --repair' may still"
                    + " fetch it, 'ignore=' does without it";

    private final Set<EsxRelease> wanted;
    private final Map<EsxRelease, Map<String, String>> published = new HashMap<>();
    private final Map<EsxRelease, List<Listed>> candidates = new HashMap<>();
    private final List<Listed> listed = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final KeepPolicy keep;
    private final Set<String> superseded = new HashSet<>();
    private Map<EsxRelease, Set<PatchKey>> pruned = Map.of();

    /** The listed patches that were pruned: what supersedes them may be listed after them. */
    private final Map<EsxRelease, List<Listed>> away = new HashMap<>();

    private final List<Listed> unlisted = new ArrayList<>();
    private LostPatches lost = LostPatches.NONE;

    private final List<Settled> settled = new ArrayList<>();

    private record Listed(Patch patch, PatchKey key) {}

    /**
     * A patch that needs no work or cannot be done.
     *
     * @param key the patch
     * @param outcome what became of it
     */
    public record Settled(PatchKey key, PatchOutcome outcome) {}

    /**
     * @param wanted the releases to bring up to date
     * @param published the keys of what they hold already
     * @param keep what was pruned or is ignored
     */
    public Planner(
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
    public void passOver(Map<EsxRelease, Set<PatchKey>> pruned) {
        this.pruned = keep.isAll() ? Map.of() : Map.copyOf(pruned);
    }

    /** Brings back what was deleted by hand, as far as it is listed; to be told first. */
    public void bringBack(LostPatches lost) {
        this.lost = lost;
        wanted.removeAll(lost.unmounted());
    }

    /** Takes a listed patch and the releases that claim it. */
    void add(Patch patch, List<EsxRelease> claims) {
        add(patch, patch.key(), claims);
    }

    /** Takes a listed patch whose key is known, and the releases that claim it. */
    public void add(Patch patch, PatchKey key, List<EsxRelease> claims) {
        Listed each = new Listed(patch, key);
        listed.add(each);
        if (keep.isIgnored(key)) {
            return;
        }
        addSuccessor(patch);
        for (EsxRelease release : claims) {
            if (wanted.contains(release)) {
                if (pruned.getOrDefault(release, Set.of()).contains(key)) {
                    away.computeIfAbsent(release, absent -> new ArrayList<>()).add(each);
                } else {
                    add(each, release);
                }
            }
        }
    }

    /** Takes a patch that is not listed any more, and may still stand in for others. */
    public void addUnlisted(Patch patch, PatchKey key) {
        addSuccessor(patch);
        if (!lost.isEmpty() && !keep.isIgnored(key)) {
            unlisted.add(new Listed(patch, key));
        }
    }

    private void addSuccessor(Patch patch) {
        if (!patch.supersedes().isEmpty() && !patch.classification().isRecall()) {
            patch.supersedes().stream()
                    .filter(id -> !id.equals(patch.id()))
                    .forEach(superseded::add);
        }
    }

    private void add(Listed each, EsxRelease release) {
        Patch patch = each.patch();
        String held = published.getOrDefault(release, Map.of()).get(patch.id());
        boolean isRival =
                held != null
                        && !held.equals(each.key().revision())
                        && patch.isDownloadable()
                        && !patch.classification().isRecall();
        if (isRival) {
            conflicts.add(new Conflict(patch, each.key(), release, new PatchKey(patch.id(), held)));
        } else if (held == null || lost.isGone(release, new PatchKey(patch.id(), held))) {
            candidates.computeIfAbsent(release, key -> new ArrayList<>()).add(each);
        } else if (lost.isDamaged(release, each.key())) {
            settle(each, release, Outcome.FAILED, DAMAGED);
        } else {
            settle(each, release, Outcome.PRESENT, "");
        }
    }

    /** Leaves a release out of this plan, since its matcher threw. */
    public void leaveOut(EsxRelease release, Patch patch, Throwable problem) {
        if (wanted.remove(release)) {
            candidates.remove(release);
            away.remove(release);
            conflicts.removeIf(conflict -> release.equals(conflict.release()));
            settled.removeIf(each -> release.equals(each.outcome().release()));
            settle(
                    new Listed(patch, patch.key()),
                    release,
                    Outcome.FAILED,
                    "defect in the matcher of %s, which is left out: %s"
                            .formatted(release, problem));
        }
    }

    /** What needs no work or cannot be done; to be read after {@link #patches()}. */
    public List<Settled> settled() {
        return settled;
    }

    /** What is to be published, in the order of release dates. */
    public List<PlannedPatch> patches() {
        away.forEach(
                (release, patches) ->
                        patches.stream()
                                .filter(each -> !superseded.contains(each.key().id()))
                                .forEach(each -> add(each, release)));
        if (!unlisted.isEmpty()) {
            settleUnlisted();
        }
        Map<PatchKey, PlannedPatch> chosen = new LinkedHashMap<>();
        new TreeMap<>(candidates).forEach((release, rivals) -> choose(release, rivals, chosen));
        if (!conflicts.isEmpty()) {
            Map<PatchKey, Patch> byKey = byKey();
            conflicts.forEach(conflict -> settle(conflict, byKey.get(conflict.kept())));
        }
        return byDate(chosen.values());
    }

    /** What is listed, by its key, which only the rare cases need. */
    private Map<PatchKey, Patch> byKey() {
        Map<PatchKey, Patch> byKey = new HashMap<>();
        listed.forEach(each -> byKey.put(each.key(), each.patch()));
        return byKey;
    }

    private void settleUnlisted() {
        Set<PatchKey> present = byKey().keySet();
        Map<EsxRelease, Set<String>> coming = new HashMap<>();
        candidates.forEach(
                (release, patches) ->
                        coming.put(
                                release,
                                patches.stream()
                                        .map(each -> each.key().id())
                                        .collect(Collectors.toSet())));
        for (Listed each : unlisted) {
            if (present.contains(each.key())) {
                continue;
            }
            for (EsxRelease release : wanted) {
                if (lost.isDamaged(release, each.key())) {
                    settle(each, release, Outcome.FAILED, DAMAGED);
                } else if (lost.isGone(release, each.key())
                        && !coming.getOrDefault(release, Set.of()).contains(each.key().id())) {
                    settle(each, release, Outcome.FAILED, GONE);
                }
            }
        }
    }

    /**
     * Many patches share a day, and come by id for each release: that is sorted faster by parts.
     */
    private static List<PlannedPatch> byDate(Collection<PlannedPatch> patches) {
        Map<LocalDate, List<PlannedPatch>> days = new HashMap<>();
        for (PlannedPatch each : patches) {
            days.computeIfAbsent(date(each.patch()), day -> new ArrayList<>()).add(each);
        }
        List<PlannedPatch> sorted = new ArrayList<>(patches.size());
        new TreeMap<>(days)
                .values()
                .forEach(
                        day -> {
                            day.sort(Comparator.comparing(each -> each.patch().id()));
                            sorted.addAll(day);
                        });
        return sorted;
    }

    private void choose(
            EsxRelease release, List<Listed> candidates, Map<PatchKey, PlannedPatch> chosen) {
        List<EsxRelease> only = List.of(release);
        candidates.sort(BY_ID);
        int first = 0;
        while (first < candidates.size()) {
            String id = candidates.get(first).key().id();
            int end = first + 1;
            while (end < candidates.size() && candidates.get(end).key().id().equals(id)) {
                end++;
            }
            choose(candidates.subList(first, end), release)
                    .ifPresent(
                            each ->
                                    chosen.merge(
                                            each.key(),
                                            new PlannedPatch(each.patch(), only),
                                            Planner::both));
            first = end;
        }
    }

    private static PlannedPatch both(PlannedPatch before, PlannedPatch now) {
        return new PlannedPatch(
                before.patch(),
                Stream.concat(before.releases().stream(), now.releases().stream()).toList());
    }

    /** Picks one of the patches that share an id; none if none can be downloaded. */
    private Optional<Listed> choose(List<Listed> rivals, EsxRelease release) {
        Patch only = rivals.get(0).patch();
        if (rivals.size() == 1 && only.isDownloadable() && !only.classification().isRecall()) {
            return Optional.of(rivals.get(0));
        }
        Set<String> recalling =
                rivals.stream()
                        .map(Listed::patch)
                        .filter(patch -> patch.classification().isRecall())
                        .map(Patch::source)
                        .collect(Collectors.toSet());
        List<Listed> downloadable =
                rivals.stream()
                        .filter(each -> each.patch().isDownloadable())
                        .filter(each -> !recalling.contains(each.patch().source()))
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
            return Optional.empty();
        }
        Listed first = downloadable.get(0);
        for (Listed other : downloadable) {
            if (!other.key().equals(first.key())) {
                conflicts.add(new Conflict(other.patch(), other.key(), release, first.key()));
            }
        }
        return Optional.of(first);
    }

    private void settle(Conflict conflict, @Nullable Patch kept) {
        settle(
                new Listed(conflict.patch(), conflict.key()),
                conflict.release(),
                Outcome.CONFLICT,
                conflict.text(kept));
    }

    private void settle(Listed each, EsxRelease release, Outcome outcome, String detail) {
        settled.add(
                new Settled(
                        each.key(),
                        new PatchOutcome(
                                each.key().id(), each.patch().source(), release, outcome, detail)));
    }

    private static LocalDate date(Patch patch) {
        LocalDate date = patch.releaseDate();
        return date == null ? LocalDate.MIN : date;
    }
}
