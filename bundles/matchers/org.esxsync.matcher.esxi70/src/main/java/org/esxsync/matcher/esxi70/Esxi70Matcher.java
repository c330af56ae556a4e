package org.esxsync.matcher.esxi70;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/** ESXi 7.0, by the platforms that a bulletin names. */
@Component
@EsxMatcher(release = "esxi-7.0")
public final class Esxi70Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", "7.0");
    }
}
