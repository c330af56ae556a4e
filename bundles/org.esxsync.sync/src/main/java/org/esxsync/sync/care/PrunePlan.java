package org.esxsync.sync.care;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PrunedPatch;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.scan.Recalls;
import org.esxsync.sync.succession.Supersession;

/** Decides which patches go, and begins their removal. Used by one thread. */
public final class PrunePlan {

    /** More than this is rather a mistake in the configuration. */
    private static final int GUARD_PERCENT = 40;

    private static final int ALL_PERCENT = 100;

    private final Ledger ledger;

    /** The index reaches no recalled patch, so that none stands in for another. */
    private final Recalls recalls;

    private final KeepPolicy keep;
    private final Collection<EsxRelease> wanted;
    private final Map<Publication, String> leaving = new LinkedHashMap<>();
    private final Map<EsxRelease, Set<PublishedFile>> unneeded = new TreeMap<>();
    private int published;

    /**
     * @param wanted the releases that are wanted; empty for all
     */
    public PrunePlan(Ledger ledger, KeepPolicy keep, Collection<EsxRelease> wanted) {
        this.ledger = ledger;
        this.recalls = Recalls.of(ledger);
        this.keep = keep;
        this.wanted = wanted;
    }

    /** What goes, by release and id. */
    public List<PrunedPatch> plan() {
        List<PrunedPatch> pruned = new ArrayList<>();
        for (EsxRelease release : new TreeMap<>(ledger.publishedKeys()).keySet()) {
            List<Publication> standing = ledger.publications(release);
            published += standing.size();
            Map<Patch, String> reasons = reasons(release, standing);
            Set<PublishedFile> kept = new HashSet<>();
            standing.stream()
                    .filter(each -> !reasons.containsKey(each.patch()))
                    .forEach(each -> kept.addAll(each.files()));
            for (Publication publication : standing) {
                String reason = reasons.get(publication.patch());
                if (reason != null) {
                    leaving.put(publication, reason);
                    pruned.add(pruned(publication, reason, kept));
                    Set<PublishedFile> files =
                            unneeded.computeIfAbsent(release, each -> new HashSet<>());
                    publication.files().stream()
                            .filter(file -> !kept.contains(file))
                            .forEach(files::add);
                }
            }
        }
        pruned.sort(Comparator.comparing(PrunedPatch::release).thenComparing(PrunedPatch::patch));
        return pruned;
    }

    /** The files of what goes that no other patch of their releases needs. */
    Map<EsxRelease, Set<PublishedFile>> unneeded() {
        return unneeded;
    }

    private Map<Patch, String> reasons(EsxRelease release, List<Publication> standing) {
        Map<Patch, String> reasons = new HashMap<>();
        if (!wanted.isEmpty() && !wanted.contains(release)) {
            standing.forEach(each -> reasons.put(each.patch(), "the release is not wanted"));
            return reasons;
        }
        standing.stream()
                .filter(each -> keep.isIgnored(each.patch().key()))
                .forEach(each -> reasons.put(each.patch(), "it is ignored, as configured"));
        Supersession supersession =
                new Supersession(
                        standing.stream().map(Publication::patch).filter(this::stays).toList());
        Map<Patch, String> superseded = new LinkedHashMap<>();
        for (Publication each : standing) {
            supersession
                    .successor(each.patch())
                    .ifPresent(successor -> superseded.put(each.patch(), successor));
        }
        for (Patch patch : keep.toRemove(List.copyOf(superseded.keySet()))) {
            reasons.putIfAbsent(patch, "superseded by " + superseded.get(patch));
        }
        return reasons;
    }

    private boolean stays(Patch patch) {
        return !recalls.isRecalled(patch) && !keep.isIgnored(patch.key());
    }

    private static PrunedPatch pruned(
            Publication publication, String reason, Set<PublishedFile> kept) {
        long bytes =
                publication.files().stream()
                        .filter(file -> !kept.contains(file))
                        .mapToLong(PublishedFile::size)
                        .sum();
        return new PrunedPatch(publication.release(), publication.patch().id(), bytes, reason);
    }

    /**
     * Begins the removal of what was planned.
     *
     * @throws EsxSyncException if it is too much and not forced
     */
    public void begin(boolean force) {
        if (!force && leaving.size() * (long) ALL_PERCENT > published * (long) GUARD_PERCENT) {
            throw new EsxSyncException(
                    "%d of %d published patches would be removed, more than %d %%; check them with 'prune -n', then use --force if that is right"
                            .formatted(leaving.size(), published, GUARD_PERCENT));
        }
        ledger.inOneTransaction(
                () ->
                        leaving.keySet()
                                .forEach(
                                        each ->
                                                ledger.recordRemovalIntent(
                                                        each.release(), each.patch().key())));
    }
}
