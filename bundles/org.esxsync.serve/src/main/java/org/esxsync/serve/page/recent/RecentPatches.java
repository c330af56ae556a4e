package org.esxsync.serve.page.recent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.esxsync.api.OneLine;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/**
 * The listed patches as far as listings show them, so that to turn a page or change a filter does
 * not read the whole ledger again. Kept as long as somebody looks. Safe for many threads.
 */
public final class RecentPatches {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration KNOWN = Duration.ofMinutes(5);

    private static final Duration UNUSED = Duration.ofMinutes(2);

    private static final int LONGEST_TITLE = 200;

    private static final Comparator<PatchRow> NEWEST_FIRST =
            Comparator.comparing(
                            PatchRow::date,
                            Comparator.nullsLast(Comparator.<LocalDate>reverseOrder()))
                    .thenComparing(PatchRow::id);

    private final Supplier<MirrorCatalogue> catalogue;
    private final Clock clock;
    private final RecentReading<Reading> reading;
    private volatile Instant used = Instant.EPOCH;

    /**
     * A reading.
     *
     * @param rows the newest first; a patch that several sources list is one
     * @param releases those that have to do with one
     * @param severities that there are
     * @param categories that there are
     * @param newest the newest event then, or null if there was none
     * @param at when
     */
    public record Reading(
            List<PatchRow> rows,
            SortedSet<EsxRelease> releases,
            SortedSet<String> severities,
            SortedSet<String> categories,
            @Nullable HistoryEntry newest,
            Instant at)
            implements RecentReading.Dated {}

    public RecentPatches(Supplier<MirrorCatalogue> catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
        this.reading = new RecentReading<>(catalogue, clock, FRESH, KNOWN, before -> read());
    }

    public Reading get() {
        used = clock.instant();
        return reading.get();
    }

    /** Lets go of what nobody looks at. */
    public void tidy() {
        if (used.plus(UNUSED).isBefore(clock.instant())) {
            reading.forget();
        }
    }

    private Reading read() {
        HistoryEntry newest = reading.newest();
        Rows rows = new Rows(catalogue.get().missing());
        catalogue.get().patches().forEach(rows::add);
        rows.found.sort(NEWEST_FIRST);
        return new Reading(
                List.copyOf(rows.found),
                rows.releases,
                rows.severities,
                rows.categories,
                newest,
                clock.instant());
    }

    /** Equal lists and texts are kept once: there are few of them. */
    private static final class Rows {

        private final Map<PatchKey, List<EsxRelease>> missing;
        private final List<PatchRow> found = new ArrayList<>();
        private final Map<Object, Object> same = new HashMap<>();
        private final SortedSet<EsxRelease> releases = new TreeSet<>();
        private final SortedSet<String> severities = new TreeSet<>();
        private final SortedSet<String> categories = new TreeSet<>();

        Rows(Map<PatchKey, List<EsxRelease>> missing) {
            this.missing = missing;
        }

        void add(PatchSummary summary) {
            Patch patch = summary.patch();
            releases.addAll(summary.claimedBy());
            releases.addAll(summary.publishedIn());
            addUnlessEmpty(severities, patch.classification().severity());
            addUnlessEmpty(categories, patch.classification().category());
            found.add(
                    new PatchRow(
                            patch.id(),
                            OneLine.of(patch.title(), LONGEST_TITLE),
                            patch.releaseDate(),
                            once(patch.classification().severity()),
                            once(patch.classification().category()),
                            patch.kind(),
                            once(summary.claimedBy()),
                            once(summary.publishedIn()),
                            once(missing.getOrDefault(patch.key(), List.of())),
                            !summary.supersededBy().isEmpty(),
                            summary.recalled(),
                            summary.size(),
                            once(summary.sources())));
        }

        private static void addUnlessEmpty(SortedSet<String> words, String word) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }

        @SuppressWarnings("unchecked")
        private <T> T once(T value) {
            return (T) same.computeIfAbsent(value, each -> each);
        }
    }
}
