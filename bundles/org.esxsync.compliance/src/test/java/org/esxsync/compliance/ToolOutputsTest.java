package org.esxsync.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.patch.VibVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms of which a tool or a command prints little: made-up lines in their shape. */
class ToolOutputsTest {

    private static Inventory read(String text) {
        return new InventoryReader()
                .read("input", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Host only(String text) {
        Inventory inventory = read(text);
        assertEquals(List.of(), inventory.problems());
        assertEquals(1, inventory.hosts().size(), inventory::toString);
        return inventory.hosts().get(0);
    }

    private static String summary(Host host) {
        return "%s %s %s %s".formatted(host.name(), host.release(), host.version(), host.build());
    }

    private static String form(Host host) {
        return String.join("; ", host.origins());
    }

    @Test
    void aSheetOfRvtoolsIsReadByItsHeadings() {
        Inventory inventory =
                read(
                        """
                        Host,Datacenter,ESX Version,Boot time
                        esx01.example.org,DC,VMware ESXi 7.0.3 build-11111111,2022-01-01
                        esx02.example.org,"D,C",VMware ESXi 5.5.0 build-2222222,2022-01-01
                        """);
        assertEquals(
                List.of(
                        "esx01.example.org esxi-7.0 7.0.3 11111111",
                        "esx02.example.org esxi-5.5 5.5.0 2222222"),
                inventory.hosts().stream().map(ToolOutputsTest::summary).toList());
        assertEquals("input: RVTools vHost (CSV)", form(inventory.hosts().get(0)));
        assertEquals(
                "esx01 esxi-8.0 8.0.1 22222222",
                summary(
                        only(
                                """
                                ESX Version;Host
                                VMware ESXi 8.0.1 build-22222222;esx01
                                """)));
    }

    @Test
    void packagesOfAnsibleAreVibsOfEachHost() {
        Inventory inventory =
                read(
                        """
                        {"changed": false, "hosts_package_info": {
                          "esx01": [{"name": "esx-base", "version": "7.0.3-0.10.11111111",
                            "vendor": "VMware", "acceptance_level": "vmware_certified"}],
                          "esx02": [{"name": "esx-base", "version": "8.0.1-0.1.22222222",
                            "vendor": "VMware", "acceptance_level": "vmware_certified"}]}}
                        """);
        assertEquals(
                List.of("esx01 esxi-7.0 7.0.3 11111111", "esx02 esxi-8.0 8.0.1 22222222"),
                inventory.hosts().stream().map(ToolOutputsTest::summary).toList());
        assertEquals(
                "input: Ansible vmware_host_package_info (JSON)", form(inventory.hosts().get(0)));
    }

    private static final String FACTS =
            """
            {"ansible_facts": {"ansible_distribution": "VMware ESXi",
              "ansible_distribution_build": "11111111", "ansible_distribution_version": "7.0.3",
              "ansible_hostname": "esx01", "ansible_os_type": "vmnix-x86"}}
            """;

    @Test
    void factsOfAnsibleTellVersionAndBuild() {
        Host host = only(FACTS);
        assertEquals("esx01 esxi-7.0 7.0.3 11111111", summary(host));
        assertEquals("input: Ansible vmware_host_facts (JSON)", form(host));
    }

    /** Another product of the same name and version: what the tool calls the system tells. */
    @Test
    void esxiForArmIsAnotherProduct() {
        assertEquals(
                "esx01 esxiarm-7.0 7.0.3 11111111",
                summary(only(FACTS.replace("vmnix-x86", "vmnix-arm64"))));
        String info =
                """
                {"hostSystems": [{"summary": {"config": {"name": "esx01", "product":
                  {"fullName": "VMware ESXi 8.0.1 build-22222222", "version": "8.0.1",
                   "build": "22222222", "osType": "vmnix-arm64"}}}}]}
                """;
        assertEquals("esx01 esxiarm-8.0 8.0.1 22222222", summary(only(info)));
        assertEquals(
                "esx01 esxi-8.0 8.0.1 22222222",
                summary(only(info.replace("vmnix-arm64", "vmnix-x86"))));
    }

    @Test
    void theBaseImageTellsTheVersionOfItsVib() {
        Host host =
                only(
                        """
                        [root@esx01:~] esxcli software baseimage get
                        ESXi:8.0.1-0.1.22222222
                        """);
        assertEquals("esx01 esxi-8.0 8.0.1 22222222", summary(host));
        assertEquals(new VibVersion("8.0.1-0.1.22222222"), host.base());
        assertEquals("input: esxcli software baseimage get", form(host));
    }

    @ParameterizedTest
    @CsvSource({
        "VMware ESXi 7.0 Update 2, esxi-7.0, 7.0.2",
        "VMware ESXi 7.0 GA, esxi-7.0, 7.0",
        "VMware ESXi 5.5.0 Update 1, esxi-5.5, 5.5.0",
        "VMware ESX 4.1.0 Update 1, esx-4.1, 4.1.0",
        "VMware ESXi 8.0.1, esxi-8.0, 8.0.1"
    })
    void vmwareLTellsTheUpdate(String line, String release, String version) {
        Host host = only("[root@esx01:~] vmware -l\n" + line + "\n");
        assertEquals("esx01 %s %s null".formatted(release, version), summary(host));
        assertEquals("input: vmware -l", form(host));
    }

    @Test
    void aTableOfComponentsIsReadByItsHeadings() {
        Host host =
                only(
                        """
                        [root@esx01:~] esxcli software component list
                        Name         Display Name     Version         Display Version  Vendor  Creation Date  Acceptance Level  Status
                        -----------  ---------------  --------------  ---------------  ------  -------------  ----------------  ---------
                        ESXi         ESXi             8.0.1-0.1.2222  8.0 Update 1     VMware  04-01-2023     VMwareCertified   installed
                        Made-Up-NIC  A driver for it  1.2.3-4vmw      1.2.3            ACME    03-27-2023     VMwareAccepted    installed
                        """);
        assertEquals(
                "[ESXi 8.0.1-0.1.2222, Made-Up-NIC 1.2.3-4vmw]", String.valueOf(host.components()));
        assertEquals("input: esxcli software component list", form(host));
    }

    @Test
    void theVibsOfAnImageProfileAreReadFromItsLine() {
        Host host =
                only(
                        """
                        [root@esx01:~] esxcli software profile get
                        ESXi-8.0U1-22222222-standard
                           Name: ESXi-8.0U1-22222222-standard
                           Vendor: VMware, Inc.
                           Creation Time: 2023-04-01T00:00:00
                           Modification Time: 2023-04-01T00:00:00
                           Stateless Ready: True
                           Description:
                              Made up
                           VIBs: esx-base 8.0.1-0.1.22222222, made-up 1.0-1,nic 2.0

                        """);
        assertEquals("ESXi-8.0U1-22222222-standard", host.profile());
        assertEquals(
                "[esx-base 8.0.1-0.1.22222222, made-up 1.0-1, nic 2.0]",
                String.valueOf(host.vibs()));
        assertEquals("esx01 esxi-8.0 8.0.1 22222222", summary(host));
    }
}
