package org.esxsync.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.room.testkit.RealSamples;
import org.junit.jupiter.api.Test;

/** Outputs of real hosts and tools, where the folder with them stands beside the repository. */
class HostSamplesTest {

    private static Inventory read(String file) {
        return new InventoryReader().read(List.of(RealSamples.require("hosts/" + file)));
    }

    private static Host only(String file) {
        List<Host> hosts = read(file).hosts();
        assertEquals(1, hosts.size(), hosts::toString);
        return hosts.get(0);
    }

    private static void tells(Host host, String name, String release, String version, long build) {
        assertEquals(name, host.name());
        assertEquals(release, String.valueOf(host.release()));
        assertEquals(version, host.version());
        assertEquals(build, host.build());
    }

    private static List<InstalledVib> vibs(Host host) {
        return Objects.requireNonNull(host.vibs());
    }

    private static void has(Host host, String name, String version) {
        assertTrue(
                vibs(host).stream()
                        .anyMatch(
                                vib ->
                                        vib.name().equals(name)
                                                && vib.version().text().equals(version)),
                () -> name + " in " + vibs(host));
    }

    @Test
    void aListOfVibsOf50IsRead() {
        Host host = only("viblist-5.0.txt");
        tells(host, "viblist-5.0", "esxi-5.0", "5.0.0", 469512);
        assertEquals(7, vibs(host).size());
        has(host, "net-bnx2", "2.0.15g.v50.11-5vmw.500.0.0.469512");
        assertEquals(List.of(), host.gaps());
        assertEquals(List.of(), read("viblist-5.0.txt").problems());
    }

    @Test
    void listsOfVibsOf70AreRead() {
        Host before = only("viblist-7.0.2-dell.txt");
        tells(before, "esx01", "esxi-7.0", "7.0.2", 17867351);
        assertEquals(13, vibs(before).size());
        has(before, "nhpsa", "70.0051.0.100-2vmw.702.0.0.17867351");
        Host after = only("viblist-7.0.3-dell.txt");
        assertEquals(10, vibs(after).size());
        has(after, "dell-fist-util", "5.2.0.1-2022.10.07");
        assertFalse(after.gaps().isEmpty(), "it has no esx-base");
    }

    @Test
    void listsOfVibsWithPlatformsAreRead() {
        Host line = only("viblist-8.0.2-line.txt");
        tells(line, "viblist-8.0.2-line", "esxi-8.0", "8.0.2", 23825572);
        has(line, "esx-base", "8.0.2-0.40.23825572");
        Host nine = only("viblist-9.0.0.txt");
        tells(nine, "esx01", "esxi-9.0", "9.0.0", 24755229);
        assertEquals(9, vibs(nine).size());
        has(nine, "lpfc", "900.14.4.390.14-36vmw.900.0.24755229");
    }

    @Test
    void aDateThatIsNoneDoesNotMatterAndASearchIsAPart() {
        Host host = only("viblist-badrow.txt");
        tells(host, "esx01", "esxi-7.0", "7.0.3", 19482537);
        has(host, "esx-base", "7.0.3-0.35.19482537");
        assertTrue(host.gaps().get(0).contains("only a part"), host.gaps()::toString);
    }

    @Test
    void vibGetTellsRelations() {
        Host host = only("vib-get.txt");
        assertEquals(2, vibs(host).size());
        InstalledVib vxlan = vibs(host).get(0);
        assertEquals("esx-vxlan 5.5.0-0.0.2983935", vxlan.toString());
        assertEquals(
                "[esx-base >= 5.5, esx-base <= 6.0.0, nsx-api <= 1, vmkapi_2_2_0_0]",
                vxlan.depends().toString());
        assertEquals("[esx-traceflow, esx-dvfilter-switch-security]", vxlan.replaces().toString());
        assertEquals("[net51-drivers]", vibs(host).get(1).conflicts().toString());
    }

    @Test
    void imageProfilesOfSeveralHostsAreRead() {
        Inventory inventory = read("profile-get.txt");
        assertEquals(
                List.of("esx01", "esx02", "profile-get"),
                inventory.hosts().stream().map(Host::name).toList());
        Host first = inventory.hosts().get(0);
        assertEquals("ESXi-8.0U3b-24280767-standard", first.profile());
        assertTrue(first.profileChanged());
        assertEquals("8.0.3", first.version());
        assertEquals("HPE-Custom-AddOn_703.0.0.10.9.0-11", inventory.hosts().get(1).profile());
        assertEquals("5.5.0", inventory.hosts().get(2).version());
    }

    @Test
    void aRowOfComponentsIsRead() {
        Host host = only("component-list-line.txt");
        assertEquals(
                "[NVD-AIE-800 525.105.14-1OEM.800.1.0.20613240]",
                String.valueOf(host.components()));
    }

    @Test
    void versionsOfSeveralHostsAreRead() {
        List<Host> hosts = read("version.txt").hosts();
        assertEquals(4, hosts.size(), hosts::toString);
        tells(hosts.get(0), "esx01", "esxi-6.5", "6.5.0", 14320405);
        tells(hosts.get(1), "version", "esxi-5.5", "5.5.0", 1623387);
        assertEquals("7.0.2", hosts.get(2).version());
        tells(hosts.get(3), "esx03", "esxi-7.0", "7.0.1", 16850804);
        assertEquals(new VibVersion("7.0.1-0.0.16850804"), hosts.get(3).base());
    }

    @Test
    void buildInfoIsRead() {
        tells(only("buildinfo.txt"), "buildinfo", "esxi-7.0", "7.0.3", 18644231);
    }

    @Test
    void theToolsOfOldReleasesAreRead() {
        Host first = only("esxupdate-3.5.txt");
        tells(first, "esxupdate-3.5", "esx-3.5", "3.5.0", 56329);
        assertEquals(List.of("ESX350-200802055-BG", "ESX350-200803066-SG"), first.bulletins());
        Host second = only("esxupdate-4.1.txt");
        assertEquals("esxi-4.1", String.valueOf(second.release()));
        assertEquals(2, Objects.requireNonNull(second.bulletins()).size());
        Host third = only("esxupdate-6.0.txt");
        assertEquals("esxi-6.0", String.valueOf(third.release()));
        Host scan = only("vihostupdate-scan.txt");
        assertEquals(
                List.of("ESXi410-201101201-SG", "ESXi410-201101202-UG", "ESXi410-Update01"),
                scan.lacking());
        Host ipkg = only("ipkg-4.1.txt");
        assertEquals("esxi-4.1", String.valueOf(ipkg.release()));
        assertEquals(3, vibs(ipkg).size());
        has(ipkg, "emulex-cim-provider", "410.2.0.32.1-207424");
        assertEquals(List.of(), ipkg.gaps());
    }

    @Test
    void jsonOfToolsIsRead() {
        Host govc = only("govc-esxcli.json");
        has(govc, "esx-ui", "2.12.0-21482143");
        Host ansible = only("ansible-package.json");
        tells(ansible, "esx01.example.org", "esxi-7.0", "7.0.3", 19482537);
        tells(only("ansible-facts.json"), "192.0.2.10", "esxi-6.5", "6.5.0", 4887370);
    }

    @Test
    void sheetsOfRvtoolsAreRead() {
        tells(only("rvtools-vhost-old.csv"), "192.0.2.11", "esxi-5.5", "5.5.0", 3568722);
        Inventory empty = read("rvtools-vhost-new-header.txt");
        assertEquals(List.of(), empty.hosts());
        assertTrue(empty.problems().get(0).contains("RVTools vHost"), empty.problems()::toString);
    }

    @Test
    void theWholeFolderIsReadAndWhatIsNoOutputIsTold() {
        Inventory inventory = new InventoryReader().read(List.of(RealSamples.require("hosts")));
        assertNotNull(inventory.hosts());
        for (String none : List.of("README.md", "builds-traps.tsv")) {
            assertTrue(
                    inventory.problems().stream().anyMatch(each -> each.startsWith(none)),
                    inventory.problems()::toString);
        }
        assertTrue(
                inventory.problems().stream().anyMatch(each -> each.contains("two hosts")),
                inventory.problems()::toString);
    }
}
