package org.esxsync.matcher.esxi51;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/**
 * ESXi 5.1, by the platforms that a bulletin names; by the id where it names none. A bulletin for
 * {@code 5.*} is for 5.0, 5.1 and 5.5 as it says, and for no later release, though some community
 * drivers with that label do run there: a matcher from a file can claim those by their ids.
 */
@Component
@EsxMatcher(release = "esxi-5.1")
public final class Esxi51Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", "5.1")
                || patch.platforms().isEmpty() && patch.id().startsWith("ESXi510-");
    }
}
