package org.esxsync.serve.page.recent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.serve.page.frame.DepotUse;
import org.jspecify.annotations.Nullable;

/** Reads the overview again only after a while. Safe for many threads. */
public final class RecentOverview {

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration KNOWN = Duration.ofMinutes(1);

    /** A chart of growth begins here at the earliest; the history is older. */
    private static final int MOST_EVENTS = 20_000;

    private final Supplier<MirrorCatalogue> catalogue;
    private final PublishedMirror mirror;
    private final DepotUse depots;
    private final Clock clock;
    private final RecentReading<Overview> reading;

    public RecentOverview(
            Supplier<MirrorCatalogue> catalogue,
            PublishedMirror mirror,
            DepotUse depots,
            Clock clock) {
        this.catalogue = catalogue;
        this.mirror = mirror;
        this.depots = depots;
        this.clock = clock;
        this.reading = new RecentReading<>(catalogue, clock, FRESH, KNOWN, this::read);
    }

    public Overview get() {
        return reading.get();
    }

    private Overview read(@Nullable Overview before) {
        Instant now = clock.instant();
        List<HistoryEntry> history = sinceLastSync();
        HistoryEntry newest = history.isEmpty() ? null : history.get(history.size() - 1);
        Map<EsxRelease, Long> missing = count(catalogue.get().missing().values());
        Map<EsxRelease, Long> failed = count(failed(history).values());
        List<Overview.Release> releases = new ArrayList<>();
        List<EsxRelease> others = new ArrayList<>();
        for (ReleaseSummary each : catalogue.get().releases()) {
            EsxRelease release = each.release();
            if (each.published() == 0 && each.known() == 0) {
                others.add(release);
            } else {
                releases.add(
                        new Overview.Release(
                                release,
                                each.published(),
                                each.claimed(),
                                missing.getOrDefault(release, 0L),
                                failed.getOrDefault(release, 0L),
                                depots.hasDepot(release)));
            }
        }
        Growth growth =
                before != null && Objects.equals(before.newest(), newest)
                        ? before.growth()
                        : growth(newestOf(history), now);
        return new Overview(releases, others, growth, newest, now);
    }

    /** At least all that the last sync did. */
    private List<HistoryEntry> sinceLastSync() {
        int most = MOST_EVENTS;
        List<HistoryEntry> history = catalogue.get().history(most);
        while (history.size() == most && most <= Integer.MAX_VALUE / 4 && !hasStart(history)) {
            most *= 4;
            history = catalogue.get().history(most);
        }
        return history;
    }

    private static boolean hasStart(List<HistoryEntry> history) {
        return history.stream().anyMatch(each -> each.event().kind() == Event.Kind.SYNC_STARTED);
    }

    private static List<HistoryEntry> newestOf(List<HistoryEntry> history) {
        return history.subList(Math.max(0, history.size() - MOST_EVENTS), history.size());
    }

    private static Map<EsxRelease, Long> count(
            Collection<? extends Collection<EsxRelease>> releases) {
        return releases.stream()
                .flatMap(Collection::stream)
                .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
    }

    /** What failed since the last sync began. */
    private static Map<PatchKey, Set<EsxRelease>> failed(List<HistoryEntry> history) {
        Map<PatchKey, Set<EsxRelease>> failed = new HashMap<>();
        for (int i = history.size() - 1; i >= 0; i--) {
            Event event = history.get(i).event();
            if (event.kind() == Event.Kind.SYNC_STARTED) {
                break;
            }
            PatchKey patch = event.patch();
            EsxRelease release = event.release();
            if (event.kind() == Event.Kind.PATCH_FAILED && patch != null && release != null) {
                failed.computeIfAbsent(patch, key -> new HashSet<>()).add(release);
            }
        }
        return failed;
    }

    private Growth growth(List<HistoryEntry> history, Instant now) {
        return mirror.openLedger()
                .map(
                        opened -> {
                            try (Ledger ledger = opened) {
                                Map<EsxRelease, Set<PatchKey>> published = ledger.publishedKeys();
                                return Growth.of(
                                        published, history, sizes(ledger, published, history), now);
                            }
                        })
                .orElseGet(() -> Growth.of(Map.of(), List.of(), Map.of(), now));
    }

    private static Map<PatchKey, Long> sizes(
            Ledger ledger, Map<EsxRelease, Set<PatchKey>> published, List<HistoryEntry> history) {
        Set<PatchKey> wanted = new HashSet<>();
        published.values().forEach(wanted::addAll);
        history.stream()
                .map(HistoryEntry::event)
                .filter(Growth::isChangedBy)
                .map(Event::patch)
                .filter(Objects::nonNull)
                .forEach(wanted::add);
        Map<PatchKey, Long> sizes = new HashMap<>();
        if (!wanted.isEmpty()) {
            ledger.forEachPatch(
                    known -> {
                        if (wanted.contains(known.key())) {
                            sizes.put(known.key(), known.patch().expectedSize());
                        }
                    });
        }
        return sizes;
    }
}
