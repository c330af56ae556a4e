package org.esxsync.matcher.esxi40;

import static org.esxsync.matcher.testkit.SamplePatches.bulletinFor;
import static org.esxsync.matcher.testkit.SamplePatches.named;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi40MatcherTest extends MatcherContract {

    Esxi40MatcherTest() {
        super("esxi-4.0", new Esxi40Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                named("ESXi400-201005401-SG"),
                named("ESXi40-TO-ESXi41UPDATE01"),
                bulletinFor("embeddedEsx", "ESXi400-Update01", "4.0.0"),
                bulletinFor("embeddedEsx", "net-driver", "4.0.0"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                named("ESX40-TO-ESX41UPDATE01"),
                named("ESX400-201005401-SG"),
                named("ESXi410-201005401-SG"),
                named("ESXe350-201005401-SG"),
                bulletinFor("embeddedEsx", "ESX400-201110201-SG", "4.0.0"),
                bulletinFor("esx", "net-driver", "4.0.0"),
                Patch.builder("sample", "VMW_bootbank_net-driver_1.0-1", "depot")
                        .kind(PatchKind.VIB)
                        .platform("embeddedEsx", "*")
                        .build(),
                bulletinFor("embeddedEsx", "net-driver", "4.1.0"));
    }
}
