#set( $number = $release.substring($release.indexOf("-")).substring(1) )
package ${package};

import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxMatcher;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;

/** Claims the bulletins that name ${release} among their platforms. */
@Component
@EsxMatcher(release = "${release}")
public final class ReleaseMatcher implements VersionMatcher {

    @Override
    public boolean matches(Patch patch) {
        return patch.isFor("embeddedEsx", "${number}");
    }
}
