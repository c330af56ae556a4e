package org.esxsync.sync.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.match.PatchClaims;
import org.esxsync.sync.match.ReleaseKeys;
import org.esxsync.sync.scan.Recalls;
import org.esxsync.sync.succession.Supersession;
import org.jspecify.annotations.Nullable;

/** Lists the patches that a ledger knows. Used by one thread, as long as the ledger is open. */
final class PatchListings {

    private final Ledger ledger;
    private final PatchClaims claims;
    private final FitPolicy fit;
    private final Map<EsxRelease, Set<PatchKey>> published;

    private @Nullable Map<EsxRelease, Supersession> supersessions;
    private @Nullable Recalls recalls;

    /**
     * @param fit tells which patches hosts may refuse
     */
    PatchListings(Ledger ledger, PatchClaims claims, FitPolicy fit) {
        this.ledger = ledger;
        this.claims = claims;
        this.fit = fit;
        this.published = ledger.publishedKeys();
    }

    /**
     * Those of the listed patches that are wanted, each once, by date. They are superseded if they
     * are so in each release that claims or has them.
     */
    List<PatchSummary> listed(Predicate<? super CataloguedPatch> isWanted) {
        JoinedSummaries summaries = new JoinedSummaries();
        ledger.forEachPatch(
                known -> {
                    if (!known.listed()) {
                        return;
                    }
                    summaries.listed(known);
                    if (isWanted.test(known)) {
                        summaries.add(known.key(), summary(known));
                    }
                });
        return summaries.byDate();
    }

    /**
     * Those of the listed patches that a release claims and that are wanted, each once, by date.
     * They are superseded if they are so in this release.
     */
    List<PatchSummary> listed(EsxRelease release, Predicate<? super CataloguedPatch> isWanted) {
        List<CataloguedPatch> ofRelease = ofRelease(release);
        Supersession supersession =
                new Supersession(
                        ofRelease.stream()
                                .map(CataloguedPatch::patch)
                                .filter(this::maySupersede)
                                .toList());
        JoinedSummaries summaries = new JoinedSummaries();
        for (CataloguedPatch known : ofRelease) {
            Patch patch = known.patch();
            if (!isListedFor(release, known)) {
                continue;
            }
            summaries.listed(known);
            if (isWanted.test(known)) {
                summaries.add(
                        known.key(),
                        summary(
                                known,
                                claims.of(patch),
                                publishedIn(known.key()),
                                supersession.successor(patch).stream().toList()));
            }
        }
        return summaries.byDate();
    }

    /** What a release claims of what is listed, and what it has. */
    private List<CataloguedPatch> ofRelease(EsxRelease release) {
        Set<PatchKey> standing = published.getOrDefault(release, Set.of());
        List<CataloguedPatch> ofRelease = new ArrayList<>();
        ReleaseKeys.forEachPatch(
                release,
                claims.matchers(),
                ledger,
                known -> {
                    if (isListedFor(release, known) || standing.contains(known.key())) {
                        ofRelease.add(known);
                    }
                });
        return ofRelease;
    }

    private boolean isListedFor(EsxRelease release, CataloguedPatch known) {
        return known.listed() && claims.isOf(release, known.patch());
    }

    /** All that is known of a patch id, from every source. */
    List<PatchDetails> details(String id) {
        return ledger.patches(id).stream().map(this::details).toList();
    }

    /** All that is known. */
    void forEach(Consumer<PatchDetails> consumer) {
        ledger.forEachPatch(known -> consumer.accept(details(known)));
    }

    private PatchDetails details(CataloguedPatch known) {
        PatchSummary summary = summary(known);
        SortedSet<EsxRelease> releases = new TreeSet<>(summary.claimedBy());
        releases.addAll(summary.publishedIn());
        return new PatchDetails(
                summary,
                known.firstSeen(),
                known.lastSeen(),
                known.listed(),
                ledger.verifiedArtifacts(known.key()),
                fit.warnings(known.patch(), releases));
    }

    private PatchSummary summary(CataloguedPatch known) {
        List<EsxRelease> claimedBy = claims.of(known.patch());
        List<EsxRelease> publishedIn = publishedIn(known.key());
        return summary(
                known, claimedBy, publishedIn, supersededBy(known.patch(), claimedBy, publishedIn));
    }

    private PatchSummary summary(
            CataloguedPatch known,
            List<EsxRelease> claimedBy,
            List<EsxRelease> publishedIn,
            List<String> supersededBy) {
        return new PatchSummary(
                known.patch(),
                claimedBy,
                publishedIn,
                size(known, !publishedIn.isEmpty()),
                supersededBy,
                recalls().isRecalled(known.patch()));
    }

    private Recalls recalls() {
        Recalls known = recalls;
        if (known == null) {
            known = Recalls.of(ledger);
            recalls = known;
        }
        return known;
    }

    private List<String> supersededBy(
            Patch patch, List<EsxRelease> claimedBy, List<EsxRelease> publishedIn) {
        Set<String> successors = new TreeSet<>();
        Set<EsxRelease> releases = new HashSet<>(claimedBy);
        releases.addAll(publishedIn);
        for (EsxRelease release : releases) {
            Supersession supersession = supersessions().get(release);
            Optional<String> successor =
                    supersession == null ? Optional.empty() : supersession.successor(patch);
            if (successor.isEmpty()) {
                return List.of();
            }
            successors.add(successor.get());
        }
        return List.copyOf(successors);
    }

    private Map<EsxRelease, Supersession> supersessions() {
        Map<EsxRelease, Supersession> known = supersessions;
        if (known == null) {
            known = readSupersessions();
            supersessions = known;
        }
        return known;
    }

    private Map<EsxRelease, Supersession> readSupersessions() {
        Map<EsxRelease, List<Patch>> patches = new HashMap<>();
        ledger.forEachPatch(
                known -> {
                    Patch patch = known.patch();
                    if (!maySupersede(patch)) {
                        return;
                    }
                    Set<EsxRelease> releases = new HashSet<>(publishedIn(known.key()));
                    if (known.listed()) {
                        releases.addAll(claims.of(patch));
                    }
                    releases.forEach(
                            each ->
                                    patches.computeIfAbsent(each, key -> new ArrayList<>())
                                            .add(patch));
                });
        Map<EsxRelease, Supersession> read = new HashMap<>();
        patches.forEach((release, each) -> read.put(release, new Supersession(each)));
        return read;
    }

    /** What is recalled takes no other's place, as far as it is listed or there. */
    private boolean maySupersede(Patch patch) {
        return patch.isDownloadable() && !recalls().isRecalled(patch);
    }

    private List<EsxRelease> publishedIn(PatchKey key) {
        return published.entrySet().stream()
                .filter(entry -> entry.getValue().contains(key))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private long size(CataloguedPatch known, boolean isPublished) {
        Patch patch = known.patch();
        if (patch.artifacts().stream().noneMatch(each -> each.size() == Artifact.UNKNOWN_SIZE)) {
            return patch.knownSize();
        }
        return isPublished
                ? ledger.verifiedArtifacts(known.key()).stream()
                        .mapToLong(VerifiedArtifact::size)
                        .sum()
                : Artifact.UNKNOWN_SIZE;
    }
}
