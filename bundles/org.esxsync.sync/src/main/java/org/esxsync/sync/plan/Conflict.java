package org.esxsync.sync.plan;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * A patch whose id stands for other bytes in a release.
 *
 * @param patch the patch, which is not published
 * @param key the patch's key
 * @param release the release
 * @param kept what the release has under that id, or is about to get
 */
record Conflict(Patch patch, PatchKey key, EsxRelease release, PatchKey kept) {

    private static final String ENTRY = "!/";

    /**
     * What a person has to know to resolve it.
     *
     * @param keptPatch the patch that is kept, or null if no source lists it any more
     */
    String text(@Nullable Patch keptPatch) {
        return ("the mirror already has %s; the new file %s was not published. To keep the old:"
                        + " ignore=%s. To switch: ignore=%s, then run prune")
                .formatted(
                        keptPatch == null ? "another file" : "the file " + origin(keptPatch),
                        origin(patch),
                        name(key),
                        name(kept));
    }

    private static String name(PatchKey key) {
        return key.id() + "@" + key.revision();
    }

    private static String origin(Patch patch) {
        LocalDate date = patch.releaseDate();
        String place =
                patch.artifacts().stream()
                        .findFirst()
                        .map(artifact -> place(artifact.location()))
                        .orElse(patch.source());
        return (date == null ? "" : "of " + date + " ") + "from " + place;
    }

    /** The offline bundle, file or URL; without what may be a secret in a URL. */
    private static String place(URI location) {
        String outer = location.toString().replaceFirst("^(jar:)+", "").split(ENTRY, 2)[0];
        try {
            URI uri = new URI(outer);
            String path = uri.getPath();
            if ("file".equalsIgnoreCase(uri.getScheme()) && path != null) {
                return path.substring(path.lastIndexOf('/') + 1);
            }
            return RedactedLocation.of(uri);
        } catch (URISyntaxException e) {
            return RedactedLocation.of(outer);
        }
    }
}
