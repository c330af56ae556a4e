package org.esxsync.matcher.esx303;

import static org.esxsync.matcher.testkit.SamplePatches.named;
import static org.esxsync.matcher.testkit.SamplePatches.page;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esx303MatcherTest extends MatcherContract {

    Esx303MatcherTest() {
        super("esx-3.0.3", new Esx303Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                named("ESX303-200808403-SG"),
                named("ESX303-Rollup01"),
                page("ESX-1004187", "3.0.3"),
                page("ESX303-Update01", "3.0.3"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(page("ESX-1002090", "3.0.2"), named("ESX350-200803214-UG"));
    }
}
