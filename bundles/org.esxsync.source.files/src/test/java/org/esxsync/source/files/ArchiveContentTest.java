package org.esxsync.source.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the archives of a share: bulletins, other archives and descriptions. */
class ArchiveContentTest {

    private static final String DRIVER = "INT-intel-lad-ddk-ixgbe-400.3.9.13-1.249663";

    @TempDir Path directory;

    private SampleShare share;

    @BeforeEach
    void begin() throws IOException {
        share = new SampleShare(directory);
    }

    @Test
    void listsTheBulletinsOfADepotEachWithTheWholeZip() throws IOException {
        share.file(
                        "x/ESX410-201101001.zip",
                        bundle("ESX410-201101201-SG esx 4.1.0 a\nESX410-201101202-UG esx 4.1.0 b"))
                .file(DRIVER + "-offline_bundle-697530.zip", bundle(DRIVER + " esx 4.0.0 c"))
                .scan();

        assertEquals(
                Set.of("ESX410-201101201-SG", "ESX410-201101202-UG", DRIVER),
                Set.copyOf(share.ids()));
        Patch one = share.patch("ESX410-201101201-SG");
        assertEquals(one.artifacts(), share.patch("ESX410-201101202-UG").artifacts());
        assertEquals("ESX410-201101001.zip", one.artifacts().get(0).path().value());
        assertEquals(LocalDate.of(2011, 1, 27), one.releaseDate());
        assertEquals(1, one.vibs().size());
        assertTrue(one.artifacts().get(0).sha256().isPresent());
        assertEquals(List.of(new Platform("esx", "4.0.0")), share.patch(DRIVER).platforms());
    }

    @Test
    void tellsADepotWithoutAnyBulletinThatIsFit() throws IOException {
        share.file("driver.zip", bundle(DRIVER))
                .file("ESX410-201101001.zip", bundle("ESX410-201101201-SG"));

        String remarks = String.join("\n", share.remarks());

        assertTrue(remarks.contains("nothing tells which patch is in driver.zip"), remarks);
        assertEquals(List.of("ESX410-201101001"), share.ids());
        assertEquals(1, share.found.problems().size(), share.found.problems()::toString);
    }

    @Test
    void takesABulletinOfSeveralZipsForOneAndTheOneThatIsNamedByIt() throws IOException {
        share.file("ESX410-201101001.zip", bundle("ESX410-201101201-SG esx 4.1.0 a"))
                .file("z/ESX410-201101201-SG.zip", bundle("ESX410-201101201-SG esx 4.1.0 a\n"))
                .scan();

        assertEquals(
                "ESX410-201101201-SG.zip",
                share.patch("ESX410-201101201-SG").artifacts().get(0).path().value());
    }

    @Test
    void makesAPatchOfEachPartOfARollUpAndNamesIt() throws IOException {
        byte[] inner = SampleShare.zip(Map.of("ESX303-200808404-SG.zip", SampleShare.zip("b")));
        share.file(
                        "ESX303-Rollup01.zip",
                        SampleShare.zip(
                                Map.of(
                                        "ESX303-200808403-SG.zip",
                                        SampleShare.zip("a"),
                                        "sub/inner.zip",
                                        inner,
                                        "readme.txt",
                                        new byte[] {1})))
                .scan();

        assertEquals(Set.of("ESX303-200808403-SG", "ESX303-200808404-SG"), Set.copyOf(share.ids()));
        Patch part = share.patch("ESX303-200808403-SG");
        assertEquals("ESX303-200808403-SG (part of ESX303-Rollup01)", part.title());
        assertEquals(
                "jar:"
                        + share.top.resolve("ESX303-Rollup01.zip").toRealPath().toUri()
                        + "!/ESX303-200808403-SG.zip",
                part.artifacts().get(0).location().toString());
        assertEquals(List.of(), leftInWorkspace());
    }

    @Test
    void listsTheOthersWhereAPartOfARollUpHasANameThatNoFileCanHave() throws IOException {
        byte[] depot = SampleShare.zip(Map.of("index.xml", new byte[0]));
        share.file("ESX303-Rollup01.zip", SampleShare.zip(Map.of("n".repeat(300) + ".zip", depot)))
                .archive("ESX350-200803214-UG.zip")
                .scan();

        assertEquals(List.of("ESX350-200803214-UG"), share.ids());
    }

    @Test
    void refusesZipsThatAreTooDeepInOthers() throws IOException {
        byte[] deep = SampleShare.zip("a");
        for (int i = 0; i < 4; i++) {
            deep = SampleShare.zip(Map.of("ESX303-20080840%d-SG.zip".formatted(i), deep));
        }
        share.file("ESX303-Rollup01.zip", deep).archive("ESX350-200803214-UG.zip").scan();

        assertEquals(List.of("ESX350-200803214-UG"), share.ids());
        assertEquals(1, share.found.problems().size(), share.found.problems()::toString);
        assertTrue(share.found.problems().get(0).contains("unpack the outermost"));
        assertEquals(List.of(), leftInWorkspace());
    }

    @Test
    void refusesMoreThanAThousandArchivesInOneFileAtWhateverDepthTheyAre() throws IOException {
        Map<String, byte[]> parts = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            parts.put("ESX303-200808%03d-SG.zip".formatted(i), new byte[] {1});
        }
        byte[] inner = SampleShare.zip(parts);
        share.file("all.zip", SampleShare.zip(Map.of("ESX303-Rollup01.zip", inner, "b.zip", inner)))
                .scan();

        assertTrue(
                share.found.problems().stream()
                        .anyMatch(
                                problem ->
                                        problem.contains("all.zip")
                                                && problem.contains("more than 1000 archives")),
                share.found.problems()::toString);
    }

    @Test
    void readsTheDescriptionWithinAnArchive() throws IOException {
        String description =
                "<descriptor><id>ESX350-200803214-UG</id><summary>Tools</summary>"
                        + "<releaseDate>2008-04-10T00:00:00</releaseDate>"
                        + "<obsoletes>ESX350-200802401-BG</obsoletes></descriptor>";
        share.file(
                        "bundle of april.zip",
                        SampleShare.zip(
                                Map.of(
                                        "x/descriptor.xml",
                                        description.getBytes(StandardCharsets.UTF_8))))
                .scan();

        Patch patch = share.patch("ESX350-200803214-UG");
        assertEquals("Tools", patch.title());
        assertEquals(LocalDate.of(2008, 4, 10), patch.releaseDate());
        assertEquals(List.of("ESX350-200802401-BG"), patch.supersedes());
    }

    @Test
    void tellsADescriptionOfAnotherPatchAndTakesNothingFromIt() throws IOException {
        String other =
                "<d><id>ESX350-200803215-UG</id><obsoletes>ESX350-200802401-BG</obsoletes></d>";
        share.file(
                "ESX350-200803214-UG.zip",
                SampleShare.zip(Map.of("descriptor.xml", other.getBytes(StandardCharsets.UTF_8))));

        String remarks = String.join("\n", share.remarks());

        assertTrue(
                remarks.contains("says ESX350-200803214-UG, which counts, and the description"),
                remarks);
        assertEquals(List.of(), share.patch("ESX350-200803214-UG").supersedes());
    }

    @Test
    void looksAtAFewDescriptionsInAnArchiveAndAtTheOutermostFirst() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 10; i < 20; i++) {
            files.put("a%d/descriptor.xml".formatted(i), new byte[] {'x'});
        }
        files.put("b/descriptor.xml", described("ESX350-200803214-UG"));
        share.file("many.zip", SampleShare.zip(files));
        files.put("descriptor.xml", described("ESX350-200803215-UG"));
        share.file("own.zip", SampleShare.zip(files)).scan();

        assertEquals(List.of("ESX350-200803215-UG"), share.ids());
    }

    @Test
    void readsTheDescriptionWithinATarball() throws IOException {
        share.file(
                        "ESX-1002424.tgz",
                        SampleShare.tarball(
                                "ESX-1002424/descriptor.xml",
                                "<d><release-date>2007-11-15</release-date></d>"))
                .releases("esx-3.0.2")
                .scan();

        assertEquals(LocalDate.of(2007, 11, 15), share.patch("ESX-1002424").releaseDate());
    }

    @Test
    void listsTarballsWhoseDescriptionsCannotBeFound() throws IOException {
        String noLength = "descriptor.xml" + "\0".repeat(110) + "-0000000010";
        String empty = "a" + "\0".repeat(123) + "00000000000" + "\0".repeat(377);
        String far = "descriptor.xml" + "\0".repeat(110) + "00000000056" + "\0".repeat(377);
        String date = "<d><release-date>2007-11-15</release-date></d>";
        share.file("ESX-1002424.tgz", SampleShare.tarball(noLength + "\0".repeat(900)))
                .file(
                        "ESX-1002425.tgz",
                        SampleShare.tarball(empty.repeat(40_000) + far + date + "\0".repeat(900)))
                .releases("esx-3.0.2")
                .scan();

        assertEquals(List.of("ESX-1002424", "ESX-1002425"), share.ids());
        assertNull(share.patch("ESX-1002425").releaseDate());
    }

    private List<String> leftInWorkspace() throws IOException {
        try (var files = Files.list(directory.resolve("workspace"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("digests"))
                    .toList();
        }
    }

    private static byte[] described(String id) {
        return "<d><id>%s</id></d>".formatted(id).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bundle(String lines) throws IOException {
        return SampleShare.zip(Map.of("index.xml", lines.getBytes(StandardCharsets.UTF_8)));
    }
}
