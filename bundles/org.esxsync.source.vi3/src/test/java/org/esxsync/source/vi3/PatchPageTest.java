package org.esxsync.source.vi3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.source.MalformedSourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchPageTest {

    private static final String ID = "ESX-8258730";
    private static final URI PAGE = URI.create("http://site.example/doc/esx-8258730-patch.html");
    private static final String MD5 = "0123456789abcdef0123456789abcdef";

    private static final String TARBALL = "<a href=/ESX-8258730.tgz>Download Now</a> ";

    private static final String SPRING_2007 =
            """
            <HTML><HEAD><TITLE>VMware ESX Server 3.0.1, Patch ESX-8258730</TITLE></HEAD>
            <BODY><H1>Patch</H1>
            <P>Install ESX-9287937 (released 1/2/06) before this one, see
               <A HREF="esx-9287937-patch.html">Download Patch ESX-9287937 for VMware ESX Server
               3.0.0</A>.
            <P><B>Released 3/29/07</B>
            <P><A HREF="../vi/ESX-8258730.tgz">Download&nbsp;Patch ESX-8258730
            for VMware&reg; ESX
              Server 3.0.1</A><BR>md5sum: 0123456789abcdef0123456789abcdef</P>
            </BODY></HTML>
            """;

    private static final String AUTUMN_2007 =
            """
            <html><head><title>ESX Server 3.0.2, Patch ESX-8258730; Update of made-up
             tools (8258730)</title></head><body>
            <p>Supersedes nothing important. You must also install patch ESX-9287937.</p>
            <table>
            <tr><td>Release Date:</td><td>11/15/07</td></tr>
            <tr><td>Document Last Updated:</td><td>12/1/07</td></tr>
            <tr><td colspan=2><a href="http://dl.example/ESX-8258730.tgz">Download Now</a></td></tr>
            <tr><td>Download Size:</td><td>40.0 MB</td></tr>
            <tr><td>Download Filename:</td><td>ESX-8258730.tgz</td></tr>
            <tr><td>md5sum:</td><td>0123456789abcdef0123456789abcdef</td></tr>
            <tr><td>Product Versions</td><td>ESX Server 3.0.2</td></tr>
            <tr><td>Patch Classification</td><td>Critical</td></tr>
            <tr><td>Supersedes</td><td>ESX-1001907, ESX-1001908</td></tr>
            <tr><td>Virtual Machine Migration or Reboot Required</td><td>No</td></tr>
            <tr><td>ESX Server Host Reboot Required</td><td>Yes</td></tr>
            <tr><td>PRs Fixed</td><td>1761630, 171646</td></tr>
            </table></body></html>
            """;

    @Test
    void readsAPageOfSpring2007() {
        assertEquals(
                Patch.builder("site", ID, "vi3")
                        .title("VMware ESX Server 3.0.1, Patch ESX-8258730")
                        .releaseDate(LocalDate.of(2007, 3, 29))
                        .platform("VMware ESX Server", "3.0.1")
                        .artifact(tarball("http://site.example/vi/ESX-8258730.tgz", MD5))
                        .details(PAGE)
                        .build(),
                read(SPRING_2007));
    }

    @Test
    void readsAPageOfAutumn2007() {
        assertEquals(
                Patch.builder("site", ID, "vi3")
                        .title(
                                "ESX Server 3.0.2, Patch ESX-8258730; Update of made-up tools"
                                        + " (8258730)")
                        .releaseDate(LocalDate.of(2007, 11, 15))
                        .classification(new Classification("critical", ""))
                        .platform("VMware ESX Server", "3.0.2")
                        .artifact(tarball("http://dl.example/ESX-8258730.tgz", MD5, 40_000_000))
                        .supersedes(List.of("ESX-1001907", "ESX-1001908"))
                        .reboot(Reboot.REQUIRED)
                        .details(PAGE)
                        .build(),
                read(AUTUMN_2007));
    }

    @Test
    void readsLabelsThatAreGluedToTheirValues() {
        Patch patch =
                read(
                        """
                        <title>Patch</title><p>ESX Server 3.0.1Release Date: 9/6/07Last Updated:
                        9/7/07Download Size: 1.2 MBmd5sum:0123456789abcdef0123456789abcdefProduct
                        VersionsESX Server 3.0.1Patch
                        ClassificationSecuritySupersedesESX-1001907Virtual
                        Machine Migration or Reboot RequiredYesESX Server Host Reboot RequiredNoPRs
                        Fixed176163 <a href=/ESX-8258730.tgz>Download Now</a>
                        """);
        assertEquals(LocalDate.of(2007, 9, 6), patch.releaseDate());
        assertEquals(List.of(new Platform("VMware ESX Server", "3.0.1")), patch.platforms());
        assertEquals("security", patch.classification().category());
        assertEquals(List.of("ESX-1001907"), patch.supersedes());
        assertEquals(Reboot.NOT_REQUIRED, patch.reboot());
        assertEquals(
                List.of(new Digest(Digest.Algorithm.MD5, MD5)), patch.artifacts().get(0).digests());
        assertEquals(1_200_000, patch.artifacts().get(0).approximateSize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Download Size: N/A", "Download Size: 9999 GB", "Download Size"})
    void aSizeThatIsNotToldOrNotToBeBelievedIsNotKnown(String row) {
        assertEquals(List.of(Artifact.UNKNOWN_SIZE), sizes(pageWith(TARBALL + row)));
    }

    @Test
    void severalTarballsHaveSizesOnlyIfEachHasOne() {
        String two = TARBALL + "<a href=/b/ESX-8258730-b.tgz>Download</a>";

        assertEquals(
                List.of(1_000_000L, 2_000L),
                sizes(pageWith(two + "Download Size: 1 MB, Download Size: 2 KB")));
        assertEquals(
                List.of(Artifact.UNKNOWN_SIZE, Artifact.UNKNOWN_SIZE),
                sizes(pageWith(two + "Download Size: 1 MB, Download Size: unknown")));
    }

    @Test
    void aRoundedSizeIsNeverTakenForAnExactOne() {
        assertEquals(
                Artifact.UNKNOWN_SIZE,
                read(pageWith(TARBALL + "Download Size: 1,234,567 bytes"))
                        .artifacts()
                        .get(0)
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Supersedes None", "Superceded By ESX-1001907", "Superceded By: None", ""})
    void knowsWhenNothingIsSuperseded(String row) {
        assertEquals(List.of(), read(pageWith(row)).supersedes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Download Patch ESX-8258730 for VMware ESX Server 3.0.0 and 3.0.1 | 3.0.0 3.0.1",
                "DOWNLOAD PATCH esx-8258730 FOR VMWARE ESX SERVER 3.0.1 | 3.0.1",
                "Download Patch ESX-8258730 for VMware ESX Server 3.0.0, 3.0.1, and 3.0.2 |"
                        + " 3.0.0 3.0.1 3.0.2",
                "Download Patch ESX-8258730 for VMware ESX Server 3.0.0<br>Download Patch"
                        + " ESX-8258730 for VMware ESX Server 3.0.1. | 3.0.0 3.0.1",
                "Download Patch ESX-8258730 for VMware ESX Server 3.0.1, 7.90 MB | 3.0.1",
                "Download Patch for VMware ESX Server 3.0.1 4.2 MB | 3.0.1",
                "Download Patch Bundle ESX-8258730 for VMware&#160;ESX 3.0.1 | 3.0.1",
                "Product Versions: ESX Server 3.0.0<br>ESX Server 3.0.1 | 3.0.0 3.0.1",
                "Download Patch ESX-9287937 for VMware ESX Server 3.0.0. Download Patch ESX-8258730"
                        + " for VMware ESX Server 3.0.1 | 3.0.1",
            })
    void readsEveryVersion(String body, String versions) {
        assertEquals(
                List.of(versions.split(" ")).stream()
                        .map(version -> new Platform("VMware ESX Server", version))
                        .toList(),
                read("<p>" + body).platforms());
    }

    @Test
    void keepsTheNameOfAnotherProduct() {
        assertEquals(
                List.of(new Platform("VMware VirtualCenter Server", "2.0.1")),
                read("Download Patch ESX-8258730 for VMware VirtualCenter Server 2.0.1")
                        .platforms());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>Released 3/29/07</b>",
                "<b>Released:</b> 03/29/2007",
                "<strong>Released on March 29, 2007</strong>",
                "<p>Released Mar. 29 2007<p>",
                "<b>Released 2007-03-29</b>Download",
                "<td>Release Date:<td>3/29/07",
                "Release Date3/29/07Document Last Updated: 4/1/08",
                "<h1>RELEASED 3/29/07</h1>"
            })
    void readsTheDateInEveryForm(String html) {
        assertEquals(LocalDate.of(2007, 3, 29), read(pageWith(html)).releaseDate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Install all patches in release date order",
                "Release Date: <br> Document Last Updated: 9/6/07",
                "<b>Released</b>"
            })
    void acceptsAPageWithoutADate(String html) {
        assertNull(read(pageWith(html)).releaseDate());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<b>Released 13/45/07</b> | 13/45/07",
                "<b>Released 2/30/07</b> | 2/30/07",
                "<b>Released 3/29/1907</b> | 3/29/1907",
                "<b>Released Marz 29, 2007</b> 1/1/07 | Marz 29, 2007",
                "<b>Released soon</b> | soon",
                "Release Date: TBD Download Size: 1 MB | TBD",
                "released 29.3.2007 | 29.3.2007",
                "Release Date: 2007-3-29 | 2007-3-29"
            })
    void refusesADateThatIsNone(String html, String shown) {
        assertEquals(
                PAGE
                        + ": the release date of ESX-8258730 cannot be read: '"
                        + shown
                        + "'; expected one such as 3/29/07, March 29, 2007 or 2007-03-29",
                problem(pageWith(html)));
    }

    @Test
    void acceptsAPageWithoutATarball() {
        Patch patch = read(pageWith("<a href=/readme.html>Read me</a>"));
        assertFalse(patch.isDownloadable());
        assertEquals(List.of(new Platform("VMware ESX Server", "3.0.1")), patch.platforms());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<h1>Please log in</h1>",
                "Download Patch ESX-9287937 for VMware ESX Server 3.0.1",
                ""
            })
    void refusesAPageThatIsNotThatOfThePatch(String html) {
        assertEquals(
                PAGE
                        + ": it does not say for which product and version ESX-8258730 is; check"
                        + " that it is the patch's page",
                problem(html));
    }

    @Test
    void takesTheVersionFromTheTitleIfTheTextIsSilent() {
        assertEquals(
                List.of(new Platform("VMware ESX Server", "3.0.1")),
                read("<title>ESX Server 3.0.1, Patch ESX-8258730: x</title>").platforms());
    }

    @Test
    void takesEveryTarballWithItsMd5() {
        String other = "fedcba9876543210fedcba9876543210";
        assertEquals(
                List.of(
                        tarball("http://site.example/doc/ESX-8258730-a.tgz", MD5),
                        tarball("https://dl.example/ESX-8258730-b.tar.gz?k=1", other)),
                read(pageWith(
                                """
                                <a href=ESX-8258730-a.tgz>Download</a> md5sum %s
                                <a href=ESX-8258730-a.tgz>Download</a>
                                <a href="ftp://dl.example/ESX-8258730-b.tar.gz">Download</a>
                                <a href="https://dl.example/ESX-8258730-b.tar.gz?k=1">Download</a>
                                md5sum:%s <a href="/ESX-8258730.zip">zip</a>
                                """
                                        .formatted(MD5, other)))
                        .artifacts());
    }

    @Test
    void leavesTheTarballOfAnotherPatch() {
        assertEquals(
                List.of(tarball("http://site.example/ESX-8258730.tgz", MD5)),
                read(pageWith(
                                """
                                First install <a href=/ESX-9287937.tgz>this</a> md5sum %s
                                <a href=/ESX-8258730.tgz>Download</a> md5sum %s
                                """
                                        .formatted("f".repeat(32), MD5)))
                        .artifacts());
    }

    @Test
    void doesNotGuessWhichOfTwoTarballsAnMd5IsOf() {
        read(pageWith("<a href=/a.tgz>a</a> <a href=/b.tgz>b</a> md5sum " + MD5))
                .artifacts()
                .forEach(artifact -> assertEquals(List.of(), artifact.digests()));
    }

    @Test
    void refusesAnMd5OfAnotherLength() {
        assertEquals(
                PAGE
                        + ": the md5sum of ESX-8258730 is not 32 hexadecimal digits:"
                        + " '0123456789abcdef0123456789abcde'",
                problem(pageWith("md5sum: 0123456789abcdef0123456789abcde")));
    }

    @Test
    void doesNotFollowALinkFromTheWebToALocalFile() {
        assertEquals(
                PAGE
                        + ": its link to 'file:/etc/ESX-8258730.tgz' is not followed: it is no http"
                        + " or https URL",
                problem(pageWith("<a href='file:/etc/ESX-8258730.tgz'>Download</a>")));
    }

    @Test
    void refusesATarballWhoseNameIsNoFileName() {
        assertThrows(
                RelativePath.UnsafePathException.class,
                () -> read(pageWith("<a href='/vi/%5C..%5Cx.tgz'>Download</a>")));
    }

    @Test
    void escapesWhatABrowserWouldEscape() {
        assertEquals(
                "http://site.example/my%20files/50%25/ESX-8258730.tgz",
                read(pageWith("<a href='/my files/50%/ESX-8258730.tgz'>Download</a>"))
                        .artifacts()
                        .get(0)
                        .location()
                        .toString());
    }

    @Test
    void understandsAPageOfThatTimeWithoutACharacterSet() {
        byte[] page =
                "<title>Caf\u00e9</title>Download Patch for VMware\u00ae\u00a0ESX Server 3.0.1"
                        .getBytes(StandardCharsets.ISO_8859_1);
        Patch patch =
                PatchPage.read("site", ID, PAGE, new Document(PAGE, true, page, "text/html", null))
                        .patch();
        assertEquals("Caf\u00e9", patch.title());
        assertEquals(List.of(new Platform("VMware ESX Server", "3.0.1")), patch.platforms());
    }

    @Test
    void survivesAPageThatIsMadeToExhaustIt() {
        String versions = "3.0.1, ".repeat(100_000);
        Patch patch =
                read(
                        "<div>".repeat(50_000)
                                + "Download Patch for VMware ESX Server "
                                + versions
                                + "Supersedes"
                                + " ESX-1001907,".repeat(80_000));
        assertEquals("3.0.1", patch.platforms().get(0).versionPattern());
    }

    @Test
    void refusesAPageThatIsTooLargeForOne() {
        String told = problem(" ".repeat(2 << 20) + pageWith(""));
        assertTrue(told.contains("no patch page has more than 2097152"), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>", "<i><p>", "<form><table>", "<b><div>", "<a href=x.tgz>"})
    void doesNotTakeLongWhateverIsNested(String tag) {
        String nested = tag.repeat((2_000_000 - 500) / tag.length());
        long start = cpuNanos();
        Patch patch =
                read("<b>Released <i>3/29</i>/07</b>" + pageWith("<a href=x.tgz>x</a>" + nested));
        assertEquals(LocalDate.of(2007, 3, 29), patch.releaseDate());
        assertTrue(cpuNanos() - start < Duration.ofSeconds(30).toNanos());
    }

    /** Not by the clock on the wall: a busy machine is no hostile page. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String pageWith(String html) {
        return "<p>Download Patch ESX-8258730 for VMware ESX Server 3.0.1<p>" + html;
    }

    private static Patch read(String html) {
        return PatchPage.read("site", ID, PAGE, Pages.document(PAGE.toString(), html)).patch();
    }

    private static String problem(String html) {
        EsxSyncException problem = assertThrows(MalformedSourceException.class, () -> read(html));
        return String.valueOf(problem.getMessage());
    }

    private static List<Long> sizes(String html) {
        return read(html).artifacts().stream().map(Artifact::approximateSize).toList();
    }

    private static Artifact tarball(String location, String md5) {
        return tarball(location, md5, Artifact.UNKNOWN_SIZE);
    }

    private static Artifact tarball(String location, String md5, long approximateSize) {
        URI uri = URI.create(location);
        String name = uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
        return new Artifact(
                new RelativePath(name),
                uri,
                Artifact.UNKNOWN_SIZE,
                approximateSize,
                List.of(new Digest(Digest.Algorithm.MD5, md5)));
    }
}
