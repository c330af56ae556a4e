package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a matcher claims though it is labelled for another release is fit to use there. */
class ClaimedByHandTest {

    private static final SampleBulletin.Vib VIB = SampleBulletin.Vib.of("ghetto", "1.0-0");

    @TempDir Path workspace;

    private static SampleBundle bundle(String... platforms) {
        StringBuilder list = new StringBuilder();
        for (String version : platforms) {
            list.append(
                    "<softwarePlatform locale=\"\" version=\"%s\" productLineID=\"embeddedEsx\"/>"
                            .formatted(version));
        }
        String required = "<maintenance-mode>true</maintenance-mode>";
        SampleBulletin bulletin = SampleBulletin.of("ghetto", "", VIB).platforms(platforms);
        String inlined = list.toString().replace("softwarePlatform", "swPlatform");
        return new SampleBundle()
                .version(platforms[0])
                .bulletin(bulletin)
                .metadataEntry(
                        "vibs/%s-%d.xml".formatted(VIB.name(), VIB.id().hashCode()),
                        VIB.descriptor().replace(required, required + list))
                .metadataEntry(
                        "vmware.xml",
                        "<metadataResponse><version>3.0</version>"
                                + bulletin.withVibs()
                                        .replace("</systemReqs>", inlined + "</systemReqs>")
                                + "</metadataResponse>");
    }

    @Test
    void saysTheReleasesVersionInAllMetadataAndLeavesTheVibAlone() throws IOException {
        PublishedDepot depot =
                PublishedDepot.of("esxi-8.0", bundle("5.*", "6.*"), workspace, "ghetto");

        String vib = "vibs/%s-%d.xml".formatted(VIB.name(), VIB.id().hashCode());
        for (String name : List.of("bulletins/ghetto.xml", vib, "vmware.xml")) {
            String text = depot.entry(name);
            assertFalse(text.contains("5.*") || text.contains("6.*"), text);
            int platforms = name.equals("vmware.xml") ? 2 : 1;
            assertEquals(
                    platforms, text.split("Platform [^>]*version=\"8.0\"", -1).length - 1, text);
        }
        assertTrue(depot.entry("vendor-index.xml").contains("<version>8.0</version>"));
        assertTrue(depot.text("vendor-index.xml").contains("<version>8.0</version>"));
        assertArrayEquals(VIB.content(), Files.readAllBytes(depot.directory.resolve(VIB.path())));
        assertEquals(List.of(), depot.missed());
        assertEquals(
                List.of(
                        "the metadata of ghetto says 8.0 in place of [embeddedEsx 5.*, embeddedEsx"
                                + " 6.*], since a matcher claims it for that release; its files are"
                                + " unchanged"),
                depot.remarks);
        assertEquals("ghetto", CollectedPatches.at(depot.directory, workspace).only().id());
    }

    @Test
    void changesNothingWhereAPlatformCoversTheRelease() throws IOException {
        byte[] metadata = bundle("5.*", "8.0.1").metadata();
        SampleBundle bundle =
                new SampleBundle().entry("metadata.zip", metadata).entry(VIB.path(), VIB.content());
        PublishedDepot depot = PublishedDepot.of("esxi-8.0", bundle, workspace, "ghetto");

        assertArrayEquals(metadata, Files.readAllBytes(depot.zips().get(0)));
        assertEquals(List.of(), depot.remarks);
    }
}
