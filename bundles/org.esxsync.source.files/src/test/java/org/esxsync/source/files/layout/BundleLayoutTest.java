package org.esxsync.source.files.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleLayoutTest {

    @TempDir Path directory;

    private final BundleLayout layout = new BundleLayout();

    @ParameterizedTest
    @CsvSource({
        "ESX350-200803214-UG, 2008-04-10-ESX350-200803214-UG, 2008-03-ESX350-200803214-UG, true",
        "ESX303-Rollup01, 2008-04-10-ESX303-Rollup01, ESX303-Rollup01, true",
        "ESXe350-200805503-C-SG, x.zip, x.zip, false",
        "ESX410-201101201-SG, x.zip, x.zip, false",
    })
    void standsWhereTheHostsOfItsReleaseReadIt(
            String id, String dated, String undated, boolean unpacked) {
        Patch patch = BundleLayoutContractTest.patch(id, "x.zip");
        Patch unknown =
                Patch.builder("share", id, BundleLayout.NAME).artifacts(patch.artifacts()).build();

        assertEquals(dated, layout.place(patch).get(0).path().value());
        assertEquals(undated, layout.place(unknown).get(0).path().value());
        assertEquals(unpacked, layout.place(patch).get(0).unpack());
    }

    @Test
    void refusesAnArchiveWhoseDirectoryIsNamedForAnotherPatch() {
        Patch patch = BundleLayoutContractTest.patch("ESX350-200803214-UG", "x.zip");

        assertTrue(layout.suits(patch, "esx350-200803214-ug"));
        assertTrue(layout.suits(patch, "bundle"));
        assertFalse(layout.suits(patch, "ESX350-200803215-UG"));
    }

    @Test
    void linksEachUnpackedPatchByItsId() throws IOException {
        write("esx-3.5", "ESX350-200803214-UG");

        assertEquals(
                Path.of("../2008-04-10-ESX350-200803214-UG"),
                Files.readSymbolicLink(directory.resolve("depot/ESX350-200803214-UG")));
        assertTrue(
                Files.readString(directory.resolve("depot/index.html"))
                        .contains("<a href=\"ESX350-200803214-UG/\">"));
        assertTrue(
                Files.readString(directory.resolve("index.html"))
                        .contains("<a href=\"2008-04-10-ESX350-200803214-UG/\">"));
        assertFalse(Files.exists(directory.resolve("SHA256SUMS")));
    }

    @Test
    void leadsToWhereAPatchStandsThoughItsDateIsAnotherNow() throws IOException {
        Patch patch = BundleLayoutContractTest.patch("ESX350-200803214-UG", "x.zip");
        RelativePath file = new RelativePath("2008-03-ESX350-200803214-UG/contents.xml");

        layout.writeIndex(
                EsxRelease.parse("esx-3.5"),
                List.of(new IndexedPatch(patch, null, file)),
                List.of(),
                directory);

        assertEquals(
                Path.of("../2008-03-ESX350-200803214-UG"),
                Files.readSymbolicLink(directory.resolve("depot/ESX350-200803214-UG")));
        assertTrue(
                Files.readString(directory.resolve("patches.json"))
                        .contains("\"path\": \"2008-03-ESX350-200803214-UG\""));
    }

    @Test
    void tellsSizeAndChecksumsOfWhatHostsTakeAsItIs() throws IOException {
        List<RelativePath> written = write("esx-4.1", "ESX410-201101201-SG");

        assertEquals("index.html", written.get(written.size() - 1).value());
        String file = "ESX410-201101201-SG.zip";
        String sha256 = Digest.of(Digest.Algorithm.SHA_256, file.getBytes()).hex();
        String md5 = Digest.of(Digest.Algorithm.MD5, file.getBytes()).hex();
        assertEquals(
                sha256 + "  " + file + "\n", Files.readString(directory.resolve("SHA256SUMS")));
        String page = Files.readString(directory.resolve("index.html"));
        assertTrue(page.contains("<a href=\"%s\">".formatted(file)), page);
        assertTrue(page.contains("<td>5</td><td>%s</td>".formatted(md5)), page);
        assertTrue(page.contains("A &quot;title&quot; of &lt;ESX410-201101201-SG&gt;"), page);
        String list = Files.readString(directory.resolve("patches.json"));
        assertTrue(list.contains("\"title\": \"A \\\"title\\\" of <ESX410"), list);
        assertTrue(list.contains("\"path\": \"%s\"".formatted(file)), list);
        assertTrue(list.contains("\"sha256\": \"%s\"".formatted(sha256)), list);
    }

    @ParameterizedTest
    @CsvSource({
        "esx-3.5, ESX350-200803214-UG, esxupdate -r"
                + " http://MIRROR/esx-3.5/2008-04-10-ESX350-200803214-UG update",
        "esxi-3.5, ESXe350-200805503-C-SG, vihostupdate --server HOST --install --bundle"
                + " http://MIRROR/esxi-3.5/x.zip",
        "esx-4.1, ESX410-201101201-SG, esxupdate --bundle=http://MIRROR/esx-4.1/x.zip -b"
                + " ESX410-201101201-SG update",
        "esxi-4.1, ESXi410-201101201-SG, vihostupdate --server HOST --install --bundle"
                + " http://MIRROR/esxi-4.1/x.zip -B ESXi410-201101201-SG",
    })
    void givesTheLineOfEachReleasesOwnTool(String release, String id, String line) {
        assertEquals(
                line,
                layout.installation(
                                EsxRelease.parse(release),
                                new IndexedPatch(BundleLayoutContractTest.patch(id, "x.zip"), null))
                        .get(0));
    }

    @Test
    void findsNothingWrongWithAnIndexWhosePatchesStandWhereItSays() {
        write("esx-3.5", "ESX350-200803214-UG");

        assertEquals(
                List.of(),
                check(
                        List.of("ESX350-200803214-UG"),
                        "2008-04-10-ESX350-200803214-UG/contents.xml"));
    }

    @Test
    void tellsLinksAndNamesThatLeadToNothingAndPatchesThatHaveNone() {
        write("esx-3.5", "ESX350-200803214-UG");

        assertEquals(
                List.of(
                        "depot/ESX350-200803214-UG: it leads to 2008-04-10-ESX350-200803214-UG,"
                                + " which is not there",
                        "depot/ESX350-200803215-UG: there is no such link, though the patch is in"
                                + " 2008-04-10-ESX350-200803215-UG",
                        "patches.json: it names \"2008-04-10-ESX350-200803214-UG\", which is not"
                                + " there",
                        "patches.json: it does not name 2008-04-10-ESX350-200803215-UG, where"
                                + " ESX350-200803215-UG is"),
                check(
                        List.of("ESX350-200803214-UG", "ESX350-200803215-UG"),
                        "2008-04-10-ESX350-200803215-UG/contents.xml"));
    }

    @Test
    void tellsAnArchiveInTheChecksumsThatIsNotThere() {
        write("esx-4.1", "ESX410-201101201-SG");

        assertEquals(List.of(), check(List.of("ESX410-201101201-SG"), "ESX410-201101201-SG.zip"));
        assertTrue(
                check(List.of(), "other.zip")
                        .contains(
                                "SHA256SUMS: it leads to ESX410-201101201-SG.zip, which is not"
                                        + " there"));
    }

    private List<String> check(List<String> ids, String file) {
        RelativePath path = new RelativePath(file);
        return layout
                .check(
                        EsxRelease.parse("esx-3.5"),
                        ids.stream()
                                .map(id -> BundleLayoutContractTest.patch(id, id + ".zip"))
                                .map(patch -> new IndexedPatch(patch, null))
                                .toList(),
                        directory,
                        Map.of(
                                path,
                                new PublishedFile(
                                        path, StagedFile.Type.FILE, 5, "0".repeat(64), false)))
                .stream()
                .map(finding -> finding.path() + ": " + finding.detail())
                .toList();
    }

    private List<RelativePath> write(String release, String id) {
        IndexedPatch patch =
                new IndexedPatch(BundleLayoutContractTest.patch(id, id + ".zip"), null);
        return layout.writeIndex(EsxRelease.parse(release), List.of(patch), List.of(), directory)
                .files();
    }
}
