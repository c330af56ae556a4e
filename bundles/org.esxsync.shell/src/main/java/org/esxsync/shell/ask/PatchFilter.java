package org.esxsync.shell.ask;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/**
 * Tells which patches are asked for. What a source lists is judged first, and only of what is left
 * the mirror has to tell more. Used by one thread, once.
 */
public final class PatchFilter {

    /** What a patch must be, beside what a source lists of it. */
    public enum State {
        /** No other supersedes it, and nobody has recalled it. */
        LATEST,
        /** The next sync would publish it. */
        MISSING,
        /** It stands in a release's directory. */
        PUBLISHED,
        /** No release claims it. */
        UNCLAIMED
    }

    private final SearchWords words;
    private final Set<State> states;
    private final ZoneId zone;
    private boolean areNotices;
    private final SortedSet<String> severities = new TreeSet<>();
    private final SortedSet<String> categories = new TreeSet<>();
    private String severity = "";
    private String category = "";
    private @Nullable LocalDate since;
    private @Nullable Set<PatchKey> among;
    private Map<PatchKey, List<EsxRelease>> missing = Map.of();
    private final List<Predicate<Patch>> closing = new ArrayList<>();

    /**
     * @param words what was typed beside the options
     * @param zone the zone of the person who asks
     */
    public PatchFilter(SearchWords words, Set<State> states, ZoneId zone) {
        this.words = words;
        this.states = Set.copyOf(states);
        this.zone = zone;
    }

    /** The notices of publishers, in place of patches. */
    public void notices() {
        this.areNotices = true;
    }

    /** Whether notices are asked for. */
    public boolean areNotices() {
        return areNotices;
    }

    /** Only those of this severity and category, in any case of letters; empty for any. */
    public void classify(String wantedSeverity, String wantedCategory) {
        this.severity = wantedSeverity;
        this.category = wantedCategory;
    }

    /** Only those that were released on that day or later, or else are listed since then. */
    public void since(LocalDate day) {
        this.since = day;
    }

    /** Only these. */
    public void among(Set<PatchKey> patches) {
        this.among = Set.copyOf(patches);
    }

    /** Only those that close a vulnerability. */
    public void closing(Predicate<Patch> closes) {
        closing.add(closes);
    }

    /** Whether it must be told what is missing. */
    public boolean asksForMissing() {
        return states.contains(State.MISSING);
    }

    /** What is missing, with the releases that lack it. */
    public void missing(Map<PatchKey, List<EsxRelease>> patches) {
        this.missing = Map.copyOf(patches);
    }

    /** Whether what a source lists is asked for. */
    public boolean wants(CataloguedPatch known) {
        Patch patch = known.patch();
        if (areNotices != (patch.kind() == PatchKind.NOTICE)) {
            return false;
        }
        Classification classification = patch.classification();
        severities.add(classification.severity());
        categories.add(classification.category());
        return words.isIn(patch)
                && isOr(severity, classification.severity())
                && isOr(category, classification.category())
                && (among == null || among.contains(known.key()))
                && (!asksForMissing() || missing.containsKey(known.key()))
                && (since == null || !day(known).isBefore(since))
                && closing.stream().allMatch(closes -> closes.test(patch));
    }

    private static boolean isOr(String wanted, String is) {
        return wanted.isEmpty() || wanted.equalsIgnoreCase(is);
    }

    /** At the latest it was released when it was first listed. */
    private LocalDate day(CataloguedPatch known) {
        return Objects.requireNonNullElseGet(
                known.patch().releaseDate(), () -> LocalDate.ofInstant(known.firstSeen(), zone));
    }

    /** Whether a patch that a source lists is asked for, with all that is known of it. */
    public boolean wants(PatchSummary patch) {
        return states.stream().allMatch(state -> is(state, patch));
    }

    private boolean is(State state, PatchSummary patch) {
        return switch (state) {
            case LATEST -> patch.supersededBy().isEmpty() && !patch.recalled();
            case MISSING -> isMissing(patch);
            case PUBLISHED -> patch.publishedIn().stream().anyMatch(this::isAsked);
            case UNCLAIMED -> patch.claimedBy().isEmpty();
        };
    }

    private boolean isMissing(PatchSummary patch) {
        return missing.getOrDefault(patch.patch().key(), List.of()).stream()
                .anyMatch(this::isAsked);
    }

    private boolean isAsked(EsxRelease release) {
        return words.release().map(release::isMeantBy).orElse(true);
    }

    /** Whether nothing but a release was asked for. */
    public boolean isForAll() {
        return words.words().isEmpty()
                && states.isEmpty()
                && severity.isEmpty()
                && category.isEmpty()
                && closing.isEmpty()
                && since == null
                && among == null;
    }

    /** What a person may have meant if nothing was found; empty if nothing can be told. */
    public String hint() {
        return Stream.of(
                        hint("severity", "severities", severity, severities),
                        hint("category", "categories", category, categories))
                .filter(text -> !text.isEmpty())
                .reduce("", String::concat);
    }

    private static String hint(String one, String many, String wanted, SortedSet<String> known) {
        known.remove("");
        if (wanted.isEmpty() || known.stream().anyMatch(wanted::equalsIgnoreCase)) {
            return "";
        }
        return known.isEmpty()
                ? " No patch has a %s.".formatted(one)
                : " The %s are %s."
                        .formatted(many, String.join(", ", known).toLowerCase(Locale.ROOT));
    }
}
