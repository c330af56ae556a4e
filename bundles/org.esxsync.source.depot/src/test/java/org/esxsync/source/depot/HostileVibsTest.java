package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.esxsync.source.depot.metadata.MetadataZip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions of VIBs that are made to use up memory or time, or to be read in two ways. */
class HostileVibsTest {

    private static final SampleBulletin.Vib VIB = SampleBulletin.Vib.of("net-x", "1.0-1");

    @TempDir Path folder;
    @TempDir Path workspace;

    @ParameterizedTest
    @CsvSource({
        "<depends>,'<depends><constraint name=\"x\" relation=\"!=\" version=\"1\"/>',is no"
                + " relation",
        "<depends>,'<depends><constraint name=\"x\" version=\"1\"/>',has a version and no operator",
        "<depends>,'<depends><constraint name=\"x\" relation=\"=\"/>',and no version",
        "<depends>,'<depends><constraint/>',the name '' of a relation",
        "<version>1.0-1,<version>1.0-1-1,more than one dash",
        "<version>1.0-1,<version>LONG,longer than 1024 characters",
        "<depends>,<depends>MANY,more than 5000 relations"
    })
    void costOneVib(String from, String to, String reason) throws IOException {
        String hostile =
                VIB.descriptor()
                        .replace(
                                from,
                                to.replace("LONG", "1.".repeat(10_000))
                                        .replace("MANY", "<constraint name='x'/>".repeat(6_000)));
        Found found =
                scan(
                        new SampleBundle()
                                .bulletin(SampleBulletin.of("good", "8.0", VIB))
                                .metadataEntry("vibs/hostile", hostile.replace("net-x", "net-z")));
        assertEquals(Set.of("good"), found.ids());
        assertEquals(1, found.collected().problems.size());
        String problem = found.collected().problems.values().iterator().next();
        assertTrue(problem.contains(reason), problem);
        assertTrue(problem.length() < 1_000, problem);
    }

    @Test
    void allTogetherHaveALimit() throws IOException {
        SampleBundle bundle = new SampleBundle();
        for (int vib = 0; vib < 50; vib++) {
            StringBuilder relations = new StringBuilder("<provides>");
            for (int i = 0; i < 4_900; i++) {
                relations
                        .append("<constraint name=\"")
                        .append("n".repeat(250))
                        .append(vib * 10_000 + i)
                        .append("\"/>");
            }
            bundle.metadataEntry(
                    "vibs/" + vib,
                    VIB.descriptor()
                            .replace("net-x", "net-" + vib)
                            .replace("<depends>", relations + "</provides><depends>"));
        }
        Found found = scan(bundle.bulletin(SampleBulletin.of("b", "8.0", VIB)));
        assertEquals(Set.of(), found.ids());
        assertEquals(1, found.collected().problems.size());
        assertTrue(
                found.collected().problems.toString().contains("takes more than 67108864 bytes"),
                found.collected().problems::toString);
    }

    @Test
    void twoHundredThousandEntriesAreRefusedAtOnce() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < 200_000; i++) {
            entries.put("vibs/" + i, new byte[0]);
        }
        Path zip = Files.write(folder.resolve("m.zip"), SampleBundle.zip(entries));
        Exception problem =
                assertThrows(Exception.class, () -> new MetadataZip("m.zip", zip).close());
        assertEquals("m.zip: it has more than 100000 entries", problem.getMessage());
    }

    @Test
    void anEntryThatComesTwiceCountsForNothing() throws IOException {
        byte[] metadata =
                new SampleBundle()
                        .bulletin(SampleBulletin.of("bad", "8.0", VIB))
                        .metadataEntry("bulletins/bat.xml", "<bulletin><id>x</id></bulletin>")
                        .metadata();
        String twice =
                new String(metadata, StandardCharsets.ISO_8859_1)
                        .replace("bulletins/bat.xml", "bulletins/bad.xml");
        Found found =
                scan(
                        new SampleBundle()
                                .entry(
                                        "metadata.zip",
                                        twice.getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(1, found.collected().problems.size());
        assertTrue(
                found.collected().problems.toString().contains("stands in the zip more than once"),
                found.collected().problems::toString);
        assertEquals(Set.of(VIB.id()), found.ids());
    }

    private Found scan(SampleBundle bundle) throws IOException {
        return Found.at(bundle.zipTo(folder.resolve("b.zip")), workspace);
    }
}
