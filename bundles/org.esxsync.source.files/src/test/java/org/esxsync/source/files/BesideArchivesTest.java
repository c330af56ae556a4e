package org.esxsync.source.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands beside the archives of a share: pages, catalogues and lists of checksums. */
class BesideArchivesTest {

    @TempDir Path directory;

    private SampleShare share;

    @BeforeEach
    void begin() throws IOException {
        share = new SampleShare(directory);
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

    @Test
    @Timeout(60)
    void readsListsAndCataloguesInATimeThatGrowsWithTheirSizeAlone() throws IOException {
        share.archive("ESX350-200803214-UG.zip")
                .file("md5sums", "a" + " ".repeat(1_000_000) + "b")
                .file("list.csv", "id,title\nESX350-200803214-UG,x" + "\"".repeat(8_000_000))
                .scan();

        assertEquals(List.of("ESX350-200803214-UG"), share.ids());
    }
}
