package org.esxsync.source.files.layout;

import java.util.List;
import org.esxsync.api.release.EsxRelease;

/**
 * The lines with which a host takes a patch from a mirror at {@code http://MIRROR/}. Those of 3.5
 * and 4.x are published in scripts and notes of that time; that ESX 3.5 takes a depot of links is
 * inferred.
 */
final class HostCommands {

    private HostCommands() {}

    static List<String> of(EsxRelease release, StandingPatch patch) {
        String place = "http://MIRROR/%s/%s".formatted(release, patch.place());
        if (patch.isUnpacked()) {
            return List.of(
                    "esxupdate -r %s update".formatted(place),
                    "esxupdate -d http://MIRROR/%s/%s/ -b %s update"
                            .formatted(release, ReleaseIndex.DEPOT, patch.patch().id()));
        }
        if (release.product().equals("esx")) {
            return List.of(
                    "esxupdate --bundle=%s -b %s update".formatted(place, patch.patch().id()));
        }
        String install = "vihostupdate --server HOST --install --bundle " + place;
        return List.of(
                release.version().startsWith("3.")
                        ? install
                        : install + " -B " + patch.patch().id());
    }
}
