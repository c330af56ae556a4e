package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.source.depot.metadata.BulletinReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata zips that are made to use up memory, time or the history. */
class HostileMetadataTest {

    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int HUGE = 17 << 20;

    @TempDir Path folder;
    @TempDir Path workspace;

    @Test
    void aFloodOfBulletinsEnds() throws IOException {
        String good = SampleBulletin.of("b", "8.0").withVibs();
        int[] accepted = {0};
        Path zip = bundle(good.repeat(BulletinReader.MAX_BULLETINS + 1));
        PatchSink counting =
                new PatchSink() {
                    @Override
                    public void accept(Patch patch) {
                        accepted[0]++;
                    }

                    @Override
                    public void reject(String what, EsxSyncException problem) {
                        assertTrue(
                                problem.getMessage()
                                        .endsWith("it lists more than 100000 bulletins"),
                                problem.getMessage());
                    }
                };

        ScanResult result =
                CollectedPatches.source(zip.toString())
                        .scan(new ScanRequest(null, workspace), counting);

        assertNull(result.state());
        assertEquals(BulletinReader.MAX_BULLETINS, accepted[0]);
    }

    @Test
    void aFloodOfUnusableBulletinsIsToldInPart() throws IOException {
        StringBuilder flood = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            flood.append("<bulletin><id>b")
                    .append(i)
                    .append("</id><releaseDate>soon</releaseDate>")
                    .append("</bulletin>");
        }

        CollectedPatches found = scan(flood.toString());

        assertEquals(1_001, found.problems.size());
        assertTrue(
                found.problems
                        .values()
                        .toString()
                        .contains("more than 1000 parts of it cannot be used"),
                found.problems::toString);
    }

    @Test
    void aHugeBulletinIsNotKeptInMemory() throws IOException {
        String vib = "<vib><vibID>" + "v".repeat(60_000) + "</vibID></vib>";

        CollectedPatches found =
                scan("<bulletin><vibList>" + vib.repeat(200) + "</vibList></bulletin>");

        assertEquals(List.of(), found.ids());
        assertTrue(
                found.problems
                        .values()
                        .toString()
                        .contains("a bulletin is longer than 8388608 characters"),
                found.problems::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "before another end", "zip64"})
    void aHugeDirectoryIsNotReadIntoMemory(String kind) throws IOException {
        ByteBuffer zip = ByteBuffer.allocate(HUGE + 200).order(ByteOrder.LITTLE_ENDIAN);
        zip.position(HUGE);
        switch (kind) {
            case "plain" -> end(zip, HUGE, 0);
            case "before another end" -> {
                end(zip, HUGE, 22);
                end(zip, 0, 0);
            }
            default -> {
                zip.putInt(END64).position(HUGE + 40);
                zip.putLong(HUGE).putLong(0);
                zip.putInt(LOCATOR64).putInt(0).putLong(HUGE).putInt(1);
                end(zip, -1, 0);
            }
        }
        byte[] bytes = new byte[zip.position()];
        zip.flip().get(bytes);
        Path bundle =
                new SampleBundle().entry("metadata.zip", bytes).zipTo(folder.resolve("b.zip"));

        CollectedPatches found = CollectedPatches.at(bundle, workspace);

        assertEquals(
                "{%1$s!/metadata.zip=%1$s!/metadata.zip: it is not a zip (%2$s)}"
                        .formatted(bundle, "its directory is larger than 16777216 bytes"),
                found.problems.toString());
    }

    private static void end(ByteBuffer zip, int directorySize, int commentSize) {
        zip.putInt(END).putLong(0).putInt(directorySize).putInt(0).putShort((short) commentSize);
    }

    private CollectedPatches scan(String bulletins) throws IOException {
        return CollectedPatches.at(bundle(bulletins), workspace);
    }

    private Path bundle(String bulletins) throws IOException {
        return new SampleBundle()
                .old()
                .metadataEntry(
                        "vmware.xml", "<metadataResponse>" + bulletins + "</metadataResponse>")
                .zipTo(folder.resolve("b.zip"));
    }
}
