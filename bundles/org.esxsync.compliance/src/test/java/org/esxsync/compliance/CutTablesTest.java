package org.esxsync.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.Inventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that ends early must not count as the whole. */
class CutTablesTest {

    private static final String TABLE =
            """
            Name      Version              Vendor  Acceptance Level  Install Date
            --------  -------------------  ------  ----------------  ------------
            esx-base  7.0.3-0.10.11111111  VMware  VMwareCertified   2022-01-01
            made-up   1.2.3-4vmw.703.0.1   ACME    VMwareAccepted    2022-01-01
            """;
    private static final String CSV =
            """
            AcceptanceLevel,Name,Vendor,Version
            VMwareCertified,esx-base,VMware,7.0.3-0.10.11111111
            VMwareCertified,made-up,ACME,1.2.3
            """;

    private static Inventory read(String text) {
        return new InventoryReader()
                .read("input", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Host only(Inventory inventory) {
        assertEquals(1, inventory.hosts().size(), inventory::toString);
        return inventory.hosts().get(0);
    }

    private static int vibs(Host host) {
        return Objects.requireNonNull(host.vibs()).size();
    }

    private static void isCut(String text) {
        Inventory inventory = read(text);
        Host host = only(inventory);
        assertEquals(1, vibs(host), inventory::toString);
        assertFalse(host.gaps().isEmpty(), inventory::toString);
        assertFalse(inventory.problems().isEmpty(), inventory::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACM", "VMwareAcc", "2022-", "2022-01-0"})
    void aLastRowWithoutTheEndOfItsLineIsLeftOutIfItIsCut(String last) {
        isCut(TABLE.substring(0, TABLE.lastIndexOf(last) + last.length()));
    }

    @Test
    void aHostWhoseOnlyRowIsCutIsNotLost() {
        String text = TABLE.substring(0, TABLE.indexOf("Certified"));
        Host host = only(read(text));
        assertEquals(0, vibs(host));
        assertEquals("a row of its table is cut or moved", host.gaps().get(0));
    }

    @Test
    void aWholeLastRowNeedsNoEndOfItsLine() {
        Host host = only(read(TABLE.strip()));
        assertEquals(2, vibs(host));
        assertEquals(List.of(), host.gaps());
    }

    @Test
    void aLastRowThatIsShorterThanTheOneBeforeIsAGap() {
        Host host = only(read(TABLE + "other     1.0                  ACME\n"));
        assertEquals(3, vibs(host));
        assertTrue(host.gaps().get(0).contains("shorter"), host::toString);
    }

    @Test
    void csvThatIsCutIsAGap() {
        assertEquals(List.of(), only(read(CSV)).gaps());
        isCut(CSV.substring(0, CSV.length() - 2));
        isCut(CSV.replace(",ACME,1.2.3", ",ACME"));
        assertEquals(List.of(), only(read(CSV.replace("\n", ",\n"))).gaps());
        isCut(CSV.replace("\n", ",\n").substring(0, CSV.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "   Name: %1$s\n   Version: 1.%1$s\n   Vendor: x\n",
                "V[%1$s].Name.string=%1$s\nV[%1$s].Version.string=1.%1$s\nV[%1$s].Vendor.string=x\n"
            })
    void fieldsThatAreCutAreAGap(String form) {
        String text = form.formatted(1) + form.formatted(22);
        assertEquals(List.of(), read(text).problems());
        isCut(text.substring(0, text.lastIndexOf("1.22") + 3));
        Host vendor = only(read(text.stripTrailing()));
        assertEquals(2, vibs(vendor));
        assertFalse(vendor.gaps().isEmpty());
    }

    @Test
    void aVersionNeedsNoEndOfItsLine() {
        String version = "   Product: VMware ESXi\n   Version: 7.0.3\n   Build: 1\n   Update: 3";
        assertEquals(List.of(), only(read(version)).gaps());
    }

    @Test
    void emptyLinesBetweenTheRowsDoNotMatter() {
        for (String end : List.of("\r\r\n", "\n\n")) {
            Host host = only(read(TABLE.replace("\n", end)));
            assertEquals(2, vibs(host));
            assertEquals(List.of(), host.gaps());
        }
        Inventory inventory = read(TABLE.replace("\n", "\n\n") + "other  1.\n");
        assertFalse(only(inventory).gaps().isEmpty());
        assertTrue(inventory.problems().get(0).contains("other"), inventory::toString);
        assertEquals(List.of(), read(TABLE + "\nThat is all.\n").problems());
        String bulletins =
                "---Bulletin ID---  --Installed--  --Summary--\nESX410-1-SG  x\n\nESX410-2-SG  y\n";
        assertEquals(List.of("ESX410-1-SG", "ESX410-2-SG"), only(read(bulletins)).bulletins());
        String keys =
                "V[0].Name.string=esx-base\n\nV[0].Version.string=1.0\nV[0].Vendor.string=x\n";
        assertEquals(1, vibs(only(read(keys))));
    }
}
