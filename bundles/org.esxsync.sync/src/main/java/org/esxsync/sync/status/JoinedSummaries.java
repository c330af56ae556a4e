package org.esxsync.sync.status;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.sync.PatchSummary;

/**
 * Makes one summary of what several sources list under one key, as {@link PatchCounts} counts it.
 * Used by one thread.
 */
final class JoinedSummaries {

    private static final Comparator<PatchSummary> BY_DATE =
            Comparator.comparing(
                            (PatchSummary summary) -> summary.patch().releaseDate(),
                            Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()))
                    .thenComparing(summary -> summary.patch().id())
                    .thenComparing(summary -> summary.patch().source());

    /** One depot may describe the VIBs of a profile that another only names. */
    private static final Comparator<Patch> TELLS_MOST_LAST =
            Comparator.comparingInt((Patch patch) -> patch.vibs().size())
                    .thenComparing(patch -> patch.releaseDate() != null)
                    .thenComparing(Patch::source, Comparator.reverseOrder());

    private final Map<PatchKey, List<String>> sources = new HashMap<>();
    private final Map<PatchKey, PatchSummary> summaries = new HashMap<>();

    /** Takes note of a source that lists a patch, whether that is wanted or not. */
    void listed(CataloguedPatch known) {
        sources.merge(known.key(), List.of(known.patch().source()), JoinedSummaries::joined);
    }

    /** Takes the summary of a patch as one source lists it. */
    void add(PatchKey key, PatchSummary summary) {
        summaries.merge(key, summary, JoinedSummaries::joined);
    }

    /** All, by date, with the names of their sources. */
    List<PatchSummary> byDate() {
        return summaries.entrySet().stream()
                .map(each -> from(each.getValue(), sources.getOrDefault(each.getKey(), List.of())))
                .sorted(BY_DATE)
                .toList();
    }

    private static PatchSummary joined(PatchSummary one, PatchSummary other) {
        boolean isOne = TELLS_MOST_LAST.compare(one.patch(), other.patch()) > 0;
        return new PatchSummary(
                isOne ? one.patch() : other.patch(),
                joined(one.claimedBy(), other.claimedBy()),
                one.publishedIn(),
                Math.max(one.size(), other.size()),
                supersededBy(one, other),
                one.recalled() || other.recalled());
    }

    /** A patch that no release has to do with is not up to date anywhere. */
    private static List<String> supersededBy(PatchSummary one, PatchSummary other) {
        if (isNowhere(one)) {
            return other.supersededBy();
        }
        if (isNowhere(other)) {
            return one.supersededBy();
        }
        return one.supersededBy().isEmpty() || other.supersededBy().isEmpty()
                ? List.of()
                : joined(one.supersededBy(), other.supersededBy());
    }

    private static boolean isNowhere(PatchSummary summary) {
        return summary.claimedBy().isEmpty() && summary.publishedIn().isEmpty();
    }

    private static <T extends Comparable<? super T>> List<T> joined(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().sorted().toList();
    }

    private static PatchSummary from(PatchSummary summary, List<String> sources) {
        return new PatchSummary(
                summary.patch(),
                summary.claimedBy(),
                summary.publishedIn(),
                summary.size(),
                summary.supersededBy(),
                summary.recalled(),
                sources);
    }
}
