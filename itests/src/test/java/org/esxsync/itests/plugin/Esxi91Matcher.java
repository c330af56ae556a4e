package org.esxsync.itests.plugin;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.VersionMatcher;

/** ESXi 9.1, which the product does not know. */
public final class Esxi91Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", "9.1");
    }
}
