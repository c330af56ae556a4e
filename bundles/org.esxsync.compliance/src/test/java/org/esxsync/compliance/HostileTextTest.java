package org.esxsync.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.Inventory;
import org.junit.jupiter.api.Test;

/** What would take time or memory without a bound. */
class HostileTextTest {

    private static final String TABLE = "Name      Version  Vendor\nesx-base  1.0      VMware\n";
    private static final String JSON =
            "[{\"Name\":\"esx-base\",\"Vendor\":\"VMware\",\"Version\":\"8.0.1-0.1.22222222\"%s}]\n";

    private static Inventory read(String text) {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is quadratic takes minutes, and the rest much less than a second. */
    private static Inventory read(InputStream in) {
        return assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> new InventoryReader().read("input", in));
    }

    private static String vibs(Inventory inventory) {
        return String.valueOf(inventory.hosts().get(0).vibs());
    }

    @Test
    void aLineOfDashesAndALineOfWordsAreRead() {
        Inventory dashes = read(TABLE + "- -".repeat(21_000) + "x\n" + "--".repeat(32_000) + "x\n");
        assertEquals("[esx-base 1.0]", vibs(dashes));
        Inventory words = read("Name Version Vendor" + " a".repeat(32_000) + "\n" + TABLE);
        assertEquals("[esx-base 1.0]", vibs(words));
        String wide = TABLE.replaceFirst("\n", "  a".repeat(20_000) + "\n");
        assertEquals(
                "[esx-base 1.0]",
                vibs(read(wide + "made-up   1.0      ACME\n".repeat(10_000)))
                        .replace(", made-up 1.0", ""));
    }

    @Test
    void anArrayOfManyTextsIsRead() {
        String many = ",\"Depends\":[" + "\"a\",".repeat(22_000) + "\"b\"]";
        Inventory inventory = read(JSON.formatted(many).repeat(10));
        // What stands there ten times without a name is told of one host.
        assertEquals(1, inventory.hosts().size());
        assertEquals(List.of(), inventory.problems());
    }

    @Test
    void aCommentWithoutEndIsNotHeld() {
        byte[] start = "<?xml version=\"1.0\"?>\n<output><!-- ".getBytes(StandardCharsets.UTF_8);
        byte[] filler = ("> x - - y\n".repeat(1 << 17)).getBytes(StandardCharsets.UTF_8);
        List<InputStream> parts = new ArrayList<>(List.of(new ByteArrayInputStream(start)));
        for (int i = 0; i < 4; i++) {
            parts.add(new ByteArrayInputStream(filler));
        }
        Inventory inventory = read(new SequenceInputStream(Collections.enumeration(parts)));
        assertTrue(
                inventory.problems().get(0).contains("a tag or a comment of more than"),
                inventory::toString);
    }

    @Test
    void commentsAndQuotesInXmlAreRead() {
        String xml =
                """
                <?xml version="1.0"?>
                <output a="<!-- > '" b='>'><!-- > " ' ---><structure>
                <field name="Name"><string><![CDATA[esx-base]]></string></field>
                <field name="Vendor"><string>VMware</string></field>
                <field name="Version"><string>1.0</string></field>
                </structure></output>
                """;
        assertEquals("[esx-base 1.0]", vibs(read(xml.replace("--->", "-->").replace("\"<", "\""))));
    }

    @Test
    void hostsWithoutANameAreBounded() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_050; i++) {
            text.append("VMware ESXi 7.0.3 build-").append(10_000 + i).append('\n');
        }
        Inventory inventory = read(text.toString());
        assertEquals(50_000, inventory.hosts().size());
        assertEquals(
                List.of("input: it has more than 50,000 hosts; the rest is left out"),
                inventory.problems());
    }

    @Test
    void whatIsLeftOfJsonThatIsWrongIsNoOutput() {
        String deep = "{\"a\":".repeat(60_000) + "1\n";
        Inventory inventory = read(deep + TABLE);
        assertEquals(1, inventory.problems().size(), inventory::toString);
        assertTrue(inventory.problems().get(0).startsWith("input:1: "), inventory::toString);
        assertEquals("[esx-base 1.0]", vibs(inventory));
        String cut = "[\n {\"Name\": oops},\n {\"a\": 1},\n {\"b\": 2}\n]\n";
        assertEquals(1, read(cut).problems().size());
        String other = JSON.formatted("").replace("esx-base", "other");
        Inventory lines = read(JSON.formatted("") + "[{\"Name\": oops}]\n" + other);
        assertEquals(2, lines.problems().size(), lines::toString);
        assertEquals(2, lines.hosts().size());
    }

    @Test
    void jsonAndTablesFollowEachOtherWithoutAPrompt() {
        String json = JSON.formatted("");
        for (String text : List.of(json + "\n" + TABLE, TABLE + json, TABLE + "\n" + json)) {
            Inventory inventory = read(text);
            assertEquals(1, inventory.problems().size(), text);
            assertTrue(inventory.problems().get(0).contains("'=== NAME ==='"), text);
            List<Host> hosts = inventory.hosts();
            assertEquals(2, hosts.size(), text);
            hosts.forEach(host -> assertEquals(1, Objects.requireNonNull(host.vibs()).size()));
        }
    }
}
