package org.esxsync.matcher.esxi41;

import static org.esxsync.matcher.testkit.SamplePatches.bulletinFor;
import static org.esxsync.matcher.testkit.SamplePatches.named;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.matcher.testkit.MatcherContract;

class Esxi41MatcherTest extends MatcherContract {

    Esxi41MatcherTest() {
        super("esxi-4.1", new Esxi41Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                named("ESXi410-201005401-SG"),
                bulletinFor("embeddedEsx", "ESXi410-Update01", "4.1.0"),
                bulletinFor("embeddedEsx", "net-driver", "4.1.0"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                named("ESX410-201005401-SG"),
                named("ESXi400-201005401-SG"),
                named("ESXi500-201005401-SG"),
                bulletinFor("embeddedEsx", "ESX410-201110201-SG", "4.1.0"),
                bulletinFor("esx", "net-driver", "4.1.0"),
                Patch.builder("sample", "VMW_bootbank_net-driver_1.0-1", "depot")
                        .kind(PatchKind.VIB)
                        .platform("embeddedEsx", "*")
                        .build(),
                bulletinFor("embeddedEsx", "net-driver", "5.*"));
    }
}
