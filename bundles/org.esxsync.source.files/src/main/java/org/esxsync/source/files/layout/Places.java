package org.esxsync.source.files.layout;

import java.util.Optional;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.LegacyPatchId;

/** Where a patch stands in its release's directory. */
final class Places {

    private static final String ESX_3 = "VMware ESX Server";

    private Places() {}

    /** Whether hosts read it unpacked; where the id does not tell, what it is for does. */
    static boolean isUnpacked(Patch patch) {
        Optional<LegacyPatchId> id = LegacyPatchId.parse(patch.id());
        return id.isPresent()
                ? id.get().isUnpacked()
                : !patch.platforms().isEmpty()
                        && patch.platforms().stream()
                                .allMatch(platform -> platform.product().equals(ESX_3));
    }

    /** The directory of one that is unpacked: its day first, or else the month of its id. */
    static RelativePath directory(Patch patch) {
        String id = patch.id();
        if (patch.releaseDate() != null) {
            return new RelativePath(patch.releaseDate() + "-" + id);
        }
        return new RelativePath(
                LegacyPatchId.parse(id)
                        .map(LegacyPatchId::month)
                        .map(month -> month + "-" + id)
                        .orElse(id));
    }

    /** The directory of one of several archives. */
    static RelativePath below(RelativePath directory, Artifact archive) {
        String stem = archive.name().replaceFirst("(?i)\\.(?:zip|tgz|tar\\.gz)$", "");
        return directory.resolve(new RelativePath(stem));
    }

    /** What a host is given: the directory, or the archive. */
    static String of(Patch patch) {
        return isUnpacked(patch) || patch.artifacts().isEmpty()
                ? directory(patch).value()
                : patch.artifacts().get(0).path().value();
    }
}
