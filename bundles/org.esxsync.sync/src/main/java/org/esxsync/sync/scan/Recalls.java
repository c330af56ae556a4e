package org.esxsync.sync.scan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;

/**
 * Which patches their publishers have recalled. A source recalls an id by listing it in the
 * category of recalls, with or without files, and takes the recall back by listing it otherwise: of
 * all that it says of an id, the last counts. Leaving the id out takes nothing back. Notices recall
 * what they name.
 */
public final class Recalls {

    private static final Comparator<CataloguedPatch> BY_AGE =
            Comparator.comparing(CataloguedPatch::lastSeen).thenComparing(Recalls::isRecall);

    private record Name(String source, String id) {}

    private final Map<Name, List<CataloguedPatch>> concerned = new HashMap<>();

    private final RecallNotices notices = new RecallNotices();

    /** Ids of the VIBs of what is recalled, whether it was ever published or not. */
    private final Set<String> vibs = new HashSet<>();

    private Recalls() {}

    /** Those of all that a ledger knows. */
    public static Recalls of(Ledger ledger) {
        Recalls recalls = new Recalls();
        ledger.forEachPatch(
                known -> {
                    recalls.notices.add(known);
                    if (isRecall(known)) {
                        recalls.concerned.put(name(known.patch()), new ArrayList<>());
                    }
                });
        recalls.concerned.forEach((name, known) -> known.addAll(ledger.patches(name.id())));
        if (!recalls.concerned.isEmpty() || !recalls.notices.isEmpty()) {
            ledger.forEachPatch(known -> recalls.addVibs(known.patch()));
        }
        return recalls;
    }

    /** An image profile only lists what others bring. */
    private void addVibs(Patch patch) {
        if (patch.kind() != PatchKind.IMAGE_PROFILE && isRecalled(patch)) {
            patch.vibs().forEach(vib -> vibs.add(vib.id()));
        }
    }

    private static Name name(Patch patch) {
        return new Name(patch.source(), patch.id());
    }

    public boolean isRecalled(Patch patch) {
        List<CataloguedPatch> known = concerned.get(name(patch));
        return known != null && isRecalled(patch.source(), known) || notices.isRecalled(patch);
    }

    /**
     * Tells which of a release's patches hosts may still install: none that is recalled, and no
     * image profile with a VIB that only recalled ones bring.
     *
     * @param standing all that the release has
     */
    public Predicate<Patch> offered(Collection<Patch> standing) {
        Set<Patch> withdrawn = new HashSet<>();
        standing.stream().filter(this::isRecalled).forEach(withdrawn::add);
        Set<String> recalledVibs = new HashSet<>(vibs);
        if (withdrawn.isEmpty() && recalledVibs.isEmpty()) {
            return patch -> true;
        }
        for (Patch each : standing) {
            if (!withdrawn.contains(each) && each.kind() != PatchKind.IMAGE_PROFILE) {
                each.vibs().forEach(vib -> recalledVibs.remove(vib.id()));
            }
        }
        return patch ->
                !withdrawn.contains(patch)
                        && (patch.kind() != PatchKind.IMAGE_PROFILE
                                || !RecallNotices.hasVib(patch, recalledVibs));
    }

    /** Whether a patch itself is listed as one that is recalled; a notice speaks of others. */
    private static boolean isRecall(CataloguedPatch known) {
        return known.patch().classification().isRecall()
                && known.patch().kind() != PatchKind.NOTICE;
    }

    /**
     * Whether a source has recalled the id that all these have.
     *
     * @param known what is known of the id, from every source
     */
    static boolean isRecalled(String source, Collection<CataloguedPatch> known) {
        return known.stream()
                .filter(each -> each.patch().source().equals(source))
                .max(BY_AGE)
                .map(Recalls::isRecall)
                .orElse(false);
    }

    /** What a source said last of the id that all these have. */
    static CataloguedPatch last(String source, Collection<CataloguedPatch> known) {
        return known.stream()
                .filter(each -> each.patch().source().equals(source))
                .max(BY_AGE)
                .orElseThrow();
    }
}
