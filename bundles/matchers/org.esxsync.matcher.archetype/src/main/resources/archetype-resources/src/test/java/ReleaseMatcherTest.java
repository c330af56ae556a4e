#set( $number = $release.substring($release.indexOf("-")).substring(1) )
package ${package};

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class ReleaseMatcherTest extends MatcherContract {

    ReleaseMatcherTest() {
        super("${release}", new ReleaseMatcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(bulletin("a-bulletin-of-this-release", "${number}"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(bulletin("a-bulletin-of-another-release", "1.0"));
    }
}
