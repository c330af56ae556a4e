package org.esxsync.sync.status;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.mirror.LostPatches;
import org.esxsync.sync.plan.Planner;

/**
 * Counts the listed patches of a ledger, one that several sources list once, and finds those in
 * conflict. Used by one thread, once.
 */
final class PatchCounts {

    private final MatcherSnapshot matchers;
    private final Set<String> sources;
    private final Planner planner;
    private final Set<PatchKey> published = new HashSet<>();
    private final Map<String, Integer> bySource = new HashMap<>();
    private final KeepPolicy keep;

    /** Each with whether a release claims it. */
    private final Map<PatchKey, Boolean> listed = new HashMap<>();

    /**
     * @param wanted the releases that a sync would bring up to date
     * @param sources the names of the sources that are there
     * @param lost what was deleted from the mirror
     */
    PatchCounts(
            Ledger ledger,
            MatcherSnapshot matchers,
            Collection<EsxRelease> wanted,
            KeepPolicy keep,
            Set<String> sources,
            LostPatches lost) {
        this.matchers = matchers;
        this.sources = sources;
        this.keep = keep;
        Map<EsxRelease, Set<PatchKey>> publishedKeys = ledger.publishedKeys();
        publishedKeys.forEach(
                (release, keys) ->
                        keys.stream()
                                .filter(key -> !lost.isGone(release, key))
                                .forEach(published::add));
        this.planner = new Planner(wanted, publishedKeys, keep);
        planner.passOver(ledger.removedKeys());
        planner.bringBack(lost);
        ledger.forEachPatch(this::add);
    }

    private void add(CataloguedPatch known) {
        Patch patch = known.patch();
        if (!known.listed()) {
            planner.addUnlisted(patch, known.key());
            return;
        }
        List<EsxRelease> claims =
                matchers.claims(
                        patch, (release, problem) -> planner.leaveOut(release, patch, problem));
        PatchKey key = known.key();
        listed.merge(key, !claims.isEmpty(), Boolean::logicalOr);
        bySource.merge(patch.source(), 1, Integer::sum);
        if (sources.contains(patch.source())) {
            planner.add(patch, key, claims);
        } else {
            planner.addUnlisted(patch, known.key());
        }
    }

    /** How many patches each source lists. */
    Map<String, Integer> bySource() {
        return bySource;
    }

    MirrorStatus.Patches patches() {
        return new MirrorStatus.Patches(
                listed.size(),
                Collections.frequency(listed.values(), true),
                (int) published.stream().filter(listed::containsKey).count(),
                planner.patches().size(),
                (int) listed.keySet().stream().filter(this::isIgnored).count());
    }

    /** Whether a release claims it, which the configuration has ignored. */
    private boolean isIgnored(PatchKey key) {
        return listed.get(key) && keep.isIgnored(key);
    }

    /** To be read after {@link #patches()}, which decides between new patches of one id. */
    List<PatchOutcome> conflicts() {
        return planner.settled().stream()
                .map(Planner.Settled::outcome)
                .filter(outcome -> outcome.outcome() == Outcome.CONFLICT)
                .toList();
    }
}
