package org.esxsync.matcher.esxi60;

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;
import static org.esxsync.matcher.testkit.SamplePatches.named;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi60MatcherTest extends MatcherContract {

    Esxi60MatcherTest() {
        super("esxi-6.0", new Esxi60Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                bulletin("ESXi600-201710401-BG", "6.0.0"),
                named("ESXi600-201710401-BG"),
                bulletin("vmkusb", "6.*"),
                bulletin("net55-r8168", "5.*", "6.0.0", "6.5.0"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                bulletin("ESXi550-201312401-SG", "5.5.0"),
                named("ESXi550-201312401-SG"),
                bulletin("ESXi650-201312401-SG", "6.5.0"),
                bulletin("ESXi600-201710401-BG", "6.5.0"),
                bulletin("ghettoVCB", "5.*"));
    }
}
