package org.esxsync.matcher.esxi67;

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;
import static org.esxsync.matcher.testkit.SamplePatches.named;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi67MatcherTest extends MatcherContract {

    Esxi67MatcherTest() {
        super("esxi-6.7", new Esxi67Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                bulletin("ESXi670-201710401-BG", "6.7.0"),
                named("ESXi670-201710401-BG"),
                bulletin("vmkusb", "6.*"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                bulletin("ESXi650-201312401-SG", "6.5.0"),
                named("ESXi650-201312401-SG"),
                bulletin("ESXi700-201312401-SG", "7.0.0"),
                bulletin("ESXi670-201710401-BG", "7.0.0"),
                bulletin("ghettoVCB", "5.*"),
                bulletin("net55-r8168", "5.*", "6.0.0", "6.5.0"));
    }
}
