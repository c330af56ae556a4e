package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.reader.PatchArchive;
import org.esxsync.api.source.MalformedSourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepotArchiveReaderTest {

    /** As 4.x has it: its id names no vendor, and who gets the zip needs no checksum. */
    private static final SampleBulletin.Vib CROSS =
            SampleBulletin.Vib.of("net-ixgbe", "400.3.9.13-1vmw.2.17.249663")
                    .reboot("true")
                    .withoutChecksum();

    @TempDir Path folder;
    @TempDir Path workspace;

    private final CollectedPatches found = new CollectedPatches();

    @Test
    void givesEachBulletinTheArchiveAsItsFile() throws IOException {
        Path zip =
                new SampleBundle()
                        .bulletin(SampleBulletin.of("ESX410-201101201-SG", "4.1.0", CROSS))
                        .bulletin(SampleBulletin.of("ESX410-201101202-UG", "4.1.0"))
                        .zipTo(folder.resolve("update.zip"));

        assertTrue(read(zip));

        assertEquals(List.of("ESX410-201101201-SG", "ESX410-201101202-UG"), found.ids());
        Patch patch = found.patches.get(0);
        assertEquals("share", patch.source());
        assertEquals("archive", patch.format());
        assertEquals(List.of(artifact(zip)), patch.artifacts());
        assertNull(patch.metadata());
        assertEquals(List.of(new Platform("embeddedEsx", "4.1.0")), patch.platforms());
        assertEquals(Reboot.REQUIRED, patch.reboot());
    }

    @Test
    void goesIntoAZipThatOnlyWrapsTheBundleAndLeavesNothingBehind() throws IOException {
        byte[] inner = new SampleBundle().bulletin(SampleBulletin.of("b", "4.1.0", CROSS)).zip();
        Path zip = folder.resolve("wrapper.zip");
        Files.write(zip, SampleBundle.zip(Map.of("inner.zip", inner)));

        assertTrue(read(zip));

        assertEquals(List.of("b"), found.ids());
        try (Stream<Path> left = Files.list(workspace)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void readsMetadataThatStandsInTheArchiveWithoutAnIndex() throws IOException {
        byte[] bundle =
                new SampleBundle().bulletin(SampleBulletin.of("b", "4.1.0", CROSS)).old().zip();
        byte[] metadata = SampleBundle.entry(bundle, "metadata.zip");
        byte[] list = SampleBundle.entry(metadata, "vmware.xml");
        Path one = folder.resolve("one.zip");
        Files.write(one, SampleBundle.zip(Map.of("metadata.zip", metadata)));
        Path other = folder.resolve("other.zip");
        Files.write(other, SampleBundle.zip(Map.of("vmware.xml", list)));

        assertTrue(read(one));
        assertTrue(read(other));

        assertEquals(List.of("b", "b"), found.ids());
        try (Stream<Path> left = Files.list(workspace)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void leavesOtherFilesWithoutAWord() throws IOException {
        Path zip = folder.resolve("ESX350-200803214-UG.zip");
        Files.write(zip, SampleBundle.zip(Map.of("descriptor.xml", new byte[] {1})));
        Path tarball = Files.write(folder.resolve("ESX-1002424.zip"), new byte[] {0x1f, 1});
        Path empty = Files.createFile(folder.resolve("empty.zip"));

        for (Path file : List.of(zip, tarball, empty)) {
            assertFalse(read(file), file::toString);
        }

        assertEquals(List.of(), found.ids());
        assertEquals(Map.of(), found.problems);
    }

    @Test
    void saysWhichBulletinCannotBeUsedAndReadsTheOthers() throws IOException {
        SampleBulletin bad = SampleBulletin.of("bad", "4.1.0").with("releaseDate", "yesterday");
        Path zip =
                new SampleBundle()
                        .bulletin(bad)
                        .bulletin(SampleBulletin.of("good", "4.1.0", CROSS))
                        .zipTo(folder.resolve("update.zip"));

        assertTrue(read(zip));

        assertEquals(List.of("good"), found.ids());
        assertEquals(List.of("bad"), List.copyOf(found.problems.keySet()));
    }

    @Test
    void failsOnADamagedZip() throws IOException {
        byte[] bytes = new SampleBundle().bulletin(SampleBulletin.of("b", "4.1.0", CROSS)).zip();
        Path zip = folder.resolve("damaged.zip");
        Files.write(zip, Arrays.copyOf(bytes, bytes.length / 2));

        assertThrows(MalformedSourceException.class, () -> read(zip));
    }

    private boolean read(Path file) {
        return new DepotArchiveReader()
                .read(new PatchArchive("share", "archive", artifact(file), file, workspace), found);
    }

    private static Artifact artifact(Path file) {
        return new Artifact(
                new RelativePath(file.getFileName().toString()),
                file.toUri(),
                Artifact.UNKNOWN_SIZE,
                List.of());
    }
}
