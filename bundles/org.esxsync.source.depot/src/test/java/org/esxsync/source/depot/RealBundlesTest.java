package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Reboot;
import org.esxsync.room.testkit.RealSamples;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads real bundles, where they are there. */
class RealBundlesTest {

    @TempDir static Path workspace;
    private static CollectedPatches found;

    @BeforeAll
    static void readThem() {
        found = CollectedPatches.at(RealSamples.require("bundles"), workspace);
    }

    @Test
    void understandsEveryBulletin() {
        assertEquals(Map.of(), found.problems);
        assertEquals(10, found.patches.size());
        assertEquals(2, found.ids().stream().filter("ghettoVCB"::equals).count());
    }

    @Test
    void locatesEveryVibWithThePublishedBytes() throws IOException {
        for (Patch patch : found.patches) {
            for (Artifact vib : patch.artifacts()) {
                byte[] bytes = LocationContent.read(vib.location());
                assertEquals(vib.size(), bytes.length, vib.toString());
                assertEquals(vib.digests().get(0).hex(), SampleBundle.sha256(bytes));
            }
        }
    }

    @Test
    void knowsWhichReleasesTheyAreFor() {
        Map<String, List<String>> expected =
                Map.of(
                        "5.5", List.of("ghettoVCB", "ghettoVCB", "net55-", "sata-xahci"),
                        "6.7", List.of("ESXi650-VMKUSB", "ESXi670-VMKUSB", "sata-xahci"),
                        "7.0", List.of("VMware-vmkusb-nic-fling_1.10"),
                        "8.0", List.of("Intel-esx-nvm", "VMware-vmkusb-nic-fling_1.14"),
                        "9.0", List.of("VMware-vmkusb-nic-fling_1.15"));
        expected.forEach(
                (version, prefixes) -> {
                    List<String> ids =
                            found.patches.stream()
                                    .filter(patch -> patch.isFor("embeddedEsx", version))
                                    .map(Patch::id)
                                    .sorted()
                                    .toList();
                    assertEquals(prefixes.size(), ids.size(), version + ids);
                    for (int i = 0; i < ids.size(); i++) {
                        assertTrue(ids.get(i).startsWith(prefixes.get(i)), ids.toString());
                    }
                });
    }

    @Test
    void knowsThatDriversNeedAReboot() {
        Patch driver =
                found.patches.stream()
                        .filter(patch -> patch.id().startsWith("net55"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(Reboot.REQUIRED, driver.reboot());
        assertEquals("2018-04-16", String.valueOf(driver.releaseDate()));
    }
}
