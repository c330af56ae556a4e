package org.esxsync.matcher.esxi40;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/**
 * ESXi 4.0, by the patch ids, which carry the release; an update of 4.0 to 4.1 is for hosts of 4.0.
 * Ids of other forms, such as those of drivers, are claimed by the platform that their bundle
 * names. Standalone VIBs, which came with 5.0, are not.
 */
@Component
@EsxMatcher(release = "esxi-4.0")
public final class Esxi40Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.id().startsWith("ESXi400-")
                || patch.id().startsWith("ESXi40-TO-")
                || !patch.id().startsWith("ESX")
                        && patch.kind() != PatchKind.VIB
                        && patch.isFor("embeddedEsx", "4.0");
    }
}
