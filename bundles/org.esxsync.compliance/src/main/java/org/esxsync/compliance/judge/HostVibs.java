package org.esxsync.compliance.judge;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/**
 * The VIBs of hosts, as they are told or as their image profile is listed.
 *
 * @param listed all that is listed for the release
 */
record HostVibs(List<PatchSummary> listed) {

    /** The host's VIBs, or those of its image profile if that is listed and unchanged. */
    @Nullable Collection<InstalledVib> of(Host host) {
        String profile = host.profile();
        if (host.vibs() != null || profile == null || host.profileChanged()) {
            return host.vibs();
        }
        return listed.stream()
                .map(PatchSummary::patch)
                .filter(each -> each.kind() == PatchKind.IMAGE_PROFILE && each.id().equals(profile))
                .filter(each -> each.profile() == null || each.profile().missingVibs().isEmpty())
                .findFirst()
                .map(HostVibs::broughtBy)
                .orElse(null);
    }

    private static List<InstalledVib> broughtBy(Patch profile) {
        return profile.vibs().stream().map(InstalledVib::of).toList();
    }

    static Map<String, InstalledVib> byName(Collection<InstalledVib> installed) {
        Map<String, InstalledVib> byName = new HashMap<>();
        installed.forEach(vib -> byName.put(vib.name(), vib));
        return byName;
    }
}
