package org.esxsync.matcher.esx40;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/**
 * ESX 4.0, by the patch ids, which carry the release; an update of 4.0 to 4.1 is for hosts of 4.0.
 * Ids of other forms, such as those of drivers, are claimed by the platform that their bundle
 * names.
 */
@Component
@EsxMatcher(release = "esx-4.0")
public final class Esx40Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.id().startsWith("ESX400-")
                || patch.id().startsWith("ESX40-TO-")
                || !patch.id().startsWith("ESX") && patch.isFor("esx", "4.0");
    }
}
