package org.esxsync.shell;

import java.util.List;
import org.esxsync.api.json.JsonWriter;
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
     * @param release one release, or none for all patches
     */
    Object list(boolean json, String... release) {
        List<PatchSummary> patches =
                release.length == 0 ? catalogue.patches() : catalogue.patches(release[0]);
        return json
                ? writer.patches(patches)
                : Listings.patches(patches, patches.isEmpty() ? whyNone(release) : "");
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
