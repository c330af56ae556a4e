package org.esxsync.sync.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
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
import org.esxsync.sync.mirror.LostPatches;

/**
 * Decides what becomes of each listed patch: a release has one revision of a patch id, the one that
 * was published first; of several new ones, the youngest. Used once.
 */
final class PlanDraft {

    /** The youngest first; the rest of the order only makes the choice the same every time. */
    private static final Comparator<Listed> PREFERENCE =
            Comparator.comparing((Listed listed) -> date(listed.patch()), Comparator.reverseOrder())
                    .thenComparing(listed -> listed.patch().source())
                    .thenComparing(listed -> listed.key().revision());

    private static final Comparator<Listed> BY_ID =
            Comparator.comparing((Listed listed) -> listed.key().id());

    private static final String DAMAGED =
            "some of its files were deleted from the mirror; to fetch them again, run"
                    + " 'verify --repair'";
    private static final String GONE =
            "it was deleted from the mirror, and no source lists it any more; try"
                    + " 'verify --repair', or set ignore= to do without it";

    private final PlanBasis basis;
    private final LostPatches lost;
    private final Set<String> superseded;
    private final SortedSet<EsxRelease> wanted;
    private final Map<EsxRelease, Map<String, String>> published = new HashMap<>();
    private final Map<EsxRelease, List<Listed>> candidates = new TreeMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();

    /**
     * @param superseded the ids of patches that have a successor
     * @param leftOut the releases that are left out, each with what to say of it
     */
    PlanDraft(PlanBasis basis, Set<String> superseded, Map<EsxRelease, Settled> leftOut) {
        this.basis = basis;
        this.lost = basis.lost();
        this.superseded = superseded;
        this.wanted = new TreeSet<>(basis.wanted());
        wanted.removeAll(leftOut.keySet());
        settled.addAll(leftOut.values());
        basis.published()
                .forEach(
                        (release, keys) -> {
                            Map<String, String> revisions = new HashMap<>();
                            keys.forEach(key -> revisions.put(key.id(), key.revision()));
                            published.put(release, revisions);
                        });
    }

    Plan plan(List<Listed> listed, List<Listed> unlisted) {
        for (Listed each : listed) {
            if (!basis.keep().isIgnored(each.key())) {
                add(each);
            }
        }
        if (!unlisted.isEmpty()) {
            settleUnlisted(unlisted, byKey(listed).keySet());
        }
        Map<PatchKey, PlannedPatch> chosen = new LinkedHashMap<>();
        candidates.forEach((release, rivals) -> choose(release, rivals, chosen));
        if (!conflicts.isEmpty()) {
            Map<PatchKey, Patch> byKey = byKey(listed);
            conflicts.forEach(
                    conflict ->
                            settle(
                                    conflict.patch(),
                                    conflict.key(),
                                    conflict.release(),
                                    Outcome.CONFLICT,
                                    conflict.text(byKey.get(conflict.kept()))));
        }
        return new Plan(byDate(chosen.values()), settled, List.of());
    }

    /** Only the rare cases need it. */
    private static Map<PatchKey, Patch> byKey(List<Listed> listed) {
        Map<PatchKey, Patch> byKey = new HashMap<>();
        listed.forEach(each -> byKey.put(each.key(), each.patch()));
        return byKey;
    }

    private void add(Listed each) {
        for (EsxRelease release : each.claims()) {
            if (wanted.contains(release) && !staysPruned(each.key(), release)) {
                add(each, release);
            }
        }
    }

    /** What is superseded would be pruned again. */
    private boolean staysPruned(PatchKey key, EsxRelease release) {
        return superseded.contains(key.id())
                && basis.pruned().getOrDefault(release, Set.of()).contains(key);
    }

    private void add(Listed each, EsxRelease release) {
        Patch patch = each.patch();
        String revision = published.getOrDefault(release, Map.of()).get(patch.id());
        if (revision == null) {
            addCandidate(each, release);
            return;
        }
        PatchKey standing = new PatchKey(patch.id(), revision);
        if (!standing.equals(each.key()) && isPublishable(patch)) {
            conflicts.add(new Conflict(patch, each.key(), release, standing));
        } else if (lost.isGone(release, standing)) {
            addCandidate(each, release);
        } else if (lost.isDamaged(release, each.key())) {
            settle(each, release, Outcome.FAILED, DAMAGED);
        } else {
            settle(each, release, Outcome.PRESENT, "");
        }
    }

    private void addCandidate(Listed each, EsxRelease release) {
        candidates.computeIfAbsent(release, key -> new ArrayList<>()).add(each);
    }

    private static boolean isPublishable(Patch patch) {
        return patch.isDownloadable() && !patch.classification().isRecall();
    }

    private void settleUnlisted(List<Listed> unlisted, Set<PatchKey> present) {
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
            EsxRelease release, List<Listed> rivals, Map<PatchKey, PlannedPatch> chosen) {
        List<EsxRelease> only = List.of(release);
        rivals.sort(BY_ID);
        int first = 0;
        while (first < rivals.size()) {
            String id = rivals.get(first).key().id();
            int end = first + 1;
            while (end < rivals.size() && rivals.get(end).key().id().equals(id)) {
                end++;
            }
            choose(rivals.subList(first, end), release)
                    .ifPresent(
                            each ->
                                    chosen.merge(
                                            each.key(),
                                            new PlannedPatch(each.patch(), only),
                                            PlanDraft::both));
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
        if (rivals.size() == 1 && isPublishable(rivals.get(0).patch())) {
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

    private void settle(Listed each, EsxRelease release, Outcome outcome, String detail) {
        settle(each.patch(), each.key(), release, outcome, detail);
    }

    private void settle(
            Patch patch, PatchKey key, EsxRelease release, Outcome outcome, String detail) {
        settled.add(
                new Settled(
                        key, new PatchOutcome(key.id(), patch.source(), release, outcome, detail)));
    }

    private static LocalDate date(Patch patch) {
        LocalDate date = patch.releaseDate();
        return date == null ? LocalDate.MIN : date;
    }
}
