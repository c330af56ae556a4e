package org.esxsync.matcher.esx301;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/** ESX 3.0.1, as the VI3 patch pages name it: the ids of that time carry no release. */
@Component
@EsxMatcher(release = "esx-3.0.1")
public final class Esx301Matcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("VMware ESX Server", "3.0.1");
    }
}
