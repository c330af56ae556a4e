package org.esxsync.itests.plugin;

import java.util.Map;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.VersionMatcher;

/** Claims what is for the version of ESXi that its component names. */
public final class PluggedMatcher implements VersionMatcher {

    private volatile String version = "";

    void activate(Map<String, Object> properties) {
        version = String.valueOf(properties.get("version"));
    }

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", version);
    }
}
