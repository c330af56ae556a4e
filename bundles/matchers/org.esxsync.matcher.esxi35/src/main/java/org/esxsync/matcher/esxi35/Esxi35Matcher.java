package org.esxsync.matcher.esxi35;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/** ESXi 3.5, by the patch ids, which carry the release from 3.0.3 on. */
@Component
@EsxMatcher(release = "esxi-3.5")
public final class Esxi35Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.id().startsWith("ESXe350-");
    }
}
