package org.esxsync.shell;

import java.util.List;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.shell.view.Listings;

/**
 * Lists patches, or says why there is none.
 *
 * @param catalogue knows the patches
 * @param writer writes them for programs
 */
record PatchListing(MirrorCatalogue catalogue, JsonWriter writer) {

    /**
     * @param latest whether to leave out what others supersede, and what was recalled
     * @param release one release, or none for all patches
     */
    Object list(boolean latest, boolean json, String... release) {
        List<PatchSummary> patches =
                patches(release).stream()
                        .filter(each -> each.patch().kind() != PatchKind.NOTICE)
                        .filter(each -> !latest || isLatest(each))
                        .toList();
        return json
                ? writer.patches(patches)
                : Listings.patches(patches, patches.isEmpty() ? whyNone(release) : "");
    }

    private static boolean isLatest(PatchSummary patch) {
        return patch.supersededBy().isEmpty() && !patch.recalled();
    }

    /**
     * Lists the notices of publishers.
     *
     * @param release one release, or none for all
     */
    Object notices(boolean json, String... release) {
        List<PatchSummary> notices =
                patches(release).stream()
                        .filter(each -> each.patch().kind() == PatchKind.NOTICE)
                        .toList();
        return json
                ? writer.patches(notices)
                : Listings.notices(
                        notices, notices.isEmpty() ? whyNoneIsFor(release, "notice") : "");
    }

    /**
     * Lists the image profiles.
     *
     * @param release one release, or none for all
     */
    Object profiles(boolean json, String... release) {
        List<PatchSummary> profiles =
                patches(release).stream()
                        .filter(each -> each.patch().kind() == PatchKind.IMAGE_PROFILE)
                        .toList();
        return json
                ? writer.patches(profiles)
                : Listings.profiles(
                        profiles, profiles.isEmpty() ? whyNoneIsFor(release, "image profile") : "");
    }

    private List<PatchSummary> patches(String... release) {
        return release.length == 0 ? catalogue.patches() : catalogue.patches(release[0]);
    }

    private String whyNoneIsFor(String[] release, String what) {
        return catalogue.patches().isEmpty()
                ? whyNone(release)
                : "No known %s is for %s."
                        .formatted(what, release.length == 0 ? "any release" : release[0]);
    }

    private String whyNone(String... release) {
        if (catalogue.sources().isEmpty()) {
            return Listings.NO_SOURCE;
        }
        return release.length == 0 || catalogue.patches().isEmpty()
                ? Listings.NOTHING_SCANNED
                : "No known patch is for %s.".formatted(release[0]);
    }
}
