package org.esxsync.sync.status;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.esxsync.sync.match.PatchClaims;

/** Lists the patches that a ledger knows. Used by one thread, as long as the ledger is open. */
final class PatchListings {

    private static final Comparator<PatchSummary> BY_DATE =
            Comparator.comparing(
                            (PatchSummary summary) -> summary.patch().releaseDate(),
                            Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()))
                    .thenComparing(summary -> summary.patch().id())
                    .thenComparing(summary -> summary.patch().source());

    private final Ledger ledger;
    private final PatchClaims claims;
    private final Map<EsxRelease, Set<PatchKey>> published;

    PatchListings(Ledger ledger, PatchClaims claims) {
        this.ledger = ledger;
        this.claims = claims;
        this.published = ledger.publishedKeys();
    }

    /** Those of the listed patches that are wanted, by date. */
    List<PatchSummary> listed(Predicate<Patch> isWanted) {
        List<PatchSummary> summaries = new ArrayList<>();
        ledger.forEachPatch(
                known -> {
                    if (known.listed() && isWanted.test(known.patch())) {
                        summaries.add(summary(known));
                    }
                });
        summaries.sort(BY_DATE);
        return summaries;
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
        return new PatchDetails(
                summary(known),
                known.firstSeen(),
                known.lastSeen(),
                known.listed(),
                ledger.verifiedArtifacts(known.key()));
    }

    private PatchSummary summary(CataloguedPatch known) {
        List<EsxRelease> releases =
                published.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(known.key()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        return new PatchSummary(
                known.patch(),
                claims.of(known.patch()),
                releases,
                size(known, !releases.isEmpty()));
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
