package org.esxsync.sync.scan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.Patch;

/**
 * Which patches their publishers have recalled. A source recalls an id by listing it in the
 * category of recalls, with or without files, and takes the recall back by listing it otherwise: of
 * all that it says of an id, the last counts. Leaving the id out takes nothing back.
 */
public final class Recalls {

    private static final Comparator<CataloguedPatch> BY_AGE =
            Comparator.comparing(CataloguedPatch::lastSeen)
                    .thenComparing(known -> known.patch().classification().isRecall());

    private record Name(String source, String id) {}

    private final Map<Name, List<CataloguedPatch>> concerned = new HashMap<>();

    private Recalls() {}

    /** Those of all that a ledger knows. */
    public static Recalls of(Ledger ledger) {
        Recalls recalls = new Recalls();
        ledger.forEachPatch(
                known -> {
                    if (known.patch().classification().isRecall()) {
                        recalls.concerned.put(name(known.patch()), new ArrayList<>());
                    }
                });
        recalls.concerned.forEach((name, known) -> known.addAll(ledger.patches(name.id())));
        return recalls;
    }

    private static Name name(Patch patch) {
        return new Name(patch.source(), patch.id());
    }

    public boolean isRecalled(Patch patch) {
        List<CataloguedPatch> known = concerned.get(name(patch));
        return known != null && isRecalled(patch.source(), known);
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
                .map(each -> each.patch().classification().isRecall())
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
