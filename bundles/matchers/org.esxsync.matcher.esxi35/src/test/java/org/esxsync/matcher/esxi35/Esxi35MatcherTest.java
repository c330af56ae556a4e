package org.esxsync.matcher.esxi35;

import static org.esxsync.matcher.testkit.SamplePatches.named;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi35MatcherTest extends MatcherContract {

    Esxi35MatcherTest() {
        super("esxi-3.5", new Esxi35Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(named("ESXe350-200805503-C-SG"), named("ESXe350-201002401-O-SG"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(named("ESX350-200803214-UG"), named("ESXi400-201005401-SG"));
    }
}
