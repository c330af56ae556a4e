package org.esxsync.sync.plan;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among what could be new in one release. First of all, an id of a VIB stands for one
 * content for ever. Then of the versions of one id the one that was released last counts, and takes
 * the place of one that stands. Patches of 3.x have no versions: other bytes under one id are a
 * conflict. Used once.
 */
final class ReleaseChoice {

    /** The newest first; the rest of the order only makes the choice the same every time. */
    static final Comparator<Listed> PREFERENCE =
            Comparator.comparing(ReleaseChoice::releasedAt, Comparator.reverseOrder())
                    .thenComparing(listed -> listed.patch().source())
                    .thenComparing(listed -> listed.key().id())
                    .thenComparing(listed -> listed.key().revision());

    private final EsxRelease release;

    /** What stands, by id. */
    private final Map<String, Listed> standing = new HashMap<>();

    private final Function<PatchKey, List<VerifiedArtifact>> verified;
    private final HeldContents held = new HeldContents();
    private final Map<String, Listed> chosen = new HashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Listed> present = new ArrayList<>();

    /**
     * @param standing what is known of the patches that the release has
     * @param verified the files of each as they were verified
     */
    ReleaseChoice(
            EsxRelease release,
            Collection<Listed> standing,
            Function<PatchKey, List<VerifiedArtifact>> verified) {
        this.release = release;
        this.verified = verified;
        for (Listed each : standing) {
            this.standing.merge(
                    each.key().id(),
                    each,
                    (one, other) -> PREFERENCE.compare(one, other) <= 0 ? one : other);
            held.hold(each);
        }
    }

    /**
     * Chooses; the candidates can all be published, and may share ids.
     *
     * @param stood the keys of what the release had until somebody deleted it: deleting a directory
     *     does not settle a conflict the other way
     */
    void choose(Collection<Listed> candidates, Set<PatchKey> stood) {
        candidates.stream().filter(each -> stood.contains(each.key())).forEach(held::hold);
        candidates.stream()
                .sorted(stood.isEmpty() ? PREFERENCE : preference(stood))
                .forEach(this::consider);
    }

    /**
     * Where dates do not count, what stood comes first; where they do, it is the first of a day.
     */
    private static Comparator<Listed> preference(Set<PatchKey> stood) {
        Comparator<Listed> others = Comparator.comparing(each -> !stood.contains(each.key()));
        return Comparator.comparing(
                        (Listed each) ->
                                each.patch().kind() != PatchKind.PATCH
                                        || !stood.contains(each.key()))
                .thenComparing(ReleaseChoice::releasedAt, Comparator.reverseOrder())
                .thenComparing(others)
                .thenComparing(PREFERENCE);
    }

    /** What is to be published, each under another id. */
    Collection<Listed> chosen() {
        return chosen.values();
    }

    List<Conflict> conflicts() {
        return conflicts;
    }

    /** Those whose content stands already, though their depots have it in other places. */
    List<Listed> present() {
        return present;
    }

    private void consider(Listed each) {
        Listed rival = chosen.get(each.key().id());
        Listed old = standing.get(each.key().id());
        if (rival != null && rival.key().equals(each.key())) {
            return;
        }
        boolean comesAgain = old != null && old.key().equals(each.key());
        if (each.patch().kind() == PatchKind.PATCH && !comesAgain) {
            compareBytes(each, old, rival);
            return;
        }
        if (old != null && !comesAgain && HeldContents.areSame(old.patch(), each.patch())) {
            present.add(each);
            return;
        }
        Optional<HeldContents.Clash> clash = held.clash(each.patch());
        if (clash.isPresent()) {
            conflict(each, clash.get().holder(), clash.get().name());
        } else if (rival != null) {
            takesPlaceOf(rival, each);
        } else if (old == null || comesAgain || takesPlaceOf(old, each)) {
            chosen.put(each.key().id(), each);
            held.hold(each);
        }
    }

    /** What cannot be compared is read, and published only if it has the bytes that stand. */
    private void compareBytes(Listed each, @Nullable Listed old, @Nullable Listed rival) {
        KnownBytes bytes = KnownBytes.of(each.patch());
        if (old != null) {
            switch (bytes.compare(KnownBytes.of(old.patch(), verified.apply(old.key())))) {
                case SAME -> present.add(each);
                case DIFFERENT -> conflict(each, old, "");
                case UNKNOWN -> chosen.putIfAbsent(each.key().id(), each);
            }
        } else if (rival == null) {
            chosen.put(each.key().id(), each);
        } else if (bytes.compare(KnownBytes.of(rival.patch())) == KnownBytes.Answer.DIFFERENT) {
            conflict(each, rival, "");
        }
    }

    /**
     * Whether a version takes the place of another one of its id. If nobody can tell which is
     * newer, that is a conflict; an older version is left aside without a word, since it is listed
     * as superseded.
     */
    private boolean takesPlaceOf(Listed other, Listed each) {
        int order = releasedAt(each).compareTo(releasedAt(other));
        if (order == 0 && HeldContents.areSame(each.patch(), other.patch())) {
            return false;
        }
        if (order == 0 || each.patch().kind() != other.patch().kind()) {
            conflict(each, other, "");
            return false;
        }
        return order > 0;
    }

    private void conflict(Listed each, Listed kept, String name) {
        Listed old = standing.get(kept.key().id());
        boolean isStanding = old != null && old.key().equals(kept.key());
        conflicts.add(
                new Conflict(
                        each.patch(), each.key(), release, kept.key(), isStanding, name, false));
    }

    /** When it was released; the beginning of time if that is not published. */
    static LocalDateTime releasedAt(Listed listed) {
        LocalDateTime at = listed.patch().releasedAt();
        return at == null ? LocalDateTime.MIN : at;
    }
}
