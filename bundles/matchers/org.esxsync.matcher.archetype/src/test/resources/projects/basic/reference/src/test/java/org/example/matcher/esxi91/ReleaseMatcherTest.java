package org.example.matcher.esxi91;

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class ReleaseMatcherTest extends MatcherContract {

    ReleaseMatcherTest() {
        super("esxi-9.1", new ReleaseMatcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(bulletin("a-bulletin-of-this-release", "9.1"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(bulletin("a-bulletin-of-another-release", "1.0"));
    }
}
