package org.esxsync.matcher.esxi90;

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;
import static org.esxsync.matcher.testkit.SamplePatches.bulletinFor;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi90MatcherTest extends MatcherContract {

    Esxi90MatcherTest() {
        super("esxi-9.0", new Esxi90Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                bulletin("vmkusb_1.15", "9.0"),
                bulletin("ESXi_9.0.1-0", "9.0.1"),
                bulletin("ESXi_9.0.1-1", "9.0.1.0"),
                bulletin("ESXi_9.0.0-1", "9.0.0.0100.24813472"),
                bulletinFor("esxio", "esxio-base", "9.0.1"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                bulletin("vmkusb_1.14", "8.0"),
                bulletin("ESXi_9.1.0-0", "9.1"),
                bulletin("ESXi_9.1.0-1", "9.1.0.0"),
                bulletinFor("armEsx", "ESXi_9.0.1-0", "9.0.1"));
    }
}
