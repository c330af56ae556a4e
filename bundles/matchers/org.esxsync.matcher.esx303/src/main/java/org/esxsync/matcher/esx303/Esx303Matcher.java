package org.esxsync.matcher.esx303;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/**
 * ESX 3.0.3, by the patch ids, which carry the release from 3.0.3 on. Other ids are claimed by what
 * their page names.
 */
@Component
@EsxMatcher(release = "esx-3.0.3")
public final class Esx303Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.id().startsWith("ESX303-")
                || !patch.id().startsWith("ESX3") && patch.isFor("VMware ESX Server", "3.0.3");
    }
}
