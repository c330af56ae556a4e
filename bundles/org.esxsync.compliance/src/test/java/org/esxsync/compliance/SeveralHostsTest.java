package org.esxsync.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.Inventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which host an output is of. */
class SeveralHostsTest {

    private static final String FIRST =
            """
            Name      Version              Vendor  Acceptance Level  Install Date
            --------  -------------------  ------  ----------------  ------------
            esx-base  7.0.3-0.10.11111111  VMware  VMwareCertified   2022-01-01
            made-up   1.0                  ACME    VMwareAccepted    2022-01-01
            """;
    private static final String SECOND =
            FIRST.replace("7.0.3-0.10.11111111", "8.0.1-0.1.22222222 ");
    private static final String GET =
            """
               Name: %s
               Version: %s
               Vendor: ACME
               Depends: esx-version >= 7.0
            """;

    private static Inventory read(String text) {
        return new InventoryReader()
                .read("input", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> names(Inventory inventory) {
        return inventory.hosts().stream().map(Host::name).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "ssh root@esx01 esxcli software vib list,esx01",
        "ssh -p 22 -l root -q esx01.example.org esxcli software vib list,esx01.example.org",
        "sshpass -p x /usr/bin/ssh -oUser=root esx01 'esxcli software vib list',esx01",
        "esxcli -s esx01 -u root software vib list,esx01",
        "esxcli --server=vc --vihost=esx01 software vib list,esx01",
        "esxcli --server vc -h esx01 software vib list,esx01",
        "vihostupdate.pl --server esx01 --query,esx01",
        "govc host.esxcli -json -host /dc/host/cluster/esx01 software vib list,esx01",
        "esxcli software vib list -h,jump"
    })
    void aCommandThatAsksAnotherHostNamesIt(String command, String host) {
        assertEquals(List.of(host), names(read("admin@jump:~$ " + command + "\n" + FIRST)));
    }

    @Test
    void aJumpHostIsNotTheHostsThatItAsks() {
        Inventory inventory =
                read(
                        "admin@jump:~$ ssh root@esx01 esxcli software vib list\n"
                                + FIRST
                                + "admin@jump:~$ ssh root@esx02 esxcli software vib list\n"
                                + SECOND
                                + "admin@jump:~$ exit\n");
        assertEquals(List.of("esx01", "esx02"), names(inventory));
        assertEquals(List.of(), inventory.problems());
    }

    @Test
    void aListThatTakesThePlaceOfAnotherIsTold() {
        String prompt = "[root@esx01:~] esxcli software vib list\n";
        assertEquals(List.of(), read(prompt + FIRST + prompt + FIRST).problems());
        Inventory inventory = read(prompt + FIRST + prompt + SECOND);
        assertTrue(
                inventory.problems().get(0).contains("two lists of one kind are told of esx01"),
                inventory::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=== %s ===",
                "===%s===",
                "--- %s ---",
                "##### %s #####",
                "*** %s ***",
                "==> lists/%s.txt <==",
                "%s | CHANGED | rc=0 >>",
                "%s | SUCCESS | rc=0 >>"
            })
    void aLineBetweenTheOutputsNamesTheNextHost(String line) {
        Inventory inventory =
                read(line.formatted("a1") + "\n" + FIRST + line.formatted("a2") + "\n" + SECOND);
        assertEquals(List.of("a1", "a2"), names(inventory));
        assertEquals(List.of(), inventory.problems());
        for (Host host : inventory.hosts()) {
            assertEquals(2, Objects.requireNonNull(host.vibs()).size(), host::toString);
        }
    }

    @Test
    void aLineBetweenOutputsOfOtherFormsNamesTheNextHost() {
        String csv = "Name,Version,Vendor\nesx-base,7.0.3-0.10.11111111,VMware\n";
        String json =
                "[{\"Name\": \"esx-base\", \"Version\": \"8.0.1-0.1.22222222\","
                        + " \"Vendor\": \"VMware\"}]\n";
        Inventory inventory =
                read("=== a1 ===\n" + csv + "=== a2 ===\n" + json + "=== a3 ===\n" + csv);
        assertEquals(List.of("a1", "a2", "a3"), names(inventory));
        assertEquals(List.of(), inventory.problems());
    }

    @Test
    void aPromptWithoutANameIsOfTheHostThatTheLineAboveNames() {
        Inventory inventory =
                read(
                        "=== a1 ===\n~ # vmware -v\nVMware ESXi 7.0.3 build-11111111\n"
                                + "~ # esxcli software vib list\n"
                                + FIRST
                                + "=== vibs ===\n"
                                + "=== a2 ===\n~ # esxcli software vib list\n"
                                + SECOND);
        assertEquals(List.of("a1", "a2"), names(inventory));
        assertEquals(11111111L, inventory.hosts().get(0).build());
    }

    @Test
    void aHostThatAnsibleCouldNotReachIsNotConnected() {
        Inventory inventory =
                read(
                        "a1 | CHANGED | rc=0 >>\n"
                                + FIRST
                                + "a2 | UNREACHABLE! => {\n    \"changed\": false,\n"
                                + "    \"unreachable\": true\n}\n"
                                + "a3 | CHANGED | rc=0 >>\n"
                                + SECOND);
        assertEquals(List.of("a1", "a2", "a3"), names(inventory));
        assertEquals(
                List.of(true, false, true),
                inventory.hosts().stream().map(Host::connected).toList());
        assertEquals(List.of(), inventory.problems());
        assertEquals(List.of(), inventory.hosts().get(0).gaps());
    }

    @Test
    void aListThatStandsTwiceWithoutANameIsOfOneHost() {
        assertEquals(List.of("input"), names(read(FIRST + FIRST)));
        assertEquals(List.of(), read(FIRST + FIRST).problems());
        Inventory differ = read(FIRST + SECOND);
        assertEquals(List.of("input", "input (2)"), names(differ));
        assertTrue(differ.problems().get(0).contains("'=== NAME ==='"), differ::toString);
    }

    @Test
    void aRowThatIsNoVibBecomesNone() {
        Inventory inventory = read(FIRST + "=====     a2 12      ACME    VMwareAccepted\n");
        assertEquals(2, Objects.requireNonNull(inventory.hosts().get(0).vibs()).size());
        assertEquals(1, inventory.problems().size(), inventory::toString);
    }

    @Test
    void aPartAddsToTheWholeThatIsKnown() {
        String list = "[root@esx01:~] esxcli software vib list\n" + FIRST;
        String get =
                "[root@esx01:~] esxcli software vib get -n made-up\n"
                        + GET.formatted("made-up", "1.0");
        for (String text : List.of(list + get, get + list)) {
            Inventory inventory = read(text);
            Host host = inventory.hosts().get(0);
            assertEquals(2, Objects.requireNonNull(host.vibs()).size(), text);
            assertEquals(List.of(), host.gaps());
            assertEquals(List.of(), inventory.problems());
        }
        assertEquals(
                "[esx-version >= 7.0]",
                Objects.requireNonNull(read(list + get).hosts().get(0).vibs())
                        .get(1)
                        .depends()
                        .toString());
        assertTrue(read(get).hosts().get(0).gaps().get(0).contains("only a part"));
    }

    @Test
    void listAndGetOfOneHostInTwoFilesArePutTogether(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("list.txt"), "[root@esx01:~] \n" + FIRST);
        Files.writeString(
                directory.resolve("get.txt"),
                "[root@esx01:~] esxcli software vib get\n"
                        + GET.formatted("esx-base", "7.0.3-0.10.11111111")
                        + GET.formatted("made-up", "1.0"));
        Inventory inventory = new InventoryReader().read(List.of(directory));
        assertEquals(List.of("esx01"), names(inventory));
        Host host = inventory.hosts().get(0);
        assertFalse(Objects.requireNonNull(host.vibs()).get(0).depends().isEmpty());
    }

    /** An image of HPE's for 7.0.3 is on no host of 7.0.2. */
    @Test
    void hostsOfOneNameWithDifferentUpdatesAreTwo(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("a.txt"), "[root@esx01:~] vmware -l\nVMware ESXi 7.0 Update 2\n");
        Files.writeString(
                directory.resolve("b.txt"),
                """
                [root@esx01:~] esxcli software profile get
                HPE-Made-Up_703.0.0.10.9.0-11
                   Name: HPE-Made-Up_703.0.0.10.9.0-11
                   Creation Time: 2022-06-08T14:43:53
                """);
        Inventory inventory = new InventoryReader().read(List.of(directory));
        assertEquals(List.of("esx01", "esx01 (2)"), names(inventory));
        assertEquals(
                List.of("7.0.2", "7.0.3"), inventory.hosts().stream().map(Host::version).toList());
        assertTrue(inventory.problems().get(0).contains("two hosts"), inventory::toString);
    }

    /** Who tells the release alone does not contradict who tells the update. */
    @Test
    void theVersionThatTellsMoreCounts(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("a.txt"), "[root@esx01:~] vmware -l\nVMware ESXi 7.0\n");
        Files.writeString(
                directory.resolve("b.txt"), "[root@esx01:~] vmware -l\nVMware ESXi 7.0 Update 2\n");
        Inventory inventory = new InventoryReader().read(List.of(directory));
        assertEquals(List.of("esx01"), names(inventory));
        assertEquals("7.0.2", inventory.hosts().get(0).version());
    }

    @Test
    void hostsWithoutANameGoByTheirDirectories(@TempDir Path directory) throws IOException {
        for (String each : List.of("a/esx01", "a/esx02", "b/esx01")) {
            Files.createDirectories(directory.resolve(each));
            Files.writeString(directory.resolve(each).resolve("viblist.txt"), FIRST);
        }
        Files.writeString(directory.resolve("a/esx03.txt"), FIRST);
        Files.writeString(directory.resolve("a/esx03.csv"), "VMware ESXi 7.0.3 build-11111111\n");
        Inventory inventory = new InventoryReader().read(List.of(directory, directory));
        assertEquals(
                List.of("a/esx01/viblist", "a/esx02/viblist", "b/esx01/viblist", "esx03"),
                names(inventory).stream().sorted().toList());
        assertEquals(List.of(), inventory.problems());
    }

    @Test
    void theFirstHostWithoutANameHasTheNameOfTheFile() {
        Inventory inventory =
                read(
                        "[root@esx01:~] vmware -v\nVMware ESXi 7.0.3 build-11111111\n"
                                + "~ # vmware -v\nVMware ESXi 8.0.1 build-22222222\n"
                                + "[root@esx02:~] vmware -v\nVMware ESXi 7.0.3 build-11111111\n"
                                + "~ # vmware -v\nVMware ESXi 8.0.2 build-33333333\n");
        assertEquals(
                List.of("esx01", "esx02", "input", "input (2)"),
                names(inventory).stream().sorted().toList());
    }

    @Test
    void manyHostsOfOneNameAreNumberedAndToldInPart(@TempDir Path directory) throws IOException {
        for (int i = 0; i < 1200; i++) {
            Files.writeString(
                    directory.resolve(i + ".txt"),
                    "[root@esx01:~] vmware -v\nVMware ESXi 7.0.3 build-%d\n".formatted(10000 + i));
        }
        Inventory inventory = new InventoryReader().read(List.of(directory));
        assertEquals(1200, inventory.hosts().size());
        assertTrue(names(inventory).contains("esx01 (1200)"));
        assertEquals(1001, inventory.problems().size());
        assertEquals("199 more of the like", inventory.problems().get(1000));
    }
}
