package org.esxsync.matcher.esxi80;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/** ESXi 8.0, also on data processing units, by the platforms that a bulletin names. */
@Component
@EsxMatcher(release = "esxi-8.0")
public final class Esxi80Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", "8.0") || patch.isFor("esxio", "8.0");
    }
}
