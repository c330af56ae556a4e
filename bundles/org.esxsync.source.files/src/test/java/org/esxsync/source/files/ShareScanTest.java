package org.esxsync.source.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.source.files.share.LocalShare;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareScanTest {

    private static final String DRIVER = "INT-intel-lad-ddk-ixgbe-400.3.9.13-1.249663";

    @TempDir Path directory;

    private SampleShare share;

    @BeforeEach
    void begin() throws IOException {
        share = new SampleShare(directory);
    }

    @Test
    void makesAPatchOfEachArchiveWhoseNameCarriesAnId() throws IOException {
        share.archive("ESX-1002424.tgz")
                .file("3.0.3/esx303-200808403-sg.ZIP", SampleShare.zip("3.0.3"))
                .archive("3.5/i/ESXe350-200805503-C-SG.zip")
                .archive("ESX400-201005001.zip")
                .archive("ESX350-Update05a.zip")
                .archive("update-from-esxi4.1-4.1_update01.zip")
                .releases("esx-3.0.2")
                .scan();

        assertEquals(
                Set.of(
                        "ESX-1002424",
                        "ESX303-200808403-SG",
                        "ESXe350-200805503-C-SG",
                        "ESX400-201005001",
                        "ESX350-Update05a",
                        "ESXi410-Update01"),
                Set.copyOf(share.ids()));
        assertEquals(List.of(), share.found.problems());
        Patch old = share.patch("ESX-1002424");
        assertEquals("vi3", old.format());
        assertEquals(List.of(new Platform("VMware ESX Server", "3.0.2")), old.platforms());
        Patch patch = share.patch("ESX303-200808403-SG");
        assertEquals("bundle", patch.format());
        assertEquals("security", patch.classification().category());
        assertEquals("ESX303-200808403-SG.zip", patch.artifacts().get(0).path().value());
        assertNull(patch.releaseDate());
    }

    @Test
    void findsNothingNewInTheSameShareAndReadsOneThatHasChanged() throws IOException {
        share.archive("ESX350-200803214-UG.zip");
        ScanResult first = share.scan();

        assertTrue(share.scan(first.state()).unchanged());
        share.archive("ESX350-200803215-UG.zip");
        ScanResult second = share.scan(first.state());
        assertFalse(second.unchanged());

        Path file = share.top.resolve("ESX350-200803215-UG.zip");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        assertFalse(share.scan(second.state()).unchanged());
    }

    @Test
    void leavesWhatIsOfLaterReleasesWithoutAWord() throws IOException {
        share.archive("ESXi500-201112401-SG.zip")
                .file("VMware-8.0U3.zip", bundle("ESXi80U3-1 embeddedEsx 8.0 a"))
                .archive("ESX350-200803214-UG.zip")
                .scan();

        assertEquals(List.of("ESX350-200803214-UG"), share.ids());
        assertEquals(List.of(), share.found.problems());
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

    private List<String> leftInWorkspace() throws IOException {
        try (var files = Files.list(directory.resolve("workspace"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("digests"))
                    .toList();
        }
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

    private static byte[] described(String id) {
        return "<d><id>%s</id></d>".formatted(id).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void takesTwoNamesOfOneContentForOnePatchAndOneNameOfTwoContentsForTwo() throws IOException {
        byte[] same = SampleShare.zip("same");
        share.file("a/ESX350-200803214-UG.zip", same)
                .file("b/esx350-200803214-ug (1).zip", same)
                .file("b/ESX350-200803215-UG.zip", same)
                .file("a/ESX350-200803216-UG.zip", SampleShare.zip("one"))
                .file("b/ESX350-200803216-UG.zip", SampleShare.zip("other"))
                .scan();

        assertEquals(
                List.of("ESX350-200803214-UG", "ESX350-200803216-UG", "ESX350-200803216-UG"),
                share.ids());
        assertNotEquals(
                share.found.patches().get(1).revision(), share.found.patches().get(2).revision());
    }

    @Test
    void believesAPageFirstThenACatalogue() throws IOException {
        share.archive("ESX-1002424.tgz")
                .file("pages/1002424.html", "page ESX-1002424 2007-11-15 for 3.0.2")
                .archive("ESX-1002090.tgz")
                .file(
                        "list.csv",
                        """
                        id,release,date,title,supersedes,reboot,kb,extra
                        ESX-1002424,3.0.1,2007-01-01,Other,,,,
                        esx-1002090,"esx-3.0.1, esx-3.0.2",10/8/07,"Tools, new",ESX-1001907,no,1002090,x
                        """)
                .scan();

        Patch paged = share.patch("ESX-1002424");
        assertEquals(LocalDate.of(2007, 11, 15), paged.releaseDate());
        assertEquals("Page of ESX-1002424", paged.title());
        Patch listed = share.patch("ESX-1002090");
        assertEquals(LocalDate.of(2007, 10, 8), listed.releaseDate());
        assertEquals("Tools, new", listed.title());
        assertEquals(List.of("ESX-1001907"), listed.supersedes());
        assertEquals(
                List.of(
                        new Platform("VMware ESX Server", "3.0.1"),
                        new Platform("VMware ESX Server", "3.0.2")),
                listed.platforms());
        assertEquals("http://kb.vmware.com/kb/1002090", String.valueOf(listed.details()));
    }

    @Test
    void listsAPatchOfWhichThereIsAPageOnlyWithoutAFile() throws IOException {
        share.archive("ESX350-200803214-UG.zip")
                .file("p.html", "page ESX350-200803215-UG 2008-04-10")
                .scan();

        assertFalse(share.patch("ESX350-200803215-UG").isDownloadable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ESX350-200803214-UG.zip.md5=%s",
                "md5sums=%s  ESX350-200803214-UG.zip",
                "MD5SUMS.txt=%s *C:\\\\old\\\\esx350-200803214-ug.ZIP",
                "list.csv=id;md5\nESX350-200803214-UG;%s",
                "page.html=page ESX350-200803214-UG 2008-04-10 md5 %s",
                "all.md5=MD5 (/srv/x/ESX350-200803214-UG.zip) = %s",
            })
    void comparesTheArchiveWithEveryChecksumBesideIt(String beside) throws IOException {
        byte[] archive = SampleShare.zip("content");
        String right = Digest.of(Digest.Algorithm.MD5, archive).hex();
        String[] file = beside.split("=", 2);
        share.file("ESX350-200803214-UG.zip", archive)
                .file(file[0], file[1].formatted(right))
                .scan();
        assertEquals(List.of(), share.found.problems());
        assertEquals(List.of("ESX350-200803214-UG"), share.ids());

        share.file(file[0], file[1].formatted("0".repeat(32)));
        share.scan();

        assertEquals(1, share.found.problems().size(), share.found.problems()::toString);
        assertTrue(share.found.problems().get(0).contains(right), share.found.problems()::toString);
    }

    @Test
    void readsChecksumListsInTheEncodingsOfWindows() throws IOException {
        byte[] archive = SampleShare.zip("content");
        String line =
                Digest.of(Digest.Algorithm.SHA_256, archive).hex()
                        + "  ESX350-200803214-UG.zip\r\n";
        share.file("ESX350-200803214-UG.zip", archive)
                .file("a/SHA256SUMS", ("\ufeff" + line).getBytes(StandardCharsets.UTF_16LE))
                .file("SHA256SUMS", ("\ufeff" + line).getBytes(StandardCharsets.UTF_16BE))
                .scan();

        assertEquals(List.of(), share.found.problems());
    }

    @Test
    void takesTheListThatIsNearestWhereTwoDirectoriesHoldFilesOfOneName() throws IOException {
        byte[] one = SampleShare.zip("one");
        share.file("a/ESX350-200803214-UG.zip", one)
                .file(
                        "a/md5sums",
                        Digest.of(Digest.Algorithm.MD5, one).hex() + "  ESX350-200803214-UG.zip")
                .file("md5sums", "0".repeat(32) + "  ESX350-200803214-UG.zip")
                .scan();

        assertEquals(List.of(), share.found.problems());
    }

    @ParameterizedTest
    @CsvSource({
        "ESX350-200813214-UG.zip",
        "ESX350-20080321-UG.zip",
        "vmware-tools.tgz",
        "ESX350-200803214-UG and ESX350-200803215-UG.zip"
    })
    void leavesWhatOnlyLooksLikeAPatch(String name) throws IOException {
        share.archive(name).archive("ESX-1002424.tgz").releases("esx-3.0.2").scan();

        assertEquals(List.of("ESX-1002424"), share.ids());
    }

    @Test
    void tellsWhatAnArchiveIsWhoseNameSaysOtherwise() throws IOException {
        share.file("ESX350-200803214-UG.zip", SampleShare.tarball("a"))
                .file("ESX350-200803215-UG.zip", "<html>Log in</html>")
                .file("ESX-1002424.tgz", SampleShare.zip("b"))
                .file("ESX350-200803216-UG.zip", new byte[] {'P', 'K', 3, 4, 1})
                .archive("ESX350-200803217-UG.zip")
                .scan();

        assertEquals(List.of("ESX350-200803217-UG"), share.ids());
        assertEquals(4, share.found.problems().size(), share.found.problems()::toString);
        assertNull(share.scan().state());
    }

    @Test
    void callsAScanIncompleteWhereADirectoryCannotBeReadAndTellsItEachTime() throws IOException {
        // Nobody can open a path that is longer than the system's limit, not even root.
        String long10 = ("n".repeat(250) + "/").repeat(10);
        SampleShare deep = new SampleShare(directory.resolve(long10));
        Path tail = directory.resolve("tail");
        Files.createDirectories(tail.resolve(("n".repeat(250) + "/").repeat(7)));
        Path moved = Files.move(tail, deep.archive("ESX350-200803214-UG.zip").top.resolve("tail"));
        try {
            assertNull(deep.scan().state());
            assertEquals(1, deep.found.problems().size());
            String problem = deep.found.problems().get(0);
            assertTrue(problem.contains("it cannot be read"), problem);
            assertNull(deep.scan().state());
            assertEquals(2, deep.found.problems().size());
        } finally {
            Files.move(moved, tail);
        }
    }

    @Test
    void passesOverWhatTheSystemKeepsInAFileSystem() throws IOException {
        share.archive("lost+found/ESX350-200803214-UG.zip")
                .archive("ESX350-200803215-UG.zip")
                .scan();

        assertEquals(List.of("ESX350-200803215-UG"), share.ids());
    }

    @Test
    void refusesLinksThatLeaveTheShareAndTakesThoseWithinIt() throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Files.write(outside.resolve("ESX350-200803214-UG.zip"), SampleShare.zip("a"));
        share.archive("inside/whatever.zip");
        Files.createSymbolicLink(share.top.resolve("out"), outside);
        Files.createSymbolicLink(
                share.top.resolve("ESX350-200803216-UG.zip"),
                outside.resolve("ESX350-200803214-UG.zip"));
        Files.createSymbolicLink(
                share.top.resolve("ESX350-200803215-UG.zip"), Path.of("inside/whatever.zip"));
        Files.createSymbolicLink(share.top.resolve("ring"), share.top);
        List<String> remarks = share.remarks();

        assertEquals(List.of("ESX350-200803215-UG"), share.ids());
        assertTrue(
                remarks.stream()
                        .anyMatch(
                                remark ->
                                        remark.startsWith("share: not read: ")
                                                && remark.endsWith(
                                                        "(it leads out of the directory)")),
                remarks::toString);
    }

    @Test
    void knowsUpdatesThatReplaceOthersByTheirNamesAndByTheirPages() throws IOException {
        share.archive("ESX350-Update04.zip")
                .archive("ESX350-Update05.zip")
                .archive("ESX350-Update05a.zip")
                .archive("ESX303-Rollup01.zip")
                .archive("ESX350-200803214-UG.zip")
                .file("a.html", "page ESX350-200803214-UG 2008-04-10 by ESX350-Update04")
                .scan();

        assertEquals(
                Set.of("ESX350-Update04", "ESX350-Update05"),
                Set.copyOf(share.patch("ESX350-Update05a").supersedes()));
        assertEquals(List.of("ESX350-200803214-UG"), share.patch("ESX350-Update04").supersedes());
        assertEquals(List.of(), share.patch("ESX303-Rollup01").supersedes());
    }

    @Test
    void findsRingsOfPatchesThatSupersedeEachOther() {
        List<Patch> patches =
                List.of(
                        superseding("a", "b"),
                        superseding("b", "c"),
                        superseding("c", "a"),
                        superseding("d", "a"));

        assertEquals(List.of("a, b, c"), NamedSuccession.rings(patches));
    }

    private static Patch superseding(String id, String... others) {
        return Patch.builder("s", id, "bundle").supersedes(List.of(others)).build();
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

    @Test
    void tellsWhatContradictsAndWhatIsNotKnown() throws IOException {
        share.archive("ESX-1002424.tgz")
                .archive("ESX350-200803214-UG.zip")
                .archive("a/ESX350-Update01.zip")
                .archive("b/ESX350-Update01.zip")
                .file("ESX350-Update02.zip", SampleShare.zip("same"))
                .file("ESX350-Update03.zip", SampleShare.zip("same"))
                .file("a.html", "page ESX350-200803214-UG 2008-04-10 for 3.0.1")
                .file("b.html", "page ESX350-200803214-UG 2008-04-11")
                .file("ESX350-200813214-UG.zip", SampleShare.zip("month 13"))
                .file("esx.tsv", "id\tdate\nESX-1\t2008-13-01\nESX-1\t2008-01-02")
                .file(
                        "list.csv",
                        "id,date,release\nESX350-200803214-UG,2008-04-12,esx-3.0.1\n"
                                + "ESX350-200803214-UG,2008-04-13,\nESX350-200803214-UG,,nonsense");

        String remarks = String.join("\n", share.remarks());

        for (String told :
                List.of(
                        "ESX350-Update01 has different content in a/ESX350-Update01.zip, b/ESX350-",
                        "ESX350-Update02.zip and ESX350-Update03.zip are the same file under two",
                        "nothing tells the release of ESX-1002424; put the page of each beside it",
                        "its dates contradict each other, of which the first one counts:"
                                + " its page 2008-04-10, the catalogue 2008-04-12",
                        "its rows contradict each other in date",
                        "no release: 'nonsense'",
                        "no date: '2008-13-01'",
                        "a.html and b.html contradict each other",
                        "its id says esx-3.5, which counts, and its page says otherwise",
                        "nothing tells which patch is in ESX350-200813214-UG.zip; put its id")) {
            assertTrue(remarks.contains(told), () -> told + "\n" + remarks);
        }
    }

    @Test
    void failsAsAWholeWhereTheShareIsGoneWhileItIsRead() throws IOException {
        share.archive("ESX350-200803214-UG.zip").archive("ESX350-200803215-UG.zip");
        LocalShare before = LocalShare.at(share.top);
        Files.move(share.top, directory.resolve("elsewhere"));
        ShareScan scan =
                new ShareScan(
                        "share",
                        "/share",
                        before,
                        Set.of(),
                        new Readers(List.of(), List.of()),
                        new Remarks("share", text -> {}));

        MalformedSourceException problem =
                assertThrows(
                        MalformedSourceException.class,
                        () -> scan.run(new ScanRequest(null, directory), share.found));

        assertTrue(problem.getMessage().contains("check that it is mounted"));
        assertEquals(List.of(), share.found.problems());
    }

    @Test
    @Tag("slow")
    void refusesAShareOfMoreThanAHundredThousandFiles() throws IOException {
        for (int i = 0; i <= 100_000; i++) {
            Files.createFile(share.top.resolve(Integer.toString(i)));
        }

        MalformedSourceException problem =
                assertThrows(MalformedSourceException.class, share::scan);

        assertTrue(problem.getMessage().contains("more than 100000 files"));
    }

    @Test
    @Timeout(60)
    void readsListsAndCataloguesInATimeThatGrowsWithTheirSizeAlone() throws IOException {
        share.archive("ESX350-200803214-UG.zip")
                .file("md5sums", "a" + " ".repeat(1_000_000) + "b")
                .file("list.csv", "id,title\nESX350-200803214-UG,x" + "\"".repeat(8_000_000))
                .scan();

        assertEquals(List.of("ESX350-200803214-UG"), share.ids());
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
    void readsAnUnchangedShareAgainOnceAReaderHasCome() throws IOException {
        share.archive("ESX350-200803214-UG.zip");
        FilesPatchSource early = share.source();
        early.archiveReaders = List.of();
        String before = early.scan(new ScanRequest(null, directory), share.found).state();

        String after = share.scan(before).state();

        assertNotEquals(before, after);
        assertEquals(after, share.scan(after).state());
    }

    @Test
    void failsWhereThereIsNothing() throws IOException {
        share.file("readme.txt", "nothing");

        MalformedSourceException problem =
                assertThrows(MalformedSourceException.class, share::scan);

        assertTrue(problem.getMessage().contains(share.top.toString()), problem.getMessage());
    }

    @Test
    void refusesReleasesThatAreNone() throws IOException {
        share.archive("ESX-1002424.tgz").releases("3.0.2");

        assertThrows(ConfigurationException.class, share::scan);
    }

    private static byte[] bundle(String lines) throws IOException {
        return SampleShare.zip(Map.of("index.xml", lines.getBytes(StandardCharsets.UTF_8)));
    }
}
