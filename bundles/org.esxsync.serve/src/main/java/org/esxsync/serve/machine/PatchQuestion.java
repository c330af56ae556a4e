package org.esxsync.serve.machine;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/** Which patches a request asks for: as the options of {@code patches}, with days in UTC. */
final class PatchQuestion {

    static final Set<String> PARAMETERS =
            Set.of(
                    "release",
                    "words",
                    "since",
                    "severity",
                    "category",
                    "cve",
                    "exploited",
                    "latest",
                    "missing",
                    "published",
                    "unclaimed",
                    "notices");

    private final MirrorCatalogue catalogue;
    private final Parameters asked;
    private final Predicate<Patch> closes;
    private final @Nullable LocalDate since;
    private final @Nullable Set<PatchKey> among;
    private final @Nullable Map<PatchKey, List<EsxRelease>> missing;
    private final List<String> words;

    /**
     * @param closes whether a patch closes the vulnerability that is asked for
     * @throws IllegalArgumentException if a parameter has no such value
     */
    PatchQuestion(MirrorCatalogue catalogue, Parameters asked, Predicate<Patch> closes) {
        this.catalogue = catalogue;
        this.asked = asked;
        this.closes = closes;
        for (String flag : List.of("latest", "published", "unclaimed", "notices")) {
            asked.flag(flag);
        }
        String from = asked.text("since");
        boolean isLast = from.equals(ChangesQuestion.LAST);
        this.since = from.isEmpty() || isLast ? null : day(from);
        this.among = isLast ? arrived(catalogue) : null;
        this.missing = asked.flag("missing") ? catalogue.missing() : null;
        this.words =
                Arrays.stream(asked.text("words").toLowerCase(Locale.ROOT).split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'%s' is no date; use one such as 2026-01-31, or last".formatted(text), e);
        }
    }

    private static Set<PatchKey> arrived(MirrorCatalogue catalogue) {
        return catalogue.lastChanges().changes().stream()
                .filter(
                        each ->
                                each.kind() == PatchChange.Kind.ADDED
                                        || each.kind() == PatchChange.Kind.REPLACED)
                .map(PatchChange::patch)
                .collect(Collectors.toSet());
    }

    /**
     * The patches.
     *
     * @throws org.esxsync.api.sync.UnknownReleaseException if no matcher is for the release
     */
    List<PatchSummary> answer() {
        String release = asked.text("release");
        return catalogue.patches(release.isEmpty() ? null : release, this::isListed).stream()
                .filter(this::isInState)
                .toList();
    }

    private boolean isListed(CataloguedPatch known) {
        Patch patch = known.patch();
        return asked.flag("notices") == (patch.kind() == PatchKind.NOTICE)
                && hasWords(patch)
                && isOr("severity", patch.classification().severity())
                && isOr("category", patch.classification().category())
                && (among == null || among.contains(known.key()))
                && (missing == null || missing.containsKey(known.key()))
                && (since == null || !day(known).isBefore(since))
                && closes.test(patch);
    }

    private boolean hasWords(Patch patch) {
        String text = (patch.id() + " " + patch.title()).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(text::contains);
    }

    private boolean isOr(String parameter, String is) {
        String wanted = asked.text(parameter);
        return wanted.isEmpty() || wanted.equalsIgnoreCase(is);
    }

    /** At the latest it was released when it was first listed. */
    private static LocalDate day(CataloguedPatch known) {
        return Objects.requireNonNullElseGet(
                known.patch().releaseDate(),
                () -> LocalDate.ofInstant(known.firstSeen(), ZoneOffset.UTC));
    }

    private boolean isInState(PatchSummary patch) {
        return (!asked.flag("latest") || patch.supersededBy().isEmpty() && !patch.recalled())
                && (!asked.flag("published") || isAsked(patch.publishedIn()))
                && (!asked.flag("unclaimed") || patch.claimedBy().isEmpty())
                && (missing == null
                        || isAsked(missing.getOrDefault(patch.patch().key(), List.of())));
    }

    private boolean isAsked(List<EsxRelease> releases) {
        String release = asked.text("release");
        return releases.stream().anyMatch(each -> release.isEmpty() || each.isMeantBy(release));
    }
}
