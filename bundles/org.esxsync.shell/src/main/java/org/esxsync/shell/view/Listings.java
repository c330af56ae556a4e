package org.esxsync.shell.view;

import static org.esxsync.shell.view.Column.id;
import static org.esxsync.shell.view.Column.name;
import static org.esxsync.shell.view.Column.number;
import static org.esxsync.shell.view.Column.place;
import static org.esxsync.shell.view.Column.prose;

import java.io.File;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.Quantity;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.MirrorReport;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.shell.terminal.Screen;
import org.jspecify.annotations.Nullable;

/** The tables that people see. */
public final class Listings {

    public static final String NO_SOURCE =
            "No source is configured. Add one with 'add FILE', 'add DIRECTORY' or 'add URL'; or"
                    + " start with --demo to try a made-up patch site.";
    static final String NO_MATCHER =
            "No release is known: no matcher bundle is installed. Deploy one, such as"
                    + " org.esxsync.matcher.esxi80.";
    public static final String NOTHING_SCANNED =
            "No patch is known yet. Run 'sync' to read the sources, or 'sync -n' to read them"
                    + " and write nothing.";
    static final String NO_HISTORY = "Nothing has happened yet. Run 'sync' to start.";

    private static final String NONE = "-";
    private static final int RELEASES_SHOWN = 3;

    private Listings() {}

    public static Table<ReleaseSummary> releases(List<ReleaseSummary> releases) {
        return new Table<>(
                releases,
                List.of(
                        name("RELEASE", r -> r.release().toString()),
                        prose("MATCHER", ReleaseSummary::matcher).spared(1),
                        number("KNOWN", ReleaseSummary::known),
                        number("CLAIMED", ReleaseSummary::claimed),
                        number("PUBLISHED", ReleaseSummary::published)),
                NO_MATCHER);
    }

    public static Table<SourceSummary> sources(List<SourceSummary> sources) {
        return new Table<>(
                sources,
                List.of(
                        name("SOURCE", SourceSummary::name),
                        prose("LOCATION", SourceSummary::location),
                        number("PATCHES", SourceSummary::listed),
                        new Column<>("LAST SCAN", Column.Kind.NAME, Listings::lastScan),
                        place("DEFINED BY", Listings::definedBy)),
                NO_SOURCE);
    }

    /** The mirrors of one database; 'mirrors --json' tells of each release. */
    public static Table<ReportedMirror> mirrors(List<ReportedMirror> mirrors, ZoneId zone) {
        return new Table<>(
                mirrors,
                List.of(
                        name("NAME", each -> ofReport(each, MirrorReport::name)),
                        prose("HOST", ReportedMirror::host),
                        place("DIRECTORY", each -> each.directory()),
                        name("LAST SUCCESS", each -> time(each.lastSuccess(), zone)),
                        name("PUBLISHED", each -> ofReport(each, MirrorReport::published)),
                        name("FAILED", each -> ofReport(each, MirrorReport::failed)),
                        name(
                                "FREE",
                                each ->
                                        ofReport(
                                                each,
                                                report -> Quantity.bytes(report.freeBytes())))),
                "No mirror has its ledger in this database yet. Run 'sync'.");
    }

    private static String ofReport(ReportedMirror mirror, Function<MirrorReport, Object> part) {
        MirrorReport report = mirror.report();
        return report == null ? NONE : String.valueOf(part.apply(report));
    }

    public static Table<PatchSummary> patches(List<PatchSummary> patches, String whenEmpty) {
        return new Table<>(
                patches,
                withSources(
                        patches,
                        id("PATCH", summary -> summary.patch().id()),
                        name("DATE", (PatchSummary summary) -> date(summary.patch())).spared(4),
                        name("CLASS", (PatchSummary summary) -> classification(summary.patch()))
                                .spared(3),
                        prose("RELEASES", Listings::claims),
                        name("PUBLISHED", Listings::published),
                        Column.<PatchSummary>number("SIZE", Numbers::size).spared(1),
                        prose("TITLE", (PatchSummary summary) -> summary.patch().title())
                                .spared(2)),
                whenEmpty);
    }

    /** Where several sources list the same patch, people are told which. */
    @SafeVarargs
    private static List<Column<PatchSummary>> withSources(
            List<PatchSummary> patches, Column<PatchSummary>... columns) {
        List<Column<PatchSummary>> all = new ArrayList<>(List.of(columns));
        if (patches.stream().anyMatch(each -> each.sources().size() > 1)) {
            all.add(
                    prose("SOURCES", (PatchSummary summary) -> joined(summary.sources()))
                            .spared(1));
        }
        return all;
    }

    /**
     * The patches that came.
     *
     * @param since when the first event after the earlier moment was, or null if there was none
     */
    public static Table<PatchSummary> arrivals(
            List<PatchSummary> patches, @Nullable Instant since, ZoneId zone) {
        return patches(patches, nothingSince("Nothing new", since, zone))
                .with("%s since %s".formatted(Numbers.patches(patches.size()), time(since, zone)));
    }

    private static String nothingSince(String nothing, @Nullable Instant since, ZoneId zone) {
        return since == null
                ? nothing + ": nothing has happened since then."
                : "%s since %s.".formatted(nothing, time(since, zone));
    }

    private static String time(@Nullable Instant time, ZoneId zone) {
        return time == null ? NONE : Numbers.time(time, zone);
    }

    /** What differs in the mirror. */
    public static Table<PatchChange> changes(MirrorChanges changes, ZoneId zone) {
        return new Table<>(
                        changes.changes(),
                        List.of(
                                name("CHANGE", change -> words(change.kind())),
                                id("PATCH", change -> change.patch().id()),
                                prose("RELEASES", change -> orNone(joined(change.releases()))),
                                new Column<PatchChange>("TIME", Column.Kind.NAME, Listings::at)
                                        .spared(2),
                                prose("TITLE", (PatchChange change) -> orNone(change.title()))
                                        .spared(1)),
                        nothingSince("Nothing has changed", changes.since(), zone))
                .with(
                        "since %s, event %d: %s"
                                .formatted(
                                        time(changes.since(), zone),
                                        changes.event() + 1,
                                        Stream.of(PatchChange.Kind.values())
                                                .map(kind -> count(changes, kind))
                                                .collect(Collectors.joining(", "))));
    }

    private static String count(MirrorChanges changes, PatchChange.Kind kind) {
        return changes.count(kind) + " " + words(kind);
    }

    private static String at(PatchChange change, Screen screen) {
        return Numbers.time(change.at(), screen.zone());
    }

    public static Table<PatchSummary> profiles(List<PatchSummary> profiles, String whenEmpty) {
        return new Table<>(
                profiles,
                withSources(
                        profiles,
                        id("PROFILE", summary -> summary.patch().id()),
                        name("DATE", (PatchSummary summary) -> date(summary.patch())).spared(3),
                        Column.<PatchSummary>name("ACCEPTANCE", Listings::acceptance).spared(4),
                        Column.<PatchSummary>number("VIBS", Listings::vibs).spared(2),
                        prose("RELEASES", Listings::claims),
                        name("PUBLISHED", Listings::published),
                        Column.<PatchSummary>number("SIZE", Numbers::size).spared(1)),
                whenEmpty);
    }

    public static Table<PatchSummary> notices(List<PatchSummary> notices, String whenEmpty) {
        return new Table<>(
                notices,
                List.of(
                        id("NOTICE", summary -> summary.patch().id()),
                        name("DATE", summary -> date(summary.patch())),
                        name("KIND", Listings::kind),
                        name("SOURCE", (PatchSummary summary) -> joined(summary.sources()))
                                .spared(1),
                        prose("TITLE", summary -> summary.patch().title())),
                whenEmpty);
    }

    private static String kind(PatchSummary summary) {
        Notice notice = summary.patch().notice();
        return notice == null ? NONE : words(notice.kind());
    }

    private static String acceptance(PatchSummary summary) {
        ImageProfile profile = summary.patch().profile();
        return profile == null ? NONE : words(profile.acceptanceLevel());
    }

    /** All that it names. */
    private static int vibs(PatchSummary summary) {
        ImageProfile profile = summary.patch().profile();
        return summary.patch().vibs().size() + (profile == null ? 0 : profile.missingVibs().size());
    }

    static Table<PlannedPatch> planned(List<PlannedPatch> patches) {
        return new Table<>(
                patches,
                List.of(
                        id("PATCH", planned -> planned.patch().id()),
                        name("DATE", planned -> date(planned.patch())),
                        prose("RELEASES", planned -> joined(planned.releases())),
                        number("SIZE", planned -> Numbers.size(planned.patch())),
                        prose("TITLE", (PlannedPatch planned) -> planned.patch().title())
                                .spared(1)),
                "");
    }

    /**
     * @param silentSyncs how many syncs that found nothing are left out
     */
    public static Table<HistoryEntry> history(List<HistoryEntry> entries, int silentSyncs) {
        String leftOut =
                silentSyncs == 0
                        ? ""
                        : "%s that found nothing left out; 'history --all' shows them"
                                .formatted(Quantity.count(silentSyncs, "sync", "syncs"));
        return new Table<>(
                        entries,
                        List.of(
                                number("NUMBER", HistoryEntry::number),
                                new Column<>("TIME", Column.Kind.NAME, Listings::at),
                                name("EVENT", entry -> words(entry.event().kind())),
                                id("WHAT", entry -> what(entry.event())),
                                prose("DETAIL", (HistoryEntry entry) -> news(entry.event()))
                                        .spared(1)),
                        leftOut.isEmpty() ? NO_HISTORY : leftOut)
                .with(leftOut);
    }

    /** What the event concerns; of one that concerns the whole run, its figures. */
    private static String what(Event event) {
        String concerned = concerned(event);
        return concerned.isEmpty() ? orNone(detail(event)) : concerned;
    }

    /** The detail, unless it only repeats what stands before it. */
    private static String news(Event event) {
        String detail = detail(event);
        String what = what(event);
        return detail.equals(what) || detail.equals(what.replace('/', ' ')) ? "" : detail;
    }

    private static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }

    /** The detail without long lists and bare bytes, which the ledger keeps. */
    static String detail(Event event) {
        String detail = event.detail();
        if (event.kind() == Event.Kind.SYNC_STARTED) {
            long releases = detail.chars().filter(c -> c == ',').count() + 1;
            return releases > RELEASES_SHOWN ? releases + " releases" : detail;
        }
        return Quantity.inText(detail);
    }

    static String date(Patch patch) {
        return patch.releaseDate() == null ? NONE : patch.releaseDate().toString();
    }

    /** Such as {@code security} or {@code security, critical}. */
    static String classification(Patch patch) {
        Classification classification = patch.classification();
        String text =
                Stream.of(classification.category(), classification.severity())
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(", "));
        return text.isEmpty() ? NONE : text;
    }

    static String claims(PatchSummary summary) {
        return summary.claimedBy().isEmpty() ? "unclaimed" : joined(summary.claimedBy());
    }

    /** Whether it stands in every release that claims it, for hosts to find it. */
    private static String published(PatchSummary summary) {
        if (summary.recalled()) {
            return "recalled";
        }
        if (summary.publishedIn().isEmpty()) {
            return "no";
        }
        List<EsxRelease> claims = summary.claimedBy();
        long done = claims.stream().filter(summary.publishedIn()::contains).count();
        return done == claims.size() ? "yes" : "%d of %d".formatted(done, claims.size());
    }

    static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    public static String words(Enum<?> constant) {
        if (constant == HostVerdict.NON_COMPLIANT) {
            return "not compliant";
        }
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String lastScan(SourceSummary source, Screen screen) {
        return source.lastScan() == null ? "never" : Numbers.time(source.lastScan(), screen.zone());
    }

    /** The file's name is enough for people: they know the directory. */
    private static String definedBy(SourceSummary source) {
        String place = source.definedBy();
        return place == null ? NONE : place.substring(place.lastIndexOf(File.separatorChar) + 1);
    }

    private static String at(HistoryEntry entry, Screen screen) {
        return Numbers.time(entry.event().at(), screen.zone());
    }

    /** The narrowest thing that an event concerns. */
    private static String concerned(Event event) {
        String patch = event.patch() == null ? null : event.patch().id();
        return Stream.of(event.release(), patch == null ? event.source() : patch)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining("/"));
    }
}
