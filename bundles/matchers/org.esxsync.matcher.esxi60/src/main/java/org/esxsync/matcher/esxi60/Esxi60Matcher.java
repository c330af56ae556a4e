package org.esxsync.matcher.esxi60;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/** ESXi 6.0, by the platforms that a bulletin names; by the id where it names none. */
@Component
@EsxMatcher(release = "esxi-6.0")
public final class Esxi60Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", "6.0")
                || patch.platforms().isEmpty() && patch.id().startsWith("ESXi600-");
    }
}
