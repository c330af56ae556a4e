package org.esxsync.serve.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.PatchChange;
import org.jspecify.annotations.Nullable;

/**
 * What the history comes to for feeds and metrics. It is read again only after it has grown, since
 * it is long, and scrapes are many. Safe for many threads.
 */
public final class RecentChanges {

    /** How many changes are kept of each release, and of all together. */
    static final int KEPT = 200;

    private final Supplier<MirrorCatalogue> catalogue;
    private @Nullable Summary last;

    /**
     * A reading.
     *
     * @param newest the newest event then, or null if there was none
     * @param changes the newest first, without those that left the mirror
     * @param recalls how many patches were recalled
     */
    public record Summary(@Nullable HistoryEntry newest, List<PatchChange> changes, long recalls) {}

    public RecentChanges(Supplier<MirrorCatalogue> catalogue) {
        this.catalogue = catalogue;
    }

    /** As of the newest event. */
    public synchronized Summary get() {
        HistoryEntry newest = catalogue.get().history(1).stream().findFirst().orElse(null);
        Summary known = last;
        if (known == null || !Objects.equals(known.newest(), newest)) {
            MirrorChanges all = catalogue.get().changesAfter(0);
            known =
                    new Summary(
                            newest, newest(all.changes()), all.count(PatchChange.Kind.RECALLED));
            last = known;
        }
        return known;
    }

    private static List<PatchChange> newest(List<PatchChange> changes) {
        Map<EsxRelease, Integer> ofRelease = new HashMap<>();
        List<PatchChange> kept = new ArrayList<>();
        changes.stream()
                .filter(each -> each.kind() != PatchChange.Kind.REMOVED)
                .sorted(Comparator.comparing(PatchChange::at).reversed())
                .forEach(
                        each -> {
                            boolean isKept = kept.size() < KEPT;
                            for (EsxRelease release : each.releases()) {
                                isKept |= ofRelease.merge(release, 1, Integer::sum) <= KEPT;
                            }
                            if (isKept) {
                                kept.add(each);
                            }
                        });
        return List.copyOf(kept);
    }
}
