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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.reader.PatchArchiveReader;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.source.files.share.LocalShare;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a share as a whole lists. */
class ShareScanTest {

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
    void readsAnUnchangedShareAgainOnceAReaderHasCome() throws IOException {
        share.archive("ESX350-200803214-UG.zip");
        List<PatchArchiveReader> later = share.readers.archives;
        share.readers.archives = List.of();
        String before = share.scan().state();
        share.readers.archives = later;

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

    private static Patch superseding(String id, String... others) {
        return Patch.builder("s", id, "bundle").supersedes(List.of(others)).build();
    }

    private static byte[] bundle(String lines) throws IOException {
        return SampleShare.zip(Map.of("index.xml", lines.getBytes(StandardCharsets.UTF_8)));
    }
}
