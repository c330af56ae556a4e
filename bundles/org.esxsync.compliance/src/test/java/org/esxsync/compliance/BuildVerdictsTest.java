package org.esxsync.compliance;

import static org.esxsync.compliance.Judging.compliance;
import static org.esxsync.compliance.Judging.report;
import static org.esxsync.compliance.Judging.told;
import static org.esxsync.compliance.Judging.withBuild;
import static org.esxsync.compliance.ListedPatches.bulletin;
import static org.esxsync.compliance.ListedPatches.vib;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.esxsync.api.compliance.HostReport;
import org.junit.jupiter.api.Test;

/** What a patch is to a host that tells its build alone. */
class BuildVerdictsTest {

    @Test
    void aBuildThatIsNotListedCountsWithinItsBranchAlone() {
        HostCompliance compliance =
                compliance(
                        bulletin("A", vib("esx-base", "7.0.2-0.0.17000000")),
                        bulletin("B", vib("esx-base", "7.0.2-0.1.18000000")),
                        bulletin("C", vib("esx-base", "7.0.3-0.0.19000000")),
                        bulletin("NIC", vib("nic", "1")));
        assertEquals(
                "{A=INSTALLED, B=SUPERSEDED, C=MISSING, NIC=UNKNOWN}",
                told(compliance, withBuild(Judging.RELEASE, "7.0.2", 17500000)));
        assertEquals(
                "{A=INSTALLED, B=INSTALLED, C=MISSING, NIC=UNKNOWN}",
                told(compliance, withBuild(Judging.RELEASE, "7.0.2", 19500000)));
        assertEquals(
                "{A=INSTALLED, B=INSTALLED, C=INSTALLED, NIC=UNKNOWN}",
                told(compliance, withBuild(Judging.RELEASE, "7.0.3", 19500000)));
    }

    @Test
    void anOlderUpdateLacksANewerOneOfWhichAloneSomethingIsListed() {
        HostCompliance compliance =
                compliance(bulletin("U3W", vib("esx-base", "7.0.3-0.155.24784741")));
        assertEquals(
                "{U3W=MISSING}", told(compliance, withBuild(Judging.RELEASE, "7.0.2", 17867351)));
        assertEquals(
                "{U3W=MISSING}", told(compliance, withBuild(Judging.RELEASE, "7.0.2", 24999999)));
        assertEquals(
                "{U3W=UNKNOWN}", told(compliance, withBuild(Judging.RELEASE, "7.0", 17867351)));
        HostReport newer = report(compliance, withBuild(Judging.RELEASE, "7.0.4", 1));
        assertEquals("it is newer than all that is listed", newer.reason());
    }

    @Test
    void aBuildTellsNothingOfWhatIsNotBuiltWithIt() {
        HostCompliance compliance =
                compliance(
                        bulletin("BASE", vib("esx-base", "7.0.3-0.1.19000000")),
                        bulletin(
                                "IMAGE",
                                vib("esx-base", "7.0.3-0.1.19000000"),
                                vib("esx-ui-base", "7.0.3-0.1.19000000")),
                        bulletin(
                                "MORE",
                                vib("esx-base", "7.0.3-0.1.19000000"),
                                vib("other", "1.2")));
        assertEquals(
                "{BASE=INSTALLED, IMAGE=INSTALLED, MORE=UNKNOWN}",
                told(compliance, withBuild(Judging.RELEASE, "7.0.3", 19000000)));
        assertEquals(
                "{BASE=MISSING, IMAGE=MISSING, MORE=MISSING}",
                told(compliance, withBuild(Judging.RELEASE, "7.0.3", 18000000)));
    }

    @Test
    void aHostWhoseBuildIsNewerThanTheCatalogueIsToldSo() {
        HostCompliance compliance =
                compliance(bulletin("P", vib("esx-base", "7.0.3-0.1.19000000")));
        HostReport newer = report(compliance, withBuild(Judging.RELEASE, "7.0.3", 19500000));
        assertEquals("it is newer than all that is listed", newer.reason());
        assertEquals(
                List.of(
                        "its build 19500000 is newer than the newest esx-base that is listed,"
                                + " 7.0.3-0.1.19000000"),
                newer.remarks());
        assertEquals(
                "it has all that is demanded",
                report(compliance, withBuild(Judging.RELEASE, "7.0.3", 19000000)).reason());
    }
}
