package org.esxsync.sync.plan;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.config.SyncSettings;
import org.jspecify.annotations.Nullable;

/**
 * A patch of which the id, or the id of one of its VIBs, stands for other content in a release.
 *
 * @param patch the patch, which is not published, unless both are
 * @param key the patch's key
 * @param release the release
 * @param kept the patch that the release has under that id, or is about to get
 * @param isStanding whether the release has it already
 * @param name the id of the VIB or the path of the file that both bring; empty if both have one id
 * @param bothStand whether the release has both patches, as an earlier version may have left it
 */
record Conflict(
        Patch patch,
        PatchKey key,
        EsxRelease release,
        PatchKey kept,
        boolean isStanding,
        String name,
        boolean bothStand) {

    private static final String ENTRY = "!/";

    /** Of two patches that the release has. */
    static Conflict ofStanding(Listed each, EsxRelease release, PatchKey kept, String name) {
        return new Conflict(each.patch(), each.key(), release, kept, true, name, true);
    }

    /**
     * What a person has to know to resolve it.
     *
     * @param keptPatch the patch that is kept, or null if nothing is known of it any more
     * @param others the other releases in which it is the same
     */
    String text(@Nullable Patch keptPatch, List<EsxRelease> others) {
        return shared() + advice(keptPatch) + alsoIn(others);
    }

    private String shared() {
        return name.isEmpty() || key.id().equals(kept.id())
                ? ""
                : "it has other content of %s than %s: ".formatted(name, kept.id());
    }

    private String advice(@Nullable Patch keptPatch) {
        String file = keptPatch == null ? "" : origin(keptPatch);
        String first = file.isEmpty() ? "another file" : "the file " + file;
        if (bothStand) {
            return "the mirror has both %s and the file %s, and hosts find one of them. To settle it, run %s or %s, and then 'prune'"
                    .formatted(first, origin(patch), ignoring(key), ignoring(kept));
        }
        return isStanding
                ? "the mirror already has %s; the new file %s was not published. To keep the old, run %s. To switch, run %s, and then 'prune'"
                        .formatted(first, origin(patch), ignoring(key), ignoring(kept))
                : "only one of two files can be published: %s is chosen, and the file %s is not. To settle it, run %s. To switch, run %s"
                        .formatted(first, origin(patch), ignoring(key), ignoring(kept));
    }

    private static String alsoIn(List<EsxRelease> others) {
        return others.isEmpty()
                ? ""
                : ". The same in "
                        + others.stream()
                                .map(EsxRelease::toString)
                                .collect(Collectors.joining(", "));
    }

    /** The command that leaves a revision out. */
    private static String ignoring(PatchKey key) {
        return "'config add %s ignore %s@%s'".formatted(SyncSettings.PID, key.id(), key.revision());
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
