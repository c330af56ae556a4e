package org.example.matcher.esxi91;

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/** Claims the bulletins that name esxi-9.1 among their platforms. */
@Component
@EsxMatcher(release = "esxi-9.1")
public final class ReleaseMatcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", "9.1");
    }
}
