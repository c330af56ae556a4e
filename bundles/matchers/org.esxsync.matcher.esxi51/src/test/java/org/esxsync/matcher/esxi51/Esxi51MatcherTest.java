package org.esxsync.matcher.esxi51;

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;
import static org.esxsync.matcher.testkit.SamplePatches.named;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi51MatcherTest extends MatcherContract {

    Esxi51MatcherTest() {
        super("esxi-5.1", new Esxi51Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                bulletin("ESXi510-201710401-BG", "5.1.0"),
                named("ESXi510-201710401-BG"),
                bulletin("ghettoVCB", "5.*"),
                bulletin("net55-r8168", "5.*", "6.0.0", "6.5.0"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                bulletin("ESXi500-201312401-SG", "5.0.0"),
                named("ESXi500-201312401-SG"),
                bulletin("ESXi550-201312401-SG", "5.5.0"),
                bulletin("ESXi510-201710401-BG", "5.5.0"),
                bulletin("vmkusb", "6.*"));
    }
}
