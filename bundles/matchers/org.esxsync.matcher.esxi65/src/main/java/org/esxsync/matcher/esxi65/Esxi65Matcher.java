package org.esxsync.matcher.esxi65;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/** ESXi 6.5, as depots name it. */
@Component
@EsxMatcher(release = "esxi-6.5")
public final class Esxi65Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", "6.5");
    }
}
