package org.esxsync.matcher.esxi65;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/** ESXi 6.5, by the platforms that a bulletin names; by the id where it names none. */
@Component
@EsxMatcher(release = "esxi-6.5")
public final class Esxi65Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", "6.5")
                || patch.platforms().isEmpty() && patch.id().startsWith("ESXi650-");
    }
}
