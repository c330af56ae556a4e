package org.esxsync.matcher.esxi41;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/**
 * ESXi 4.1, by the patch ids, which carry the release. Ids of other forms, such as those of
 * drivers, are claimed by the platform that their bundle names.
 */
@Component
@EsxMatcher(release = "esxi-4.1")
public final class Esxi41Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.id().startsWith("ESXi410-")
                || !patch.id().startsWith("ESX") && patch.isFor("embeddedEsx", "4.1");
    }
}
