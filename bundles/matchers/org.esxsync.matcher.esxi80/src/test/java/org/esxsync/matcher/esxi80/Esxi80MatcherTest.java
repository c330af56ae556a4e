package org.esxsync.matcher.esxi80;

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;
import static org.esxsync.matcher.testkit.SamplePatches.bulletinFor;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi80MatcherTest extends MatcherContract {

    Esxi80MatcherTest() {
        super("esxi-8.0", new Esxi80Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                bulletin("nvmupdate", "8.0.0"),
                bulletin("vmkusb_1.14", "8.0"),
                bulletin("ESXi_8.0.3-0.73", "8.0.3-24449057"),
                bulletin("ESXi_8.0.3-0.70", "8.0*"),
                bulletinFor("esxio", "esxio-base", "8.0"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                bulletin("vmkusb_1.10", "7.0"),
                bulletin("vmkusb_1.15", "9.0"),
                bulletinFor("esxio", "esxio-base", "9.0"),
                bulletin("ESXi_9.0.1-0", "9.0.1.0"),
                bulletinFor("armEsx", "ESXi_8.0.3-0", "8.0"),
                bulletin("vmkusb", "6.*"));
    }
}
