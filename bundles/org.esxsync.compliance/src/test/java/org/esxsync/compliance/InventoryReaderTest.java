package org.esxsync.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.Inventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryReaderTest {

    private static final String VIB_LIST =
            """
            [root@host1:~] esxcli software vib list
            Name        Version              Vendor  Acceptance Level  Install Date
            ----------  -------------------  ------  ----------------  ------------
            esx-base    7.0.3-0.10.11111111  VMware  VMwareCertified   2022-01-01
            made-up-nic 1.2.3-4vmw.703.0.1   ACME    VMwareAccepted    2022-01-01
            """;

    private static Inventory read(String text) {
        return read(text, StandardCharsets.UTF_8);
    }

    private static Inventory read(String text, Charset charset) {
        return new InventoryReader()
                .read("input", new ByteArrayInputStream(text.getBytes(charset)));
    }

    private static Host only(Inventory inventory) {
        assertEquals(1, inventory.hosts().size(), inventory::toString);
        return inventory.hosts().get(0);
    }

    private static String vibs(Host host) {
        return String.valueOf(host.vibs());
    }

    private static String summary(Host host) {
        return "%s %s %s %s".formatted(host.name(), host.release(), host.version(), host.build());
    }

    @Test
    void aListOfVibsTellsReleaseVersionAndBuild() {
        Host host = only(read(VIB_LIST));
        assertEquals("host1 esxi-7.0 7.0.3 11111111", summary(host));
        assertEquals("[esx-base 7.0.3-0.10.11111111, made-up-nic 1.2.3-4vmw.703.0.1]", vibs(host));
        assertEquals(List.of("input: esxcli software vib list"), host.origins());
    }

    @Test
    void lineEndsAndEncodingsDoNotMatter() {
        String mixed = VIB_LIST.replaceFirst("\n", "\r\n").replaceFirst("Date\n", "Date\r");
        String expected = vibs(only(read(VIB_LIST)));
        assertEquals(expected, vibs(only(read(mixed))));
        assertEquals(expected, vibs(only(read("\uFEFF" + VIB_LIST))));
        assertEquals(expected, vibs(only(read(VIB_LIST, StandardCharsets.UTF_16LE))));
        assertEquals(expected, vibs(only(read(VIB_LIST, StandardCharsets.UTF_16BE))));
        assertEquals(expected, vibs(only(read("\uFEFF" + VIB_LIST, StandardCharsets.UTF_16LE))));
    }

    @Test
    void columnsGoByTheirHeadings() {
        Host host =
                only(
                        read(
                                """
                                Vendor  Name      Platforms  Version
                                ------  --------  ---------  -------------
                                VMware  esx-base  host       8.0.1-0.1.22222222
                                ACME    made-up   host       1.0
                                """));
        assertEquals("[esx-base 8.0.1-0.1.22222222, made-up 1.0]", vibs(host));
    }

    @Test
    void aTableThatIsCutIsAGap() {
        Inventory inventory = read(VIB_LIST + "made-up-other  1.2.");
        assertEquals(2, Objects.requireNonNull(only(inventory).vibs()).size());
        assertEquals(List.of("a row of its table is cut or moved"), only(inventory).gaps());
        assertTrue(inventory.problems().get(0).startsWith("input:6: the row is cut"));
    }

    @Test
    void aVersionThatIsNoneIsToldAndTheRestGoesOn() {
        Inventory inventory =
                read(
                        VIB_LIST.replace("1.2.3-4vmw", "1-2-3")
                                + "z-last      1.0                  ACME    VMwareAccepted    x\n");
        assertEquals("[esx-base 7.0.3-0.10.11111111, z-last 1.0]", vibs(only(inventory)));
        assertTrue(inventory.problems().get(0).contains("more than one dash"));
        assertFalse(only(inventory).gaps().isEmpty());
    }

    @Test
    void formattersOfEsxcliAreRead() {
        String expected = "[esx-base 8.0.1-0.1.22222222, made-up 1.0]";
        String csv =
                """
                AcceptanceLevel,ID,InstallDate,Name,Platforms,Vendor,Version,
                VMwareCertified,x,2024-01-01,esx-base,host,VMware,8.0.1-0.1.22222222,
                VMwareCertified,x,2024-01-01,made-up,"host,dpu",ACME,1.0,
                """;
        assertEquals(expected, vibs(only(read(csv))));
        String keyValue =
                """
                VIBSummaryExt[0].Name.string=esx-base
                VIBSummaryExt[0].Vendor.string=VMware
                VIBSummaryExt[0].Version.string=8.0.1-0.1.22222222
                VIBSummaryExt[1].Name.string=made-up
                VIBSummaryExt[1].Vendor.string=ACME
                VIBSummaryExt[1].Version.string=1.0
                """;
        assertEquals(expected, vibs(only(read(keyValue))));
        String json =
                """
                [{"Name": "esx-base", "Vendor": "VMware", "Version": "8.0.1-0.1.22222222"},
                 {"Name": "made-up", "Vendor": "ACME", "Version": "1.0", "Platforms": ["host"]}]
                """;
        assertEquals(expected, vibs(only(read(json))));
        String xml =
                """
                <?xml version="1.0" encoding="utf-8"?>
                <output xmlns="http://www.vmware.com/Products/ESX/5.0/esxcli/">
                <root><list type="structure">
                <structure typeName="VIBSummaryExt">
                <field name="Name"><string>esx-base</string></field>
                <field name="Vendor"><string>VMware</string></field>
                <field name="Version"><string>8.0.1-0.1.22222222</string></field>
                </structure>
                <structure typeName="VIBSummaryExt">
                <field name="Name"><string>made-up</string></field>
                <field name="Vendor"><string>ACME</string></field>
                <field name="Version"><string>1.0</string></field>
                </structure></list></root></output>
                """;
        assertEquals(expected, vibs(only(read(xml))));
    }

    @Test
    void formattersInAPastedSessionAreRead() {
        Inventory inventory =
                read(
                        """
                        [root@a:~] esxcli --formatter=json software vib list
                        [{"Name": "esx-base", "Vendor": "VMware", "Version": "8.0.1-0.1.22222222"}]
                        [root@b:~] esxcli --formatter=csv software vib list
                        Name,Vendor,Version,
                        esx-base,VMware,8.0.2-0.1.33333333,
                        [root@b:~] vmware -v
                        VMware ESXi 8.0.2 build-33333333
                        """);
        assertEquals(
                List.of("a esxi-8.0 8.0.1 22222222", "b esxi-8.0 8.0.2 33333333"),
                inventory.hosts().stream().map(InventoryReaderTest::summary).toList());
        assertEquals(List.of(), inventory.problems());
    }

    @Test
    void exportsOfPowerCliNameTheirHosts() {
        String export =
                """
                #TYPE Selected.System.Management.Automation.PSCustomObject
                "VMHost";"Name";"Version";"Vendor"
                "one";"esx-base";"7.0.3-0.10.11111111";"VMware"
                "two";"esx-base";"8.0.1-0.1.22222222";"VMware"
                "one";"made-up";"1.0";"ACME"
                """;
        Inventory inventory = read("\uFEFF" + export, StandardCharsets.UTF_16LE);
        assertEquals(
                List.of("one esxi-7.0 7.0.3 11111111", "two esxi-8.0 8.0.1 22222222"),
                inventory.hosts().stream().map(InventoryReaderTest::summary).toList());
        assertEquals("[esx-base 7.0.3-0.10.11111111, made-up 1.0]", vibs(inventory.hosts().get(0)));
        Host disconnected =
                only(
                        read(
                                "Name,ConnectionState,Version,Build\n"
                                        + "one,NotResponding,7.0.3,11111111\n"));
        assertFalse(disconnected.connected());
    }

    @Test
    void hostInfoOfGovcIsReadInBothSpellings() {
        String json =
                """
                {"hostSystems": [
                  {"summary": {"config": {"name": "one", "product":
                     {"name": "VMware ESXi", "fullName": "VMware ESXi 8.0.1 build-22222222",
                      "vendor": "VMware, Inc.", "version": "8.0.1", "build": "22222222"}},
                    "runtime": {"connectionState": "connected"}}},
                  {"summary": {"config": {"name": "two", "product":
                     {"name": "VMware ESXi", "fullName": "VMware ESXi 7.0.3 build-11111111",
                      "vendor": "VMware, Inc.", "version": "7.0.3", "build": "11111111"}},
                    "runtime": {"connectionState": "disconnected"}}}]}
                """;
        for (String text :
                List.of(json, json.replace("\"host", "\"Host").replace("\"name", "\"Name"))) {
            List<Host> hosts = read(text).hosts();
            assertEquals(
                    List.of("one esxi-8.0 8.0.1 22222222", "two esxi-7.0 7.0.3 11111111"),
                    hosts.stream().map(InventoryReaderTest::summary).toList());
            assertEquals(List.of(true, false), hosts.stream().map(Host::connected).toList());
        }
    }

    @Test
    void toolsOfOldReleasesAreRead() {
        Host old =
                only(
                        read(
                                """
                                [root@old root]# esxupdate -l query
                                Installed software bundles
                                -----Name----        --Install Date--   --------Summary--------
                                3.5.0-12345          23:37:26 11/04/08  Full installation
                                ESX350-200802999-BG  23:49:26 11/04/08  Fix
                                """));
        assertEquals("old esx-3.5 3.5.0 12345", summary(old));
        assertEquals(List.of("ESX350-200802999-BG"), old.bulletins());
        Host ipkg = only(read("~ # ipkg list_installed\nvmware-esx-made-up - 4.1.0-1.4.1 -\n"));
        assertEquals("esxi-4.1", String.valueOf(ipkg.release()));
        assertTrue(ipkg.gaps().get(0).contains("may be cut"));
        assertEquals(
                "esx-3.0.1",
                String.valueOf(only(read("VMware ESX Server 3.0.1 build-42829")).release()));
        assertEquals(
                "esxi-3.5",
                String.valueOf(only(read("VMware ESX Server 3i 3.5.0 build-123629")).release()));
    }

    @Test
    void whatARestartWillBringDoesNotRunYet() {
        Host host =
                only(
                        read(
                                """
                                [root@a:~] vmware -v
                                VMware ESXi 7.0.3 build-11111111
                                [root@a:~] esxcli software profile get --rebooting-image
                                ESXi-8.0U1-22222222-standard
                                   Name: ESXi-8.0U1-22222222-standard
                                   Creation Time: 2024-01-01T00:00:00
                                """));
        assertEquals("a esxi-7.0 7.0.3 11111111", summary(host));
        assertEquals(null, host.profile());
    }

    @Test
    void hostsOfOneNameThatDifferStayApart(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("1.txt"), VIB_LIST);
        Files.writeString(
                directory.resolve("2.txt"),
                "[root@HOST1:~] vmware -v\nVMware ESXi 7.0.3 build-11111111");
        Files.writeString(
                directory.resolve("3.txt"),
                "[root@host1:~] vmware -v\nVMware ESXi 8.0.1 build-22222222");
        Inventory inventory = new InventoryReader().read(List.of(directory));
        assertEquals(
                List.of("host1", "host1 (2)"), inventory.hosts().stream().map(Host::name).toList());
        assertEquals(2, inventory.hosts().get(0).origins().size());
        assertTrue(inventory.problems().get(0).contains("two hosts are called host1"));
    }

    @Test
    void whatIsNoTextIsToldAndNothingElse() {
        assertTrue(told("a\0b").contains("it is no text"));
        assertTrue(told("PK\3\4rest").contains("workbook"));
        assertTrue(told("Dear administrator,\nall is well.\n").contains("no output of a host"));
        assertTrue(told("").contains("no output of a host"));
    }

    private static String told(String text) {
        Inventory inventory = read(text);
        assertEquals(List.of(), inventory.hosts());
        return inventory.problems().get(0);
    }

    @Test
    void jsonThatIsNestedTooDeepEndsThere() {
        Inventory inventory = read("[".repeat(1_000_000));
        assertTrue(inventory.problems().get(0).contains("nested deeper"), inventory::toString);
        assertTrue(read("[{\"Name\": \"esx-base\", ").problems().get(0).contains("JSON is cut"));
    }

    @Test
    void xmlReadsNoOtherFile() {
        Inventory inventory =
                read(
                        "<?xml version=\"1.0\"?>\n"
                            + "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>\n"
                            + "<output><structure><field"
                            + " name=\"Name\"><string>&b;</string></field></structure></output>");
        assertEquals(List.of(), inventory.hosts());
    }

    @Test
    void aHundredThousandRowsAreRead() {
        StringBuilder text = new StringBuilder(VIB_LIST);
        for (int i = 0; i < 100_000; i++) {
            text.append("made-up-").append(i).append("  1.").append(i).append("  ACME  level\n");
        }
        assertEquals(100_002, Objects.requireNonNull(only(read(text.toString())).vibs()).size());
    }

    @Test
    void aLineWithoutEndIsNotHeld() {
        String json =
                "[{\"Name\":\"esx-base\",\"Vendor\":\"VMware\",\"Version\":\"8.0.1-0.1.22222222\",\"x\":["
                        + "\"y\",".repeat(500_000)
                        + "1]}]";
        assertEquals("[esx-base 8.0.1-0.1.22222222]", vibs(only(read(json))));
        assertEquals(List.of(), read("x".repeat(3_000_000) + "\n" + VIB_LIST).problems());
    }

    @Test
    void aPlaceThatIsNotThereIsAnError(@TempDir Path directory) {
        Path none = directory.resolve("none.txt");
        EsxSyncException error =
                assertThrows(
                        EsxSyncException.class, () -> new InventoryReader().read(List.of(none)));
        assertTrue(String.valueOf(error.getMessage()).contains("no such file"));
    }

    @Test
    void hostsThatWereExportedAreReadUpToWhatIsWrong() {
        String line =
                "{\"kept\":\"2026-01-02T03:04:05Z\",\"name\":\"esx%d\",\"version\":\"7.0.3\"}\n";
        String text = line.formatted(1) + line.formatted(2) + "{\"kept\": 1\n";
        Inventory inventory =
                new InventoryReader()
                        .read(
                                "hosts.jsonl",
                                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of("esx1", "esx2"), inventory.hosts().stream().map(Host::name).toList());
        assertEquals(Instant.parse("2026-01-02T03:04:05Z"), inventory.hosts().get(0).at());
        assertEquals(1, inventory.problems().size());
        assertTrue(
                inventory.problems().get(0).contains("the rest is left out"),
                inventory.problems()::toString);
    }
}
