package org.esxsync.matcher.esxi90;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/** ESXi 9.0, also on data processing units, by the platforms that a bulletin names. */
@Component
@EsxMatcher(release = "esxi-9.0")
public final class Esxi90Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", "9.0") || patch.isFor("esxio", "9.0");
    }
}
