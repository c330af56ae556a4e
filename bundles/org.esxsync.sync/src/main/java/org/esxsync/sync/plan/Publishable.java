package org.esxsync.sync.plan;

import java.util.List;
import java.util.function.Predicate;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Patch;
import org.esxsync.sync.scan.Recalls;

/**
 * Whether a patch has files that hosts should install.
 *
 * @param recalls tell what is recalled
 */
record Publishable(Recalls recalls) implements Predicate<Patch> {

    @Override
    public boolean test(Patch patch) {
        return patch.isDownloadable() && !recalls.isRecalled(patch) && missingVibs(patch).isEmpty();
    }

    /** Why one cannot be published that does not pass the test. */
    String whyNot(Patch patch) {
        if (recalls.isRecalled(patch)) {
            return "recalled by its publisher, so it is not published";
        }
        List<String> missing = missingVibs(patch);
        return switch (missing.size()) {
            case 0 -> "listed without a file";
            case 1 ->
                    "its depot does not have the VIB %s, so it is not published"
                            .formatted(missing.get(0));
            default ->
                    "its depot does not have %d of its VIBs, such as %s, so it is not published"
                            .formatted(missing.size(), missing.get(0));
        };
    }

    /** A host cannot install an image profile in part. */
    private static List<String> missingVibs(Patch patch) {
        ImageProfile profile = patch.profile();
        return profile == null ? List.of() : profile.missingVibs();
    }
}
