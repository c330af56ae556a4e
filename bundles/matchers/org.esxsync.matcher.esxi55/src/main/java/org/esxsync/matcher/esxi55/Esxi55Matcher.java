package org.esxsync.matcher.esxi55;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/** ESXi 5.5, as depots name it. */
@Component
@EsxMatcher(release = "esxi-5.5")
public final class Esxi55Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", "5.5");
    }
}
