package org.esxsync.shell;

import static org.esxsync.shell.Column.name;
import static org.esxsync.shell.Column.number;
import static org.esxsync.shell.Column.prose;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Event.Kind;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.SourceSummary;
import org.jspecify.annotations.Nullable;

/**
 * Whether all is well.
 *
 * @param now when it was asked
 * @param lastSync how the last sync ended, or null if none did yet
 * @param lastSuccess when a sync last ended with everything wanted in the mirror, or null
 * @param patches the patches that are listed now
 * @param sources the sources
 */
record StatusView(
        Instant now,
        @Nullable Event lastSync,
        @Nullable Instant lastSuccess,
        List<PatchSummary> patches,
        List<Source> sources)
        implements Shown {

    /** Far enough back for months; older events tell nothing about today. */
    private static final int EVENTS = 10_000;

    private static final Set<Kind> ENDS =
            Set.of(Kind.SYNC_FINISHED, Kind.SYNC_INCOMPLETE, Kind.SYNC_FAILED);
    private static final int LABEL_WIDTH = 14;

    /**
     * A source, and how reading it went.
     *
     * @param summary the source
     * @param error why it could not be read the last time, or null if it could
     */
    record Source(SourceSummary summary, @Nullable Event error) {}

    static StatusView of(MirrorCatalogue catalogue, Instant now) {
        List<Event> events = catalogue.history(EVENTS).stream().map(HistoryEntry::event).toList();
        return new StatusView(
                now,
                last(events, ENDS).orElse(null),
                last(events, Set.of(Kind.SYNC_FINISHED)).map(Event::at).orElse(null),
                catalogue.patches(),
                catalogue.sources().stream()
                        .map(source -> new Source(source, error(source, events)))
                        .toList());
    }

    private static Optional<Event> last(List<Event> events, Set<Kind> kinds) {
        return events.stream()
                .filter(event -> kinds.contains(event.kind()))
                .reduce((earlier, later) -> later);
    }

    private static @Nullable Event error(SourceSummary source, List<Event> events) {
        List<Event> ofSource =
                events.stream().filter(event -> source.name().equals(event.source())).toList();
        return last(ofSource, Set.of(Kind.SOURCE_FAILED, Kind.SOURCE_SCANNED))
                .filter(event -> event.kind() == Kind.SOURCE_FAILED)
                .orElse(null);
    }

    @Override
    public List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        lines.add(labelled("Last sync", lastSync(screen)));
        lines.add(
                labelled(
                        "Last success", lastSuccess == null ? "never" : time(lastSuccess, screen)));
        lines.add(labelled("Patches", counts()));
        lines.add("");
        lines.addAll(table().lines(screen));
        return lines;
    }

    private String lastSync(Screen screen) {
        if (lastSync == null) {
            return "never";
        }
        String end = Listings.words(lastSync.kind()).replace("sync ", "");
        return "%s, %s: %s".formatted(time(lastSync.at(), screen), end, lastSync.detail());
    }

    private String time(Instant time, Screen screen) {
        return "%s (%s ago)".formatted(Figures.time(time, screen.zone()), age(time));
    }

    private String age(Instant time) {
        return Figures.age(Duration.between(time, now));
    }

    private String counts() {
        return "%d listed, %d claimed, %d published"
                .formatted(patches.size(), claimed(), published());
    }

    private long claimed() {
        return patches.stream().filter(patch -> !patch.claimedBy().isEmpty()).count();
    }

    private long published() {
        return patches.stream().filter(patch -> !patch.publishedIn().isEmpty()).count();
    }

    private static String labelled(String label, String text) {
        return PlainText.pad(label, LABEL_WIDTH) + PlainText.of(text);
    }

    private Table<Source> table() {
        return new Table<>(
                "sources",
                sources,
                List.of(
                        name("SOURCE", source -> source.summary().name()),
                        number("PATCHES", source -> source.summary().listed()),
                        name("READ", source -> read(source.summary().lastScan())),
                        prose("LAST ERROR", source -> error(source.error()))),
                StatusView::json,
                Listings.NO_SOURCE);
    }

    private String read(@Nullable Instant lastScan) {
        return lastScan == null ? "never" : age(lastScan) + " ago";
    }

    private String error(@Nullable Event error) {
        return error == null ? "-" : "%s ago: %s".formatted(age(error.at()), error.detail());
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> fields =
                JsonFields.fields(
                        "lastSync", lastSync == null ? null : JsonFields.event(lastSync),
                        "lastSuccess", JsonFields.text(lastSuccess),
                        "patches", patches.size(),
                        "claimed", claimed(),
                        "published", published());
        fields.putAll(table().json());
        return fields;
    }

    private static Map<String, Object> json(Source source) {
        Map<String, Object> fields = JsonFields.source(source.summary());
        Event error = source.error();
        fields.put("lastError", error == null ? null : JsonFields.event(error));
        return fields;
    }
}
