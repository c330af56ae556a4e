package org.esxsync.matcher.esxi50;

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;
import static org.esxsync.matcher.testkit.SamplePatches.named;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi50MatcherTest extends MatcherContract {

    Esxi50MatcherTest() {
        super("esxi-5.0", new Esxi50Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                bulletin("ESXi500-201710401-BG", "5.0.0"),
                named("ESXi500-201710401-BG"),
                bulletin("ghettoVCB", "5.*"),
                bulletin("net55-r8168", "5.*", "6.0.0", "6.5.0"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                bulletin("ESXi410-201312401-SG", "4.1.0"),
                named("ESXi410-201312401-SG"),
                bulletin("ESXi510-201312401-SG", "5.1.0"),
                bulletin("ESXi500-201710401-BG", "5.1.0"),
                bulletin("vmkusb", "6.*"));
    }
}
