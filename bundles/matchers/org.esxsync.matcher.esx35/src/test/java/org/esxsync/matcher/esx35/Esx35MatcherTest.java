package org.esxsync.matcher.esx35;

import static org.esxsync.matcher.testkit.SamplePatches.named;
import static org.esxsync.matcher.testkit.SamplePatches.page;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esx35MatcherTest extends MatcherContract {

    Esx35MatcherTest() {
        super("esx-3.5", new Esx35Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                named("ESX350-200803214-UG"),
                named("ESX350-Update05a"),
                page("ESX-1004187", "3.5"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                named("ESX303-200808403-SG"),
                page("ESX303-200808403-SG", "3.5"),
                page("ESX-1002090", "3.0.2"),
                named("ESXe350-200805503-C-SG"),
                named("ESX400-201005001"));
    }
}
