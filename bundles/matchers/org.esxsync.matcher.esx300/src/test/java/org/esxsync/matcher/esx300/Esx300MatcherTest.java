package org.esxsync.matcher.esx300;

import static org.esxsync.matcher.testkit.SamplePatches.named;
import static org.esxsync.matcher.testkit.SamplePatches.page;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esx300MatcherTest extends MatcherContract {

    Esx300MatcherTest() {
        super("esx-3.0.0", new Esx300Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(page("ESX-4809553", "3.0.0"), page("ESX-3069097", "3.0.0", "3.0.1"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                page("ESX-8258730", "3.0.1"),
                page("ESX-1002090", "3.0.2"),
                named("ESX303-200808403-SG"));
    }
}
