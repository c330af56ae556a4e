package org.esxsync.api.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.esxsync.api.patch.VibRelation.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VibTest {

    private static final Path HOSTS = Path.of("../../../shared/samples/hosts");
    private static final Pattern BLANKS = Pattern.compile(" {2,}");

    @Test
    void anIdNamesVendorTypeNameAndVersion() {
        assertEquals(
                "VMW_bootbank_lsi-mr3_7.716.03.00-1vmw.702.0.0.17867351",
                vib("VMW", "lsi-mr3", "7.716.03.00-1vmw.702.0.0.17867351").id());
    }

    @Test
    void anIdOfFourNamesNoVendor() {
        String name = "vmware-esx-drivers-net-ixgbe";
        VibVersion version = new VibVersion("400.3.9.13-1vmw.2.17.249663");

        for (String vendor : List.of("", "INT")) {
            assertEquals(
                    "cross_vmware-esx-drivers-net-ixgbe_400.3.9.13-1vmw.2.17.249663",
                    Vib.builder(vendor, "cross", name, version).build().id());
        }
    }

    @Test
    void itReplacesLowerVersionsOfItsNameWhoeverMadeThem() {
        Vib lower = vib("VMW", "lsi-mr3", "7.716.03.00-1vmw.702.0.0.17867351");
        Vib higher = vib("BCM", "lsi-mr3", "7.718.02.00-1vmw.703.0.20.19193900");

        assertTrue(higher.replaces(lower));
        assertFalse(lower.replaces(higher));
    }

    @Test
    void itReplacesWhatItsDescriptorSays() {
        Vib old = vib("VMW", "net-r8168", "8.013-1");
        Vib heir =
                Vib.builder("RTK", "bootbank", "net55-r8168", new VibVersion("8.045a-napi"))
                        .replaces(List.of(VibRelation.any("net-r8168")))
                        .build();

        assertTrue(heir.replaces(old));
        assertFalse(old.replaces(heir));
        assertFalse(heir.replaces(vib("VMW", "net-r8169", "1")));
    }

    @Test
    void itReplacesWhatTheOtherOneProvides() {
        VibRelation provided =
                new VibRelation("com.vmware.vxlan", Operator.EQUAL, new VibVersion("1.0.0.0-nsx"));
        Vib other =
                Vib.builder("VMware", "bootbank", "esx-vxlan", new VibVersion("5.5.0-1"))
                        .provides(List.of(provided, VibRelation.any("nsx-api")))
                        .build();

        assertTrue(replacing("com.vmware.vxlan", Operator.AT_MOST, "1.0.0.0-nsx").replaces(other));
        assertFalse(replacing("com.vmware.vxlan", Operator.LOWER, "1.0.0.0-nsx").replaces(other));
        assertTrue(replacing("nsx-api", Operator.ANY, "").replaces(other));
        assertFalse(replacing("nsx-api", Operator.AT_LEAST, "0").replaces(other));
        assertTrue(vib("VMW", "com.vmware.vxlan", "2").replaces(other));
    }

    @Test
    void noneReplacesItself() {
        Vib vib =
                Vib.builder("VMW", "bootbank", "x", new VibVersion("1.0-1"))
                        .replaces(List.of(VibRelation.any("x")))
                        .build();

        assertFalse(vib.replaces(vib));
        assertFalse(vib.replaces(vib("VMW", "x", "1.0-1")));
        assertTrue(vib.replaces(vib("VMW", "x", "2.0-1")));
    }

    @Test
    void ofTwoVersionsOfANameAtMostOneReplacesTheOther() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Vib left = vib("VMW", "x", random.nextInt(12) + "." + random.nextInt(12));
            Vib right = vib("BCM", "x", random.nextInt(12) + "." + random.nextInt(12));

            assertFalse(left.replaces(right) && right.replaces(left));
            assertEquals(
                    left.version().compareTo(right.version()) != 0,
                    left.replaces(right) || right.replaces(left));
        }
    }

    @Test
    void itKeepsItsOwnLists() {
        Vib vib = vib("VMW", "x", "1");

        assertThrows(UnsupportedOperationException.class, () -> vib.depends().clear());
        assertThrows(UnsupportedOperationException.class, () -> vib.platforms().clear());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "\u001b[2J", "a "})
    void whatIsNoNameIsRefusedInOneLine(String text) {
        VibVersion version = new VibVersion("1");
        for (VibBuilder builder :
                List.of(
                        Vib.builder("VMW", text, "x", version),
                        Vib.builder("VMW", "bootbank", text, version),
                        Vib.builder("VMW", "bootbank", "x", version)
                                .payloadTypes(List.of("vgz", text)))) {
            String message =
                    assertThrows(IllegalArgumentException.class, builder::build).getMessage();
            assertTrue(message.matches("\\P{Cntrl}+"), message);
        }
    }

    /** The hosts of one model before and after an update, as {@code esxcli} listed their VIBs. */
    @Test
    void aRealUpdateReplacesOrKeepsEachVibThatBothHave() throws IOException {
        Map<String, Vib> before = list("viblist-7.0.2-dell.txt");
        Map<String, Vib> after = list("viblist-7.0.3-dell.txt");
        int replaced = 0;
        for (Vib old : before.values()) {
            Vib now = after.get(old.name());
            if (now != null) {
                assertFalse(old.replaces(now), () -> old + " and " + now);
                assertEquals(
                        !now.version().equals(old.version()),
                        now.replaces(old),
                        () -> old + " and " + now);
                replaced += now.replaces(old) ? 1 : 0;
            }
        }

        assertTrue(replaced > 0);
        assertEquals("VMW", before.get("lsi-mr3").vendor());
        assertEquals("BCM", after.get("lsi-mr3").vendor());
        assertTrue(after.get("lsi-mr3").replaces(before.get("lsi-mr3")));
    }

    private static Map<String, Vib> list(String file) throws IOException {
        assumeTrue(Files.isRegularFile(HOSTS.resolve(file)), "the real files are not here");
        Map<String, Vib> vibs = new TreeMap<>();
        for (String line : Files.readAllLines(HOSTS.resolve(file))) {
            String[] columns = BLANKS.split(line.strip());
            if (columns.length == 5 && columns[4].matches("\\d{4}-\\d\\d-\\d\\d")) {
                vibs.put(columns[0], vib(columns[2], columns[0], columns[1]));
            }
        }
        return vibs;
    }

    private static Vib replacing(String name, Operator operator, String version) {
        VibRelation relation =
                new VibRelation(name, operator, version.isEmpty() ? null : new VibVersion(version));
        return Vib.builder("NSX", "bootbank", "heir", new VibVersion("1"))
                .replaces(List.of(relation))
                .build();
    }

    private static Vib vib(String vendor, String name, String version) {
        return Vib.builder(vendor, "bootbank", name, new VibVersion(version)).build();
    }
}
