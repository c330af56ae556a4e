package org.esxsync.advisory.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.esxsync.advisory.record.Finding;
import org.esxsync.advisory.record.Records;
import org.esxsync.api.EsxSyncException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {

    private static final String OTHER =
            Records.record("CVE-2020-1", "{\"product\": \"Other\"}", "");

    @TempDir Path directory;
    private Path place;
    private Path memory;

    @BeforeEach
    void make() throws IOException {
        place = Files.createDirectory(directory.resolve("place"));
        memory = directory.resolve("state/advisories/cve");
    }

    private static String record(int number) {
        return Records.withFields("CVE-2025-%04d".formatted(number), "8.0 ESXi80U3f-24784735");
    }

    private void write(String name, String text) throws IOException {
        Path file = place.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<String> cves(Reading reading) {
        return reading.findings().stream()
                .filter(Finding.Told.class::isInstance)
                .map(each -> ((Finding.Told) each).vulnerability().cve())
                .sorted()
                .toList();
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aDirectoryIsReadWithAllThatIsBelowIt() throws IOException {
        write("cves/2025/41xxx/CVE-2025-0001.json", record(1));
        write("cves/2020/CVE-2020-1.json", OTHER);
        write("cves/deltaLog.json", "[no JSON");
        write("README.md", "ESXi");
        write(".git/CVE-2025-0002.json", record(2));
        write("table.tsv", "patch\tadvisory\nX-1\tVMSA-2012-0009\n");
        Reading reading = Place.read(place, memory);
        assertEquals(List.of("CVE-2025-0001"), cves(reading));
        assertEquals(2, reading.findings().size());
        assertEquals(List.of(), reading.problems());
        assertEquals(3, reading.files());
    }

    @Test
    void whatHasNotChangedIsNotReadAgain() throws IOException {
        write("a.json", record(1));
        write("b.json", OTHER);
        write("c.json", record(3));
        assertEquals(0, Place.read(place, memory).unchanged());
        Reading again = Place.read(place, memory);
        assertEquals(List.of("CVE-2025-0001", "CVE-2025-0003"), cves(again));
        assertEquals(3, again.unchanged());

        write("a.json", record(12345));
        Files.delete(place.resolve("c.json"));
        Reading changed = Place.read(place, memory);
        assertEquals(List.of("CVE-2025-12345"), cves(changed));
        assertEquals(1, changed.unchanged());
        assertEquals(2, Place.read(place, memory).unchanged());
    }

    @Test
    void whatIsRememberedIsWhatWasRead() throws IOException {
        write("a.json", record(1));
        write("b.json", Records.withFields("CVE-2024-37085", "7.0", "8.0 9-x"));
        write("c.json", Records.exploited("CVE-2024-37085"));
        write("d.tsv", "patch\tcve\nX-1\tCVE-2012-1516\n");
        write("e.json", Records.withoutProduct("CVE-2012-1516", "VMSA-2012-0009"));
        List<Finding> read = Place.read(place, memory).findings();
        Reading again = Place.read(place, memory);
        assertEquals(5, again.unchanged());
        assertEquals(read, again.findings());
    }

    @Test
    void aDamagedMemoryIsReadFromTheFilesAgain() throws IOException {
        write("a.json", record(1));
        Place.read(place, memory);
        byte[] kept = Files.readAllBytes(memory);
        for (int cut = 0; cut < kept.length; cut += 7) {
            byte[] damaged = kept.clone();
            damaged[cut] ^= 1;
            Files.write(memory, damaged);
            assertEquals(List.of("CVE-2025-0001"), cves(Place.read(place, memory)));
            Files.write(memory, Arrays.copyOf(kept, cut));
            assertEquals(List.of("CVE-2025-0001"), cves(Place.read(place, memory)));
        }
        assertEquals(1, Place.read(place, memory).unchanged());
    }

    @Test
    void aBrokenFileIsToldEachTimeAndTheRestIsRead() throws IOException {
        write("a.json", record(1).substring(0, 60));
        write("b.json", record(2));
        write("c.json", "[".repeat(10_000) + "\"ESXi\"" + "]".repeat(10_000));
        write("d.json", "ESXi " + "x".repeat(17 << 20));
        write("e.tsv", "no table");
        for (int i = 0; i < 2; i++) {
            Reading reading = Place.read(place, memory);
            assertEquals(List.of("CVE-2025-0002"), cves(reading));
            assertEquals(4, reading.problems().size(), reading.problems().toString());
        }
    }

    @Test
    void aZipIsReadAndTheZipInIt() throws IOException {
        byte[] inner =
                zip(
                        Map.of(
                                "cves/a.json", bytes(record(1)),
                                "cves/b.json", bytes("{\"ESXi"),
                                "../../c.json", bytes(record(3))));
        Path zip = directory.resolve("all.zip.zip");
        Files.write(
                zip, zip(Map.of("cves.zip", inner, "d.json", bytes(record(4)), "e", bytes("x"))));
        Reading reading = Place.read(zip, memory);
        assertEquals(List.of("CVE-2025-0001", "CVE-2025-0003", "CVE-2025-0004"), cves(reading));
        assertEquals(
                List.of(
                        "all.zip.zip!/cves.zip!/cves/b.json: it is cut off, or no JSON; get it"
                                + " again"),
                reading.problems());
    }

    @Test
    void aWholeZipIsRememberedAndABrokenOneIsTold() throws IOException {
        Path zip = place.resolve("all.zip");
        byte[] whole = zip(Map.of("a.json", bytes(record(1)), "b.json", bytes(OTHER.repeat(20))));
        Files.write(zip, whole);
        assertEquals(List.of(), Place.read(place, memory).problems());
        assertEquals(1, Place.read(place, memory).unchanged());

        Files.write(zip, Arrays.copyOf(whole, whole.length - 30));
        Reading cut = Place.read(place, memory);
        assertEquals(
                List.of("all.zip: the zip is cut off, or is none; get it again"), cut.problems());
        Files.writeString(zip, "no zip");
        assertEquals(1, Place.read(place, memory).problems().size());
    }

    /** What is packed a thousand times smaller than it is costs no more than its limit. */
    @Test
    void aBombInAZipIsToldAndTheRestIsRead() throws IOException {
        Path zip = place.resolve("all.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream bomb = new ZipOutputStream(out)) {
            bomb.putNextEntry(new ZipEntry("a.json"));
            for (int i = 0; i < 40; i++) {
                bomb.write(new byte[1 << 20]);
            }
            bomb.putNextEntry(new ZipEntry("b.json"));
            bomb.write(bytes(record(2)));
        }
        Reading reading = Place.read(place, memory);
        assertEquals(List.of("CVE-2025-0002"), cves(reading));
        assertEquals(List.of("all.zip!/a.json: it is larger than 16 MiB"), reading.problems());
    }

    /** To come to what follows, a zip unpacks what is passed over. */
    @Test
    void whatIsPassedOverInAZipInAZipCounts() throws IOException {
        byte[] inner = zip(Map.of("x.bin", new byte[3 << 20], "y.bin", new byte[3 << 20]));
        Path zip = directory.resolve("outer.zip");
        Files.write(zip, zip(Map.of("inner.zip", inner)));
        Zips within = new Zips(new Documents("outer", new Reading()), 7 << 20);
        within.read(zip, "outer.zip");
        Zips beyond = new Zips(new Documents("outer", new Reading()), 5 << 20);
        IOException problem = assertThrows(IOException.class, () -> beyond.read(zip, "outer.zip"));
        assertEquals(
                "more than 5.2 MB come out of it, which is no zip of records; get it again",
                problem.getMessage());
    }

    /** What may come out of a zip depends on what it is itself. */
    @Test
    void aBombOfManyFilesIsLeftWhenItHasCostEnough() throws IOException {
        assertEquals(33_554_432, Zips.limit(1000));
        assertEquals(60_000_000, Zips.limit(1_000_000));
        assertEquals(8L << 30, Zips.limit(1L << 30));
        byte[] empty = new byte[1 << 20];
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            files.put("cve-%d.json".formatted(i), empty);
        }
        Files.write(place.resolve("bomb.zip"), zip(files));
        Reading reading = Place.read(place, memory);
        List<String> left =
                reading.problems().stream().filter(each -> each.contains("come out")).toList();
        assertEquals(
                List.of(
                        "bomb.zip: more than 33.6 MB come out of it, which is no zip of records;"
                                + " get it again"),
                left);
        assertTrue(reading.files() < 34, "it goes on: " + reading.files());
    }

    @Test
    void aRecordThatCannotBeRememberedKeepsNoOtherFromIt() throws IOException {
        write("a.json", record(1));
        write(
                "b.json",
                record(2)
                        .replace(
                                "\"cveId\"",
                                "\"dateUpdated\": \"" + "2".repeat(70_000) + "\", \"cveId\""));
        write("c.json", manyFixes(3));
        for (int unchanged : new int[] {0, 1}) {
            Reading reading = Place.read(place, memory);
            assertEquals(List.of("CVE-2025-0001", "CVE-2025-0002", "CVE-2025-0003"), cves(reading));
            assertEquals(unchanged, reading.unchanged());
        }
    }

    private static String manyFixes(int number) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_001; i++) {
            text.append("ESXi80U3f-").append(20_000_000 + i).append(", ");
        }
        return Records.withText("CVE-2025-000" + number, "ESXi", text.toString());
    }

    @Test
    void aFileOfAnyNameIsKnownByItsContent() throws IOException {
        write("known", " " + Records.exploited("CVE-2024-37085"));
        write("table.txt", "\ufeffpatch\tadvisory\nX-1\tVMSA-2012-0009\n");
        assertEquals(2, Place.read(place.resolve("known"), null).findings().size());
        assertEquals(1, Place.read(place.resolve("table.txt"), null).findings().size());
    }

    @Test
    void linksOfADirectoryAreNotFollowed() throws IOException {
        Files.writeString(directory.resolve("out.json"), record(1));
        Files.createSymbolicLink(place.resolve("in.json"), directory.resolve("out.json"));
        Files.createSymbolicLink(place.resolve("up"), directory);
        assertEquals(List.of(), Place.read(place, memory).findings());
        Path link = Files.createSymbolicLink(directory.resolve("link"), place);
        write("a.json", record(2));
        assertEquals(List.of("CVE-2025-0002"), cves(Place.read(link, memory)));
    }

    @Test
    void aMemoryThatCannotBeWrittenCostsNothingElse() throws IOException {
        write("a.json", record(1));
        Files.writeString(directory.resolve("state"), "no directory");
        assertEquals(List.of("CVE-2025-0001"), cves(Place.read(place, memory)));
    }

    @Test
    void anInterruptEndsTheReading() throws IOException {
        write("a.json", record(1));
        Thread.currentThread().interrupt();
        try {
            assertThrows(EsxSyncException.class, () -> Place.read(place, memory));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void aPlaceThatIsGoneIsAnError() {
        assertThrows(
                NoSuchFileException.class, () -> Place.read(directory.resolve("none"), memory));
    }
}
