package org.esxsync.matcher.esx40;

import static org.esxsync.matcher.testkit.SamplePatches.bulletinFor;
import static org.esxsync.matcher.testkit.SamplePatches.named;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esx40MatcherTest extends MatcherContract {

    Esx40MatcherTest() {
        super("esx-4.0", new Esx40Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                named("ESX400-201005401-SG"),
                named("ESX40-TO-ESX41UPDATE01"),
                bulletinFor("esx", "ESX400-Update01", "4.0.0"),
                bulletinFor("esx", "net-driver", "4.0.0"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                named("ESXi40-TO-ESXi41"),
                named("ESXi400-201005401-SG"),
                named("ESX410-201005401-SG"),
                named("ESX350-201005401-SG"),
                bulletinFor("esx", "ESXi400-201110201-SG", "4.0.0"),
                bulletinFor("embeddedEsx", "net-driver", "4.0.0"),
                bulletinFor("esx", "net-driver", "4.1.0"));
    }
}
