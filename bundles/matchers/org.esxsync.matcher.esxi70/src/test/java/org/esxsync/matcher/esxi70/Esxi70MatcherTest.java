package org.esxsync.matcher.esxi70;

import static org.esxsync.matcher.testkit.SamplePatches.bulletin;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi70MatcherTest extends MatcherContract {

    Esxi70MatcherTest() {
        super("esxi-7.0", new Esxi70Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                bulletin("ESXi_7.0.3-0.20", "7.0.0"),
                bulletin("vmkusb_1.10", "7.0"),
                bulletin("thpimon_0.1.0-1", "7.0.1"),
                bulletin("ESXi_7.0.3-0.55", "7.0.3"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                bulletin("ESXi670-202210001", "6.7.0"),
                bulletin("vmkusb_1.14", "8.0"),
                bulletin("vmkusb", "6.*"),
                bulletin("ESXi_7.1", "7.1"));
    }
}
