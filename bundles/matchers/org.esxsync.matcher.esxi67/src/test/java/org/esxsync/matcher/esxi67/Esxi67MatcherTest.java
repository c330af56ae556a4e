package org.esxsync.matcher.esxi67;

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi67MatcherTest extends MatcherContract {

    Esxi67MatcherTest() {
        super("esxi-6.7", new Esxi67Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(bulletin("ESXi670-202210001", "6.7.0"), bulletin("vmkusb", "6.*"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                bulletin("ESXi650-201710401-BG", "6.5.0"),
                bulletin("ESXi_7.0.0-1.20", "7.0.0"),
                bulletin("ghettoVCB", "5.*"));
    }
}
