package org.esxsync.matcher.esxi65;

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;
import static org.esxsync.matcher.testkit.SamplePatches.named;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi65MatcherTest extends MatcherContract {

    Esxi65MatcherTest() {
        super("esxi-6.5", new Esxi65Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                bulletin("ESXi650-201710401-BG", "6.5.0"),
                named("ESXi650-201710401-BG"),
                bulletin("vmkusb", "6.*"),
                bulletin("net55-r8168", "5.*", "6.0.0", "6.5.0"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                bulletin("ESXi600-201312401-SG", "6.0.0"),
                named("ESXi600-201312401-SG"),
                bulletin("ESXi670-201312401-SG", "6.7.0"),
                bulletin("ESXi650-201710401-BG", "6.7.0"),
                bulletin("ghettoVCB", "5.*"));
    }
}
