package org.esxsync.shell.patch;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.shell.ask.PatchFilter;
import org.esxsync.shell.ask.SearchWords;
import org.esxsync.shell.ask.Since;
import org.esxsync.shell.run.Listing;
import org.esxsync.shell.view.Listings;

/**
 * Lists patches, or says why there is none.
 *
 * @param catalogue knows the patches
 * @param zone the zone in which people mean dates
 */
public record PatchListing(MirrorCatalogue catalogue, ZoneId zone) {

    /**
     * Lists patches.
     *
     * @param since a date, {@link Since#LAST}, or empty text for any
     */
    public Listing<PatchSummary> list(SearchWords words, PatchFilter filter, String since) {
        if (since.equals(Since.LAST)) {
            filter.among(keys(catalogue.lastChanges()));
        } else if (!since.isEmpty()) {
            filter.since(Since.day(since));
        }
        if (filter.asksForMissing()) {
            filter.missing(catalogue.missing());
        }
        List<PatchSummary> patches =
                catalogue.patches(words.release().orElse(null), filter::wants).stream()
                        .filter(filter::wants)
                        .toList();
        return new Listing<>(
                patches,
                found -> {
                    String whenEmpty = found.isEmpty() ? whyNone(words, filter) : "";
                    return filter.areNotices()
                            ? Listings.notices(found, whenEmpty)
                            : Listings.patches(found, whenEmpty);
                });
    }

    /** Lists the patches that came since then, also those that no source lists any more. */
    Listing<PatchSummary> arrivals(String since) {
        MirrorChanges changes = Since.changes(catalogue, since, zone);
        Set<PatchKey> keys = keys(changes);
        List<PatchSummary> patches =
                new ArrayList<>(catalogue.patches(null, known -> keys.contains(known.key())));
        Set<PatchKey> listed =
                patches.stream().map(each -> each.patch().key()).collect(Collectors.toSet());
        keys.stream()
                .filter(key -> !listed.contains(key))
                .map(this::unlisted)
                .flatMap(Optional::stream)
                .forEach(patches::add);
        patches.sort(
                Comparator.comparing(
                                (PatchSummary each) -> each.patch().releaseDate(),
                                Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(each -> each.patch().id()));
        return new Listing<>(patches, found -> Listings.arrivals(found, changes.since(), zone));
    }

    private Optional<PatchSummary> unlisted(PatchKey key) {
        try {
            return catalogue.show(key.id()).stream()
                    .map(PatchDetails::summary)
                    .filter(each -> each.patch().key().equals(key))
                    .findFirst();
        } catch (UnknownPatchException e) {
            // Only the history tells of it, as after an older ledger was taken in.
            return Optional.empty();
        }
    }

    private static Set<PatchKey> keys(MirrorChanges changes) {
        return changes.changes().stream()
                .filter(
                        each ->
                                each.kind() == PatchChange.Kind.ADDED
                                        || each.kind() == PatchChange.Kind.REPLACED)
                .map(PatchChange::patch)
                .collect(Collectors.toSet());
    }

    /**
     * Lists the image profiles.
     *
     * @param release one release, or none for all
     */
    Listing<PatchSummary> profiles(String... release) {
        List<PatchSummary> profiles =
                catalogue.patches(
                        release.length == 0 ? null : release[0],
                        known -> known.patch().kind() == PatchKind.IMAGE_PROFILE);
        return new Listing<>(
                profiles,
                found ->
                        Listings.profiles(
                                found,
                                found.isEmpty() ? whyNoneIsFor("image profile", release) : ""));
    }

    private String whyNone(SearchWords words, PatchFilter filter) {
        String what = filter.areNotices() ? "notice" : "patch";
        return nothingKnown()
                .orElseGet(
                        () ->
                                filter.isForAll()
                                        ? noneIsFor(words.release(), what)
                                        : "No known %s matches.%s".formatted(what, filter.hint()));
    }

    private String whyNoneIsFor(String what, String... release) {
        return nothingKnown().orElseGet(() -> noneIsFor(Stream.of(release).findFirst(), what));
    }

    private static String noneIsFor(Optional<String> release, String what) {
        return "No known %s is for %s.".formatted(what, release.orElse("any release"));
    }

    private Optional<String> nothingKnown() {
        if (catalogue.sources().isEmpty()) {
            return Optional.of(Listings.NO_SOURCE);
        }
        return catalogue.patches().isEmpty()
                ? Optional.of(Listings.NOTHING_SCANNED)
                : Optional.empty();
    }
}
