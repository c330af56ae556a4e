package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineBundleTest {

    private static final SampleBulletin.Vib VIB = SampleBulletin.Vib.of("net-x", "1.0-1");

    @TempDir Path folder;
    @TempDir Path workspace;

    @Test
    void readsAllThatABulletinSays() throws IOException {
        Path zip = zip(SampleBulletin.of("ESXi800-1", "8.0", VIB).with("severity", "Critical"));
        Patch patch = CollectedPatches.at(zip, workspace).only();
        assertEquals("test", patch.source());
        assertEquals("ESXi800-1", patch.id());
        assertEquals("depot", patch.format());
        assertEquals("Sample ESXi800-1", patch.title());
        assertEquals(LocalDate.of(2024, 8, 5), patch.releaseDate());
        assertEquals(new Classification("bugfix", "critical"), patch.classification());
        assertEquals(List.of(new Platform("embeddedEsx", "8.0")), patch.platforms());
        assertEquals(Reboot.NOT_REQUIRED, patch.reboot());
        assertEquals(URI.create("http://kb.example.com/1"), patch.details());
    }

    @Test
    void locatesTheVibsAndTheMetadataInTheZip() throws IOException {
        SampleBundle bundle = new SampleBundle().bulletin(SampleBulletin.of("b", "8.0", VIB));
        Path zip = bundle.zipTo(folder.resolve("bundle.zip"));
        Patch patch = CollectedPatches.at(zip, workspace).only();
        Artifact vib = patch.artifacts().get(0);
        assertEquals(VIB.path(), vib.path().value());
        assertEquals("jar:" + zip.toUri() + "!/" + VIB.path(), vib.location().toString());
        assertEquals(VIB.content().length, vib.size());
        assertEquals(List.of(Digest.of(Digest.Algorithm.SHA_256, VIB.content())), vib.digests());
        Artifact metadata = patch.metadata();
        byte[] published = bundle.metadata();
        assertEquals("metadata.zip", metadata.path().value());
        assertEquals("jar:" + zip.toUri() + "!/metadata.zip", metadata.location().toString());
        assertEquals(published.length, metadata.size());
        assertEquals(SampleBundle.sha256(published), metadata.digests().get(0).hex());
    }

    @Test
    void goesIntoAZipThatOnlyWrapsTheBundle() throws IOException {
        byte[] inner = new SampleBundle().bulletin(SampleBulletin.of("b", "6.*", VIB)).zip();
        Path zip = folder.resolve("wrapper.zip");
        Files.write(zip, SampleBundle.zip(Map.of("inner bundle.zip", inner)));
        Patch patch = CollectedPatches.at(zip, workspace).only();
        assertEquals(
                "jar:" + zip.toUri() + "!/inner%20bundle.zip!/" + VIB.path(),
                patch.artifacts().get(0).location().toString());
    }

    @Test
    void readsTheSecondFolderOfAZipAlthoughTheIndexOfTheFirstCannotBeRead() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/index.xml", SampleBundle.bytes("<vendorList>"));
        new SampleBundle()
                .bulletin(SampleBulletin.of("b", "8.0", VIB))
                .files()
                .forEach((name, content) -> entries.put("b/" + name, content));
        Path zip = Files.write(folder.resolve("two.zip"), SampleBundle.zip(entries));

        CollectedPatches found = CollectedPatches.at(zip, workspace);
        assertEquals(List.of("b"), found.ids());
        assertEquals(1, found.problems.size());
        assertTrue(
                found.problems.keySet().iterator().next().endsWith("a/index.xml"),
                found.problems::toString);
    }

    @Test
    void tellsABundleThatWasReleasedAgainUnderItsIdFromTheFirst() throws IOException {
        SampleBulletin.Vib again = SampleBulletin.Vib.of("net-x", "1.0-1", "other bytes");
        assertEquals(VIB.id(), again.id());
        new SampleBundle()
                .bulletin(SampleBulletin.of("b", "5.*", VIB))
                .zipTo(folder.resolve("1.zip"));
        new SampleBundle()
                .bulletin(SampleBulletin.of("b", "5.*", again))
                .zipTo(folder.resolve("2.zip"));
        CollectedPatches found = CollectedPatches.at(folder, workspace);
        assertEquals(List.of("b", "b"), found.ids());
        assertNotEquals(found.patches.get(0).key(), found.patches.get(1).key());
    }

    @Test
    void readsAMetadataZipThatIsListedForSeveralVersionsOnce() throws IOException {
        Path zip =
                new SampleBundle()
                        .metadataName("Sample-driver-metadata.zip")
                        .version("5.*")
                        .version("6.0.0")
                        .version("6.5.0")
                        .bulletin(
                                SampleBulletin.of("b", "", VIB.at("net-x-1.0-1.x86_64.vib"))
                                        .platforms("5.*", "6.0.0", "6.5.0"))
                        .zipTo(folder.resolve("bundle.zip"));
        Patch patch = CollectedPatches.at(zip, workspace).only();
        assertTrue(patch.isFor("embeddedEsx", "5.5"));
        assertTrue(patch.isFor("embeddedEsx", "6.5"));
        assertEquals("net-x-1.0-1.x86_64.vib", patch.artifacts().get(0).path().value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-06-10T00:00:00.000001",
                "2025-06-10T00:00:00.000001+00:00",
                "2025-06-10T23:59:59",
                "2025-06-10T00:00:00-07:00",
                "2025-06-10T00:00:00Z"
            })
    void takesTheDayOfReleaseAsItIsWritten(String date) throws IOException {
        Path zip = zip(SampleBulletin.of("b", "8.0", VIB).with("releaseDate", date));
        assertEquals(
                LocalDate.of(2025, 6, 10),
                CollectedPatches.at(zip, workspace).only().releaseDate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.06.2025", "2025-02-30T00:00:00", "2025-06-10", "soon"})
    void rejectsABulletinWithAMalformedDate(String date) throws IOException {
        Path zip = zip(SampleBulletin.of("b", "8.0", VIB).with("releaseDate", date));
        CollectedPatches found = CollectedPatches.at(zip, workspace);
        assertEquals(List.of(), found.ids());
        String problem = found.problems.get("b");
        assertTrue(problem.startsWith(zip + "!/metadata.zip!/bulletins/b.xml, line 1: "), problem);
        assertTrue(problem.contains("'b'") && problem.contains("'" + date + "'"), problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "ftp://kb.example.com/", "http:", "kb 42", "http://"})
    void doesNotTakeALinkThatIsNone(String link) throws IOException {
        Path zip = zip(SampleBulletin.of("b", "8.0", VIB).with("kbUrl", link));
        assertNull(CollectedPatches.at(zip, workspace).only().details());
    }

    @Test
    void makesTheTextOfAHostileTitleHarmless() throws IOException {
        Path zip = zip(SampleBulletin.of("b", "8.0", VIB).with("summary", "a\n\t&#x9b;31m b"));
        assertEquals("a 31m b", CollectedPatches.at(zip, workspace).only().title());
    }

    @ParameterizedTest
    @CsvSource({"true,REQUIRED", "false,NOT_REQUIRED", "'',UNKNOWN"})
    void needsARebootIfOneOfItsVibsDoes(String second, Reboot expected) throws IOException {
        SampleBulletin.Vib other = SampleBulletin.Vib.of("net-y", "2.0-1").reboot(second);
        Path zip = zip(SampleBulletin.of("b", "8.0", VIB, other));
        assertEquals(expected, CollectedPatches.at(zip, workspace).only().reboot());
    }

    @Test
    void listsABulletinWithoutVibsAsNotDownloadable() throws IOException {
        Path zip = zip(SampleBulletin.of("notice", "8.0").with("category", "recall"));
        Patch patch = CollectedPatches.at(zip, workspace).only();
        assertEquals("recall", patch.classification().category());
        assertEquals(List.of(), patch.artifacts());
        assertEquals(Reboot.UNKNOWN, patch.reboot());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.vib",
                "vib20/../../evil.vib",
                "/etc/evil.vib",
                "C:/evil.vib",
                "vib20\\..\\evil.vib",
                "%2e%2e/evil.vib",
                "vib20//evil.vib",
                "index.xml",
                ""
            })
    void refusesAVibWhosePathIsUnsafeAndGoesOnWithTheOthers(String path) throws IOException {
        Path zip =
                new SampleBundle()
                        .bulletin(SampleBulletin.of("bad", "8.0", VIB))
                        .bulletin(SampleBulletin.of("good", "8.0", VIB))
                        .old()
                        .metadataEntry("vmware.xml", vmwareXml(VIB.at(path)))
                        .zipTo(folder.resolve("bundle.zip"));
        CollectedPatches found = CollectedPatches.at(zip, workspace);
        assertEquals(List.of("good"), found.ids());
        String problem = found.problems.get("bad");
        assertTrue(problem.startsWith(zip + "!/metadata.zip!/vmware.xml, line 1: "), problem);
        assertTrue(problem.contains(path), problem);
        assertNull(found.result.state());
    }

    @ParameterizedTest
    @CsvSource({
        "sha-256,0123",
        "sha-256,da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "'',da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "crc32,12345678",
        "sha-256,''"
    })
    void refusesAChecksumThatCannotBeWhatItSays(String type, String value) throws IOException {
        Path zip = zip(SampleBulletin.of("b", "8.0", VIB.checksum(type, value)));
        CollectedPatches found = CollectedPatches.at(zip, workspace);
        assertEquals(List.of(), found.ids());
        assertTrue(found.problems.get("b").contains(VIB.path()), found.problems.toString());
    }

    @Test
    void refusesAVibWithoutChecksum() throws IOException {
        Path zip = zip(SampleBulletin.of("b", "8.0", VIB.withoutChecksum()));
        String problem = CollectedPatches.at(zip, workspace).problems.get("b");
        assertTrue(problem.endsWith(VIB.path() + " has no checksum"), problem);
    }

    @Test
    void keepsABulletinOutWhoseVibIsDescribedTwiceWithOtherFiles() throws IOException {
        SampleBulletin.Vib other = SampleBulletin.Vib.of("net-x", "1.0-1", "other bytes");
        Path zip =
                new SampleBundle()
                        .bulletin(SampleBulletin.of("bad", "8.0", VIB))
                        .bulletin(
                                SampleBulletin.of(
                                        "good", "8.0", SampleBulletin.Vib.of("net-y", "1.0-1")))
                        .metadataEntry("vibs/again", other.descriptor())
                        .zipTo(folder.resolve("bundle.zip"));
        CollectedPatches found = CollectedPatches.at(zip, workspace);
        assertEquals(List.of("good"), found.ids());
        assertEquals(Set.of("bad"), found.problems.keySet());
        assertTrue(found.problems.get("bad").contains("vibs/again describe the VIB '" + VIB.id()));
    }

    @Test
    void detectsADamagedEntryOfTheMetadata() throws IOException {
        SampleBundle bundle = new SampleBundle().bulletin(SampleBulletin.of("b", "8.0", VIB));
        String name = "metadata.zip";
        for (String published : List.of("2024-08-05", "Sample b")) {
            byte[] metadata = stored("vmware.xml", SampleBulletin.of("b", "8.0", VIB));
            int place = new String(metadata, StandardCharsets.ISO_8859_1).indexOf(published);
            metadata[place + 3] ^= 1;
            Path zip = bundle.entry(name, metadata).zipTo(folder.resolve("bundle.zip"));
            CollectedPatches found = CollectedPatches.at(zip, workspace);
            assertEquals(1, found.problems.size());
            assertTrue(
                    found.problems.toString().contains("it cannot be read: it is damaged"),
                    found.problems.toString());
            assertNull(found.result.state());
        }
    }

    /** A metadata zip whose bulletins are not compressed. */
    private static byte[] stored(String name, SampleBulletin bulletin) throws IOException {
        byte[] content =
                SampleBundle.bytes(
                        "<metadataResponse>" + bulletin.withVibs() + "</metadataResponse>");
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void leavesNothingInTheWorkspace() throws IOException {
        readsAllThatABulletinSays();
        goesIntoAZipThatOnlyWrapsTheBundle();
        Files.createFile(workspace.resolve("inner-4711.zip"));
        readsAllThatABulletinSays();
        try (Stream<Path> files = Files.list(workspace)) {
            assertEquals(List.of(), files.toList());
        }
    }

    private Path zip(SampleBulletin bulletin) throws IOException {
        return new SampleBundle().bulletin(bulletin).zipTo(folder.resolve("bundle.zip"));
    }

    private static String vmwareXml(SampleBulletin.Vib bad) {
        return "<metadataResponse>"
                + SampleBulletin.of("bad", "8.0", bad).withVibs()
                + SampleBulletin.of("good", "8.0", VIB).withVibs()
                + "</metadataResponse>";
    }
}
