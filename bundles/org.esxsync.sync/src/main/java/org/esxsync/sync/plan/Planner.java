package org.esxsync.sync.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.sync.scan.RecallNotices;
import org.esxsync.sync.scan.Recalls;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is listed, in any order, and plans from it as often as it is asked to. Used by one
 * thread.
 */
public final class Planner {

    private final PlanBasis basis;
    private final List<Listed> listed = new ArrayList<>();
    private final List<Listed> unlisted = new ArrayList<>();
    private final Set<String> superseded = new HashSet<>();
    private final List<Patch> notices = new ArrayList<>();

    /** What is not listed any more, and may still recall something or be recalled. */
    private final List<CataloguedPatch> gone = new ArrayList<>();

    private final UnclaimedPatches unclaimed = new UnclaimedPatches();
    private final Set<PatchKey> known = new HashSet<>();
    private final Map<EsxRelease, Settled> leftOut = new TreeMap<>();
    private @Nullable Recalls recalls;

    public Planner(PlanBasis basis) {
        this.basis = basis;
    }

    /** Takes a listed patch and the releases that claim it. */
    public void add(Patch patch, PatchKey key, List<EsxRelease> claims) {
        recalls = null;
        if (patch.kind() == PatchKind.NOTICE) {
            notices.add(patch);
            return;
        }
        known.add(key);
        listed.add(new Listed(patch, key, claims));
        if (!basis.keep().isIgnored(key)) {
            if (claims.isEmpty()) {
                unclaimed.add(patch, key);
            }
            addSuccessor(patch);
        }
    }

    /**
     * Takes a patch that is not listed any more. It may still be the successor of others, or a
     * notice about them, or stand in a release.
     */
    public void addUnlisted(CataloguedPatch catalogued, PatchKey key) {
        Patch patch = catalogued.patch();
        boolean stands = stands(key);
        if (stands || patch.kind() == PatchKind.NOTICE || patch.classification().isRecall()) {
            recalls = null;
            gone.add(catalogued);
        }
        addSuccessor(patch);
        if (stands && known.add(key)) {
            unlisted.add(new Listed(patch, key, List.of()));
        }
    }

    private boolean stands(PatchKey key) {
        return basis.published().values().stream().anyMatch(keys -> keys.contains(key));
    }

    private void addSuccessor(Patch patch) {
        if (!patch.supersedes().isEmpty() && !patch.classification().isRecall()) {
            patch.supersedes().stream()
                    .filter(id -> !id.equals(patch.id()))
                    .forEach(superseded::add);
        }
    }

    /** Leaves a release out, since its matcher threw. */
    public void leaveOut(EsxRelease release, Patch patch, Throwable problem) {
        if (basis.wanted().contains(release)) {
            leftOut.putIfAbsent(
                    release,
                    new Settled(
                            patch.key(),
                            new PatchOutcome(
                                    patch.id(),
                                    patch.source(),
                                    release,
                                    Outcome.FAILED,
                                    "defect in the matcher of %s, which is left out: %s"
                                            .formatted(release, problem))));
        }
    }

    /** The plan for what was added so far. */
    public Plan plan() {
        return new PlanDraft(basis, superseded, publishable(), supersessions(), leftOut)
                .plan(listed, unlisted);
    }

    private Publishable publishable() {
        return new Publishable(recalls());
    }

    private Recalls recalls() {
        Recalls known = recalls;
        if (known == null) {
            known = Recalls.of(this::forEachKnown);
            recalls = known;
        }
        return known;
    }

    private void forEachKnown(BiConsumer<Patch, Instant> consumer) {
        notices.forEach(each -> consumer.accept(each, Instant.MAX));
        listed.forEach(each -> consumer.accept(each.patch(), Instant.MAX));
        gone.forEach(each -> consumer.accept(each.patch(), each.lastSeen()));
    }

    private Supersessions supersessions() {
        return new Supersessions(basis, all(), publishable());
    }

    private List<Listed> all() {
        return Stream.concat(listed.stream(), unlisted.stream()).toList();
    }

    /**
     * What a person should know of what was added so far, each as one line: which patches no
     * release claims, unless a matcher threw, and which recalls nothing resolves.
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (leftOut.isEmpty()) {
            warnings.addAll(unclaimed.lines());
        }
        List<Patch> unresolved = recalls().notices().unresolved();
        if (!unresolved.isEmpty()) {
            Supersessions supersessions = supersessions();
            List<Listed> recalled = recalled();
            unresolved.stream()
                    .filter(recall -> isOpen(recall, recalled, supersessions))
                    .forEach(recall -> warnings.add(warning(recall)));
        }
        return warnings;
    }

    /** What any notice recalls: thousands of notices may name few patches of many. */
    private List<Listed> recalled() {
        return all().stream()
                .filter(each -> each.patch().kind() != PatchKind.IMAGE_PROFILE)
                .filter(each -> recalls().notices().isRecalled(each.patch()))
                .toList();
    }

    /** Whether a release has or gets a patch that is recalled, and nothing supersedes it there. */
    private boolean isOpen(Patch recall, List<Listed> recalled, Supersessions supersessions) {
        RecallNotices alone = new RecallNotices();
        alone.addListed(recall);
        return recalled.stream()
                .filter(each -> alone.isRecalled(each.patch()))
                .anyMatch(
                        each ->
                                releases(each)
                                        .anyMatch(
                                                release ->
                                                        !supersessions.isSuperseded(
                                                                each.patch(), release)));
    }

    private Stream<EsxRelease> releases(Listed each) {
        return Stream.concat(
                each.claims().stream(),
                basis.published().entrySet().stream()
                        .filter(published -> published.getValue().contains(each.key()))
                        .map(Map.Entry::getKey));
    }

    private static String warning(Patch recall) {
        return "source %s recalls %s by the notice %s, and no fix is known yet"
                .formatted(recall.source(), RecallNotices.names(recall), recall.id());
    }
}
