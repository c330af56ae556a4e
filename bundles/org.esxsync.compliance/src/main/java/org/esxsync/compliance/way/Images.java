package org.esxsync.compliance.way;

import java.util.Comparator;
import java.util.Optional;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchSummary;

/** What tells the images of a release apart. */
final class Images {

    private static final String BASE = "esx-base";

    private Images() {}

    /** Whether it is an image profile of which all is listed, and nothing recalled. */
    static boolean isWhole(PatchSummary each) {
        Patch patch = each.patch();
        return patch.kind() == PatchKind.IMAGE_PROFILE
                && !each.recalled()
                && (patch.profile() == null || patch.profile().missingVibs().isEmpty());
    }

    /** The version of the base that a patch brings, which orders images. */
    static Optional<VibVersion> base(Patch patch) {
        return patch.vibs().stream()
                .filter(vib -> vib.name().equals(BASE))
                .map(Vib::version)
                .max(Comparator.naturalOrder());
    }
}
