package org.esxsync.compliance;

import static org.esxsync.compliance.Judging.compliance;
import static org.esxsync.compliance.Judging.verdicts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.JudgedVib;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.esxsync.room.testkit.RealSamples;
import org.junit.jupiter.api.Test;

/**
 * One host before and after an update of its image: what the second list has, each VIB made a
 * bulletin, is demanded of the first. Vendors change between the two, and do not count.
 */
class UpdatePairTest {

    private static final String PROFILE = "Second-standard";

    /** The shape of such a pair, with made-up drivers. */
    private static final String BEFORE =
            """
            [root@host1:~] esxcli software vib list
            Name                 Version                            Vendor  Acceptance Level  Install Date
            -------------------  ---------------------------------  ------  ----------------  ------------
            nic-one              118.0.38.0-1OEM.700.1.0.11111111   ONE     VMwareCertified   2021-06-15
            maker-shared-raid    06.806.92.00-1OEM.700.1.0.1111111  ONE     VMwareCertified   2021-06-15
            nic-two              1.10.9.0-1OEM.700.1.0.11111111     TWO     VMwareCertified   2021-06-15
            raid-three           7.716.03.00-1OEM.700.1.0.11111111  THREE   VMwareCertified   2021-06-15
            sas-four             17.00.10.00-2vmw.702.0.0.17867351  VMW     VMwareCertified   2021-06-15
            gone-five            1.0-1                              FIVE    PartnerSupported  2021-06-15
            cpu-microcode        7.0.2-0.0.17867351                 VMware  VMwareCertified   2021-06-15
            esx-base             7.0.2-0.0.17867351                 VMware  VMwareCertified   2021-06-15
            esx-ui               1.34.8-17417756                    VMware  VMwareCertified   2021-06-15
            tools                11.2.5.17337674-17867351           VMware  VMwareCertified   2021-06-15

            """;

    private static final String AFTER =
            """
            [root@host1:~] esxcli software vib list
            Name                 Version                            Vendor  Acceptance Level  Install Date
            -------------------  ---------------------------------  ------  ----------------  ------------
            nic-one              122.0.155.0-1OEM.700.1.0.11111111  OTHER   VMwareCertified   2023-01-10
            maker-shared-raid    06.806.92.00-1OEM.700.1.0.1111111  OTHER   VMwareCertified   2021-06-15
            nic-two              1.14.3.0-1OEM.700.1.0.11111111     OTHER   VMwareCertified   2023-01-10
            raid-three           7.722.02.00-1OEM.700.1.0.11111111  OTHER   VMwareCertified   2023-01-10
            sas-four             23.00.00.00-1OEM.700.1.0.11111111  OTHER   VMwareCertified   2023-01-10
            maker-new            5.2.0.1-2022.10.07                 MAKER   PartnerSupported  2023-01-10
            cpu-microcode        7.0.3-0.60.20328353                VMware  VMwareCertified   2023-01-10
            esx-base             7.0.3-0.65.20842708                VMware  VMwareCertified   2023-01-10
            esx-ui               1.43.8-19798623                    VMware  VMwareCertified   2023-01-10
            tools                12.1.0.20219665-20841705           VMware  VMwareCertified   2023-01-10

            """;

    @Test
    void aPairOfListsIsJudged() {
        judged(only(BEFORE), only(AFTER), "maker-shared-raid", "maker-new");
    }

    /** The real pair, of a host of Dell. */
    @Test
    void theRealPairIsJudged() throws IOException {
        judged(
                only(Files.readString(RealSamples.require("hosts/viblist-7.0.2-dell.txt"))),
                only(Files.readString(RealSamples.require("hosts/viblist-7.0.3-dell.txt"))),
                "dell-shared-perc8",
                "dell-fist-util");
    }

    /**
     * @param same the one that both lists have in the same version
     * @param added the one that the first list does not have
     */
    private static void judged(Host before, Host after, String same, String added) {
        List<InstalledVib> brought = Objects.requireNonNull(after.vibs());
        assertEquals(10, brought.size());
        List<Patch> patches = new ArrayList<>();
        brought.forEach(each -> patches.add(ListedPatches.bulletin(each.name(), vib(each))));
        patches.add(
                ListedPatches.profile(
                        PROFILE, brought.stream().map(UpdatePairTest::vib).toArray(Vib[]::new)));
        HostCompliance compliance = compliance(patches.toArray(Patch[]::new));
        Map<String, PatchVerdict> expected = new TreeMap<>();
        brought.forEach(each -> expected.put(each.name(), PatchVerdict.MISSING));
        expected.put(same, PatchVerdict.INSTALLED);
        Map<String, PatchVerdict> ofProfile = new TreeMap<>(expected);
        expected.put(added, PatchVerdict.NOT_APPLICABLE);
        assertEquals(expected, verdicts(compliance, before, Baseline.ALL));
        assertEquals(ofProfile, againstProfile(compliance, before));
    }

    private static Map<String, PatchVerdict> againstProfile(HostCompliance compliance, Host host) {
        Map<String, PatchVerdict> verdicts = new TreeMap<>();
        for (JudgedVib each :
                compliance
                        .details(host, Baseline.named(List.of(PROFILE)), null)
                        .patches()
                        .get(0)
                        .vibs()) {
            verdicts.put(each.vib().name(), each.verdict());
        }
        return verdicts;
    }

    private static Host only(String list) {
        List<Host> hosts =
                new InventoryReader()
                        .read(
                                "list",
                                new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)))
                        .hosts();
        assertEquals(1, hosts.size());
        return hosts.get(0);
    }

    private static Vib vib(InstalledVib installed) {
        return Vib.builder("ANY", "bootbank", installed.name(), installed.version()).build();
    }
}
