package org.esxsync.matcher.esx41;

import static org.esxsync.matcher.testkit.SamplePatches.bulletinFor;
import static org.esxsync.matcher.testkit.SamplePatches.named;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.matcher.testkit.MatcherContract;

class Esx41MatcherTest extends MatcherContract {

    Esx41MatcherTest() {
        super("esx-4.1", new Esx41Matcher());
    }

    @Override
    protected List<Patch> claimed() {
        return List.of(
                named("ESX410-201005401-SG"),
                named("ESX410-201110201-SG"),
                bulletinFor("esx", "ESX410-Update01", "4.1.0"),
                bulletinFor("esx", "net-driver", "4.1.0"));
    }

    @Override
    protected List<Patch> declined() {
        return List.of(
                named("ESX40-TO-ESX41UPDATE01"),
                named("ESXi410-201005401-SG"),
                named("ESX400-201005401-SG"),
                bulletinFor("esx", "ESXi410-201110201-SG", "4.1.0"),
                bulletinFor("embeddedEsx", "net-driver", "4.1.0"),
                bulletinFor("esx", "net-driver", "4.0.0"));
    }
}
