package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.source.MalformedSourceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where depots, bundles and VIBs stand on disk, and what is told of the rest. */
class PlacesTest {

    private static final SampleBulletin.Vib VIB = SampleBulletin.Vib.of("net-x", "1.0-1");

    @TempDir Path temporary;
    @TempDir Path workspace;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("drivers"));
    }

    @Test
    void readsBundlesUnpackedOnesAndMirrorsInSubdirectories() throws IOException {
        sample("zip").zipTo(folder("6.7/a b").resolve("zip.zip"));
        sample("unpacked").unpackTo(folder("8.0/unpacked"));
        sample("mirrored").unpackTo(folder("mirror/esxi-8.0"));
        Files.createFile(folder("mirror/.esxsync").resolve("index.xml"));
        sample("inner").zipTo(folder("8.0/unpacked/more").resolve("part-of-it.zip"));
        Found found = Found.at(folder, workspace);
        assertEquals(Map.of(), found.collected().problems);
        assertEquals(Set.of("zip", "unpacked", "mirrored"), found.ids());
        assertEquals(List.of(), found.remarks());
    }

    @Test
    void readsAnUpdateDownloadStoreFromItsTop() throws IOException {
        Path vendor = folder("hostupdate/vmw");
        sample("b").unpackTo(vendor);
        Files.move(
                vendor.resolve("vendor-index.xml"),
                vendor.resolve("__hostupdate20-consolidated-metadata-index__.xml"));
        String index =
                SampleBundle.index("v", "vmw/", "__hostupdate20-consolidated-metadata-index__.xml");
        Files.writeString(
                folder.resolve("hostupdate/__hostupdate20-consolidated-index__.xml"), index);
        for (Path top : List.of(folder, folder.resolve("hostupdate"), temporary)) {
            assertEquals(Set.of("b"), Found.at(top, workspace).ids());
        }
    }

    @Test
    void leavesOtherSourcesFilesWithoutAWordAndNamesTheRestOnce() throws IOException {
        sample("b").zipTo(folder.resolve("b.zip"));
        Files.createFile(folder.resolve("ESX-1002424.tgz"));
        Files.createFile(folder.resolve("ESX350-200802408-SG.zip"));
        Files.createFile(folder.resolve("update-from-esxi4.1-4.1_update01.zip"));
        new SampleBundle()
                .version("4.0.0")
                .bulletin(SampleBulletin.of("INT-driver", "4.0.0", VIB))
                .zipTo(folder.resolve("INT-driver-offline_bundle-697530.zip"));
        Files.write(
                folder.resolve("of-3.5.zip"),
                SampleBundle.zip(Map.of("ESX350-1/descriptor.xml", new byte[1])));
        Files.createFile(folder.resolve("esxi.iso"));
        Files.createFile(folder.resolve("readme.txt"));
        Files.write(folder.resolve("photos.zip"), SampleBundle.zip(Map.of("a.jpg", new byte[1])));
        folder("1/2/3/4/5/6/7/8/9");
        Found found = Found.at(folder, workspace);
        assertEquals(Set.of("b"), found.ids());
        assertEquals(Map.of(), found.collected().problems);
        assertEquals(
                List.of("test: not read: 1/2/3/4/5/6/7/8/9 (it is too deep), esxi.iso, photos.zip"),
                found.remarks());
    }

    @Test
    void tellsBundlesOfOlderReleasesByTheirBulletinsWhateverTheirIndexSays() throws IOException {
        sample("b").zipTo(folder.resolve("b.zip"));
        new SampleBundle()
                .version("*")
                .bulletin(SampleBulletin.of("ESX410-201101201-SG", "4.1.0", VIB))
                .zipTo(folder.resolve("older.zip"));
        new SampleBundle()
                .version("4.0.0")
                .bulletin(SampleBulletin.of("later", "5.0.0", VIB))
                .zipTo(folder.resolve("later.zip"));

        assertEquals(Set.of("b", "later"), Found.at(folder, workspace).ids());
    }

    @Test
    void followsNoLinkOutOfTheDirectoryAndNoneTwice() throws IOException {
        sample("secret").zipTo(Files.createDirectory(temporary.resolve("other")).resolve("s.zip"));
        sample("b").zipTo(folder("in").resolve("b.zip"));
        Files.createSymbolicLink(folder.resolve("out"), temporary.resolve("other"));
        Files.createSymbolicLink(folder.resolve("in/loop"), folder);
        Files.createSymbolicLink(folder.resolve("gone"), temporary.resolve("nothing"));
        Found found = Found.at(folder, workspace);
        assertEquals(Set.of("b"), found.ids());
        assertEquals(
                List.of("test: not read: out (it leads out of the directory)"), found.remarks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"in a folder", "macOS", "two zips", "with papers"})
    void readsBundlesThatWereZippedInAnotherWay(String kind) throws IOException {
        byte[] inner = sample("b").zip();
        Map<String, byte[]> entries = new java.util.LinkedHashMap<>();
        switch (kind) {
            case "in a folder" ->
                    sample("b").files().forEach((name, file) -> entries.put("VMW-x/" + name, file));
            case "macOS" -> {
                entries.putAll(sample("b").files());
                entries.put("__MACOSX/._index.xml", new byte[1]);
                entries.put(".DS_Store", new byte[1]);
            }
            case "two zips" -> {
                entries.put("b.zip", inner);
                entries.put("c/c.zip", sample("c").zip());
            }
            default -> {
                entries.put("doc/licenses.zip", SampleBundle.zip(Map.of("a.txt", new byte[1])));
                entries.put("x-offline_bundle.zip", inner);
                entries.put("x.vib", new byte[1]);
            }
        }
        Path zip = Files.write(folder.resolve("odd.zip"), SampleBundle.zip(entries));
        for (Path location : List.of(zip, folder)) {
            Found found = Found.at(location, workspace);
            assertEquals(Map.of(), found.collected().problems);
            assertEquals(kind.equals("two zips") ? Set.of("b", "c") : Set.of("b"), found.ids());
            assertEquals(kind.equals("with papers") ? 1 : 0, found.remarks().size());
            Patch patch = found.patch("b");
            assertArrayEquals(
                    VIB.content(), LocationContent.read(patch.artifacts().get(0).location()));
        }
    }

    @Test
    void describesAVibThatStandsAlone() throws IOException {
        byte[] content = ar("descriptor.xml", VIB.described(""));
        Path file = Files.write(folder.resolve("driver.vib"), content);
        for (Path location : List.of(file, folder)) {
            CollectedPatches found = CollectedPatches.at(location, workspace);
            Patch patch = found.only();
            assertEquals(VIB.id(), patch.id());
            assertEquals(PatchKind.VIB, patch.kind());
            assertTrue(patch.isFor("embeddedEsx", "8.0"), "it names no platform, so it is for any");
            assertEquals(VIB.path(), patch.artifacts().get(0).path().value());
            assertEquals(file.toUri(), patch.artifacts().get(0).location());
            assertEquals(content.length, patch.artifacts().get(0).size());
            Digest metadata = patch.metadata().digests().get(0);
            Path copy = found.offered.get(metadata);
            assertEquals(SampleBundle.sha256(Files.readAllBytes(copy)), metadata.hex());
            assertEquals(copy.toUri(), patch.metadata().location());
            String state = found.result.state();
            assertTrue(CollectedPatches.at(location, workspace, state).result.unchanged());
            Files.delete(copy);
            assertEquals(patch, CollectedPatches.at(location, workspace, state).only());
        }
    }

    @Test
    void listsAVibOnceThatStandsInABundleToo() throws IOException {
        SampleBulletin.Vib vib =
                new SampleBulletin.Vib(
                        VIB.name(),
                        VIB.version(),
                        VIB.path(),
                        ar("descriptor.xml", VIB.described("")),
                        "false",
                        "");
        new SampleBundle()
                .bulletin(SampleBulletin.of("b", "8.0", vib))
                .metadataEntry("vmware.xml", "<metadataResponse/>")
                .zipTo(folder.resolve("b.zip"));
        Files.write(folder.resolve("a.vib"), vib.content());
        CollectedPatches found = CollectedPatches.at(folder, workspace);
        assertEquals("b", found.only().id());
        assertTrue(CollectedPatches.at(folder, workspace, found.result.state()).result.unchanged());
    }

    /** Nothing but its descriptor vouches for a VIB that stands alone. */
    @ParameterizedTest
    @CsvSource({
        "payload,ok",
        "paylOad,has the SHA-256",
        "payloa,ends within its payload",
        "'',has no payload 'net-x'"
    })
    void comparesAVibThatStandsAloneWithItsDescriptor(String payload, String expected)
            throws IOException {
        String described =
                VIB.described("")
                        .replace(
                                "size=\"1\"/>",
                                "size='7'><checksum checksum-type='sha-256'>%s</checksum></payload>"
                                        .formatted(
                                                SampleBundle.sha256(
                                                        SampleBundle.bytes("payload"))));
        Path file =
                Files.write(
                        folder.resolve("driver.vib"),
                        payload.isEmpty()
                                ? ar("descriptor.xml", described)
                                : ar("descriptor.xml", described, "net-x/", "payload"));
        if (payload.length() == "payload".length()) {
            replace(file, "payload", payload);
        } else if (!payload.isEmpty()) {
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 2));
        }

        if (expected.equals("ok")) {
            assertEquals(VIB.id(), CollectedPatches.at(file, workspace).only().id());
        } else {
            String problem =
                    assertThrows(
                                    MalformedSourceException.class,
                                    () -> CollectedPatches.at(file, workspace))
                            .getMessage();
            assertTrue(problem.contains("is damaged: ") && problem.contains(expected), problem);
        }
    }

    private static void replace(Path file, String from, String to) throws IOException {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        int start = content.lastIndexOf(from);
        Files.writeString(
                file,
                content.substring(0, start) + to + content.substring(start + from.length()),
                StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no archive", "other member", "huge", "cut", "no XML", "no end"})
    void refusesAFileThatIsNoVib(String kind) throws IOException {
        byte[] content =
                switch (kind) {
                    case "no archive" -> SampleBundle.bytes("<html>".repeat(20));
                    case "other member" -> ar("sig.pkcs7", VIB.described(""));
                    case "huge" ->
                            new String(ar("descriptor.xml", "x"), StandardCharsets.US_ASCII)
                                    .replace("1         `", "9999999999`")
                                    .getBytes(StandardCharsets.US_ASCII);
                    case "cut" -> Arrays.copyOf(ar("descriptor.xml", VIB.described("")), 200);
                    case "no XML" -> ar("descriptor.xml", "<vib>");
                    default -> ar("descriptor.xml", VIB.described("").replace("</vib>", "</vib >"));
                };
        Path file = Files.write(folder.resolve("driver.vib"), content);
        EsxSyncException problem =
                assertThrows(
                        MalformedSourceException.class, () -> CollectedPatches.at(file, workspace));
        assertEquals(1, problem.getMessage().lines().count());
        sample("good").zipTo(folder.resolve("good.zip"));
        CollectedPatches found = CollectedPatches.at(folder, workspace);
        assertEquals(List.of("good"), found.ids());
        assertEquals(Set.of(file.toString()), found.problems.keySet());
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static SampleBundle sample(String id) {
        return new SampleBundle().bulletin(SampleBulletin.of(id, "8.0", VIB));
    }

    /** An ar archive of members, by name and content. */
    private static byte[] ar(String... members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(SampleBundle.bytes("!<arch>\n"));
        for (int i = 0; i < members.length; i += 2) {
            byte[] content = SampleBundle.bytes(members[i + 1]);
            out.write(
                    SampleBundle.bytes(
                            "%-16s%-12s%-6s%-6s%-8s%-10d`\n"
                                    .formatted(
                                            members[i], "0", "0", "0", "100644", content.length)));
            out.write(content);
            if (content.length % 2 != 0) {
                out.write('\n');
            }
        }
        return out.toByteArray();
    }
}
