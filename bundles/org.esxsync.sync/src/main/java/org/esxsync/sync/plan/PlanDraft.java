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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.mirror.LostPatches;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of each listed patch: a release has one revision of a patch id, which {@link
 * ReleaseChoice} chooses. Used once.
 */
final class PlanDraft {

    private static final Comparator<Listed> BY_ID =
            Comparator.comparing((Listed listed) -> listed.key().id());

    private static final String DAMAGED =
            "some of its files were deleted from the mirror; to fetch them again, run"
                    + " 'verify --repair'";
    private static final String NOT_OFFERED =
            "it has a VIB of a patch that was recalled by its publisher, so it is not published";
    private static final String GONE =
            "it was deleted from the mirror, and no source lists it any more; try"
                    + " 'verify --repair', or set ignore= to do without it";

    private final PlanBasis basis;
    private final LostPatches lost;
    private final Set<String> superseded;
    private final Publishable publishable;
    private final UnfitPatches unfit;
    private final Supersessions supersessions;
    private final SortedSet<EsxRelease> wanted;
    private final Map<EsxRelease, Map<String, String>> published = new HashMap<>();
    private final Map<EsxRelease, List<Listed>> candidates = new TreeMap<>();
    private final Map<EsxRelease, List<Listed>> present = new TreeMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final Set<PatchKey> replacing = new HashSet<>();
    private final List<Settled> settled = new ArrayList<>();
    private boolean isPlain = true;

    /**
     * @param superseded the ids of patches that have a successor
     * @param publishable tells what can be published
     * @param supersessions tell what is superseded by its VIBs
     * @param leftOut the releases that are left out, each with what to say of it
     */
    PlanDraft(
            PlanBasis basis,
            Set<String> superseded,
            Publishable publishable,
            Supersessions supersessions,
            Map<EsxRelease, Settled> leftOut) {
        this.basis = basis;
        this.lost = basis.lost();
        this.superseded = superseded;
        this.publishable = publishable;
        this.unfit = new UnfitPatches(basis.fit());
        this.supersessions = supersessions;
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
        if (!lost.isEmpty()) {
            settleUnlisted(unlisted, byKey(listed, List.of()).keySet());
        }
        Map<PatchKey, PlannedPatch> chosen = new LinkedHashMap<>();
        settlePresent();
        if (!candidates.isEmpty() || !conflicts.isEmpty()) {
            Map<PatchKey, Listed> byKey = byKey(listed, unlisted);
            candidates.forEach((release, rivals) -> choose(release, rivals, byKey, chosen));
            settleConflicts(byKey);
        }
        isPlain &= conflicts.isEmpty() && publishable.recalls().isEmpty();
        return new Plan(
                byDate(chosen.values()),
                replacing,
                settled,
                List.of(),
                unfit.lines(),
                true,
                isPlain);
    }

    /** What is known of each patch; where several sources list it, the latest word of them. */
    private static Map<PatchKey, Listed> byKey(List<Listed> listed, List<Listed> unlisted) {
        Map<PatchKey, Listed> byKey = new HashMap<>();
        listed.forEach(each -> byKey.merge(each.key(), each, PlanDraft::latest));
        unlisted.forEach(each -> byKey.putIfAbsent(each.key(), each));
        return byKey;
    }

    private static Listed latest(Listed one, Listed other) {
        return ReleaseChoice.releasedAt(one).isBefore(ReleaseChoice.releasedAt(other))
                ? other
                : one;
    }

    /** A conflict is told once, however many releases it concerns. */
    private void settleConflicts(Map<PatchKey, Listed> byKey) {
        Map<List<PatchKey>, List<Conflict>> same = new LinkedHashMap<>();
        for (Conflict each : conflicts) {
            same.computeIfAbsent(List.of(each.key(), each.kept()), key -> new ArrayList<>())
                    .add(each);
        }
        for (List<Conflict> each : same.values()) {
            Conflict first = each.get(0);
            Listed kept = byKey.get(first.kept());
            List<EsxRelease> others =
                    each.stream()
                            .map(Conflict::release)
                            .distinct()
                            .filter(release -> !release.equals(first.release()))
                            .toList();
            settle(
                    first.patch(),
                    first.key(),
                    first.release(),
                    Outcome.CONFLICT,
                    first.text(kept == null ? null : kept.patch(), others));
        }
    }

    private void add(Listed each) {
        List<EsxRelease> takers = new ArrayList<>();
        for (EsxRelease release : each.claims()) {
            if (wanted.contains(release)
                    && !staysPruned(each, release)
                    && !isRefused(each, release)) {
                add(each, release);
                takers.add(release);
            }
        }
        if (publishable.test(each.patch())) {
            unfit.add(each.patch(), takers);
        }
    }

    /** What a release has stays there. */
    private boolean isRefused(Listed each, EsxRelease release) {
        if (!basis.fit().leavesOut()
                || !publishable.test(each.patch())
                || isStanding(each.key(), release)) {
            return false;
        }
        List<String> reasons = basis.fit().reasons(each.patch(), release);
        if (!reasons.isEmpty()) {
            settle(
                    each,
                    release,
                    Outcome.NOT_DOWNLOADABLE,
                    "%s; not published, as unfit=refuse says"
                            .formatted(String.join("; ", reasons)));
        }
        return !reasons.isEmpty();
    }

    private boolean isStanding(PatchKey key, EsxRelease release) {
        return basis.published().getOrDefault(release, Set.of()).contains(key)
                && !lost.isGone(release, key);
    }

    /** What is superseded would be pruned again. */
    private boolean staysPruned(Listed each, EsxRelease release) {
        return basis.pruned().getOrDefault(release, Set.of()).contains(each.key())
                && (superseded.contains(each.key().id())
                        || supersessions.isSuperseded(each.patch(), release));
    }

    private void add(Listed each, EsxRelease release) {
        Patch patch = each.patch();
        PatchKey standing = recorded(each.key(), release);
        if (standing == null) {
            addCandidate(each, release);
            return;
        }
        boolean isOtherVersion = !standing.equals(each.key()) && publishable.test(patch);
        if (isOtherVersion || lost.isGone(release, standing)) {
            addCandidate(each, release);
        } else if (lost.isDamaged(release, each.key())) {
            settle(each, release, Outcome.FAILED, DAMAGED);
        } else if (standing.equals(each.key())) {
            present.computeIfAbsent(release, key -> new ArrayList<>()).add(each);
        } else {
            settle(each, release, Outcome.PRESENT, "");
        }
    }

    /**
     * A mirror that an earlier version made may have two contents of one VIB id, of which hosts see
     * one.
     */
    private void settlePresent() {
        present.forEach(
                (release, patches) -> {
                    HeldContents held = new HeldContents();
                    patches.sort(ReleaseChoice.PREFERENCE);
                    for (Listed each : patches) {
                        Optional<HeldContents.Clash> clash = held.clash(each.patch());
                        if (clash.isPresent()) {
                            conflicts.add(
                                    Conflict.ofStanding(
                                            each,
                                            release,
                                            clash.get().holder().key(),
                                            clash.get().name()));
                        } else {
                            held.hold(each);
                            settle(each, release, Outcome.PRESENT, "");
                        }
                    }
                });
    }

    /**
     * The version of a patch that a release is known to have: this one, if it has several of the
     * same bytes.
     */
    private @Nullable PatchKey recorded(PatchKey key, EsxRelease release) {
        if (basis.published().getOrDefault(release, Set.of()).contains(key)) {
            return key;
        }
        String revision = published.getOrDefault(release, Map.of()).get(key.id());
        return revision == null ? null : new PatchKey(key.id(), revision);
    }

    private void addCandidate(Listed each, EsxRelease release) {
        candidates.computeIfAbsent(release, key -> new ArrayList<>()).add(each);
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
            if (present.contains(each.key()) || basis.keep().isIgnored(each.key())) {
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
            EsxRelease release,
            List<Listed> rivals,
            Map<PatchKey, Listed> byKey,
            Map<PatchKey, PlannedPatch> chosen) {
        Set<PatchKey> recorded = basis.published().getOrDefault(release, Set.of());
        List<Listed> standing =
                recorded.stream()
                        .filter(key -> !lost.isGone(release, key))
                        .map(byKey::get)
                        .filter(Objects::nonNull)
                        .toList();
        ReleaseChoice choice = new ReleaseChoice(release, standing, basis.held());
        isPlain &= rivals.stream().noneMatch(each -> recorded(each.key(), release) != null);
        List<Listed> eligible = publishable(rivals, release);
        eligible.removeIf(each -> meetsUnknown(each, release, byKey));
        choice.choose(eligible, recorded);
        Predicate<Patch> offered = offered(standing, choice.chosen());
        for (Listed each : choice.chosen()) {
            if (!offered.test(each.patch())) {
                settle(each, release, Outcome.NOT_DOWNLOADABLE, NOT_OFFERED);
                isPlain = false;
                continue;
            }
            chosen.merge(
                    each.key(), new PlannedPatch(each.patch(), List.of(release)), PlanDraft::both);
            if (isOtherVersionRecorded(each.key(), release)) {
                replacing.add(each.key());
            }
        }
        isPlain &= choice.present().isEmpty();
        choice.present().forEach(each -> settle(each, release, Outcome.PRESENT, ""));
        conflicts.addAll(choice.conflicts());
    }

    /** What of these the index of a release will offer. */
    private Predicate<Patch> offered(Collection<Listed> standing, Collection<Listed> coming) {
        return publishable
                .recalls()
                .offered(
                        Stream.concat(standing.stream(), coming.stream())
                                .map(Listed::patch)
                                .toList());
    }

    private boolean isOtherVersionRecorded(PatchKey key, EsxRelease release) {
        PatchKey standing = recorded(key, release);
        return standing != null && !standing.equals(key);
    }

    /**
     * Nobody can tell whether it is newer than a version of which no more than the key is known.
     */
    private boolean meetsUnknown(Listed each, EsxRelease release, Map<PatchKey, Listed> byKey) {
        PatchKey standing = recorded(each.key(), release);
        if (standing == null || standing.equals(each.key()) || byKey.containsKey(standing)) {
            return false;
        }
        conflicts.add(new Conflict(each.patch(), each.key(), release, standing, true, "", false));
        return true;
    }

    /** Those that can be published; of an id of which none can be, this is told. */
    private List<Listed> publishable(List<Listed> rivals, EsxRelease release) {
        List<Listed> publishable = new ArrayList<>();
        rivals.sort(BY_ID);
        int first = 0;
        while (first < rivals.size()) {
            String id = rivals.get(first).key().id();
            int end = first + 1;
            while (end < rivals.size() && rivals.get(end).key().id().equals(id)) {
                end++;
            }
            isPlain &= end == first + 1;
            publishable.addAll(publishableOfOneId(rivals.subList(first, end), release));
            first = end;
        }
        return publishable;
    }

    private static PlannedPatch both(PlannedPatch before, PlannedPatch now) {
        return new PlannedPatch(
                before.patch(),
                Stream.concat(before.releases().stream(), now.releases().stream()).toList());
    }

    private List<Listed> publishableOfOneId(List<Listed> rivals, EsxRelease release) {
        List<Listed> chosen =
                rivals.stream().filter(each -> publishable.test(each.patch())).toList();
        if (chosen.isEmpty()) {
            Listed first = rivals.get(0);
            settle(first, release, Outcome.NOT_DOWNLOADABLE, publishable.whyNot(first.patch()));
        }
        return chosen;
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
