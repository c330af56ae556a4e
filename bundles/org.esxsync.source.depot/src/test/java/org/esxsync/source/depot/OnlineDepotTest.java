package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.patch.Patch;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.Fingerprint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineDepotTest {

    private static final String INDEX = "/main/vmw-depot-index.xml";
    private static final SampleBulletin.Vib VIB = SampleBulletin.Vib.of("net-x", "1.0-1");

    private LoopbackSite site;
    @TempDir Path workspace;

    /** A depot in the shape of VMware's: two vendors in directories, a zip listed twice. */
    @BeforeEach
    void serveADepot() throws IOException {
        site = new LoopbackSite();
        site.put(
                INDEX,
                "<vendorList>"
                        + vendor("esx/vmw/", "vmw-index.xml", "")
                        + vendor("esx/hpe", site.url("/main/esx/hpe/hpe.xml"), "")
                        + "</vendorList>");
        site.put(
                "/main/esx/vmw/vmw-index.xml",
                SampleBundle.vendorIndex(List.of("6.5.0", "6.7.0"), "vmw-ESXi-metadata.zip"));
        site.put("/main/esx/vmw/vmw-ESXi-metadata.zip", sample("ESXi650-1").metadata());
        site.put(
                "/main/esx/hpe/hpe.xml",
                SampleBundle.vendorIndex(List.of("6.7.0"), site.url("/elsewhere/hpe.zip")));
        site.put("/elsewhere/hpe.zip", sample("hpe-driver").metadata());
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void followsIndexVendorsAndMetadataAndFetchesEachDocumentOnce() {
        CollectedPatches found = scan(INDEX, null);
        assertEquals(Map.of(), found.problems);
        assertEquals(List.of("ESXi650-1", "hpe-driver"), found.ids());
        assertEquals(
                List.of(
                        "/elsewhere/hpe.zip 200",
                        "/main/esx/hpe/hpe.xml 200",
                        "/main/esx/vmw/vmw-ESXi-metadata.zip 200",
                        "/main/esx/vmw/vmw-index.xml 200",
                        "/main/vmw-depot-index.xml 200"),
                site.requests.stream().sorted().toList());
    }

    @Test
    void locatesAVibInTheDirectoryOfItsMetadataZip() {
        CollectedPatches found = scan(INDEX, null);
        assertEquals(
                List.of(
                        site.url("/main/esx/vmw/" + VIB.path()),
                        site.url("/elsewhere/" + VIB.path())),
                found.patches.stream()
                        .map(patch -> patch.artifacts().get(0).location().toString())
                        .toList());
        assertEquals(
                site.url("/elsewhere/hpe.zip"),
                found.patches.get(1).metadata().location().toString());
    }

    @Test
    void asksOnceForEachDocumentThatHasNotChanged() {
        String state = scan(INDEX, null).result.state();
        site.requests.clear();
        CollectedPatches again = scan(INDEX, state);
        assertTrue(again.result.unchanged());
        assertEquals(5, site.requests.size());
        assertTrue(site.requests.stream().allMatch(request -> request.endsWith(" 304")));
    }

    @Test
    void offersItsCopiesOfTheMetadataWhetherTheyHaveChangedOrNot() throws IOException {
        CollectedPatches first = scan(INDEX, null);
        assertEquals(2, first.offered.size());
        for (Patch patch : first.patches) {
            Path copy = first.offered.get(patch.metadata().digests().get(0));
            assertEquals(patch.metadata().digests().get(0), Fingerprint.sha256(copy));
        }
        assertEquals(first.offered, scan(INDEX, first.result.state()).offered);
    }

    @Test
    void fetchesOnlyWhatHasChanged() {
        String state = scan(INDEX, null).result.state();
        site.put("/elsewhere/hpe.zip", sample("hpe-driver-2").metadata());
        site.requests.clear();
        CollectedPatches again = scan(INDEX, state);
        assertFalse(again.result.unchanged());
        assertEquals(List.of("ESXi650-1", "hpe-driver-2"), again.ids());
        assertEquals(
                List.of("/elsewhere/hpe.zip 200"),
                site.requests.stream().filter(request -> request.endsWith(" 200")).toList());
    }

    @Test
    void fetchesAgainWhenACopyIsLostOrDamaged() throws IOException {
        String state = scan(INDEX, null).result.state();
        List<Path> copies;
        try (Stream<Path> files = Files.list(workspace.resolve("documents"))) {
            copies = files.filter(file -> !file.toString().endsWith(".note")).sorted().toList();
        }
        assertEquals(5, copies.size());
        Files.delete(copies.get(0));
        Files.writeString(copies.get(1), "damaged");
        site.requests.clear();
        assertTrue(scan(INDEX, state).result.unchanged());
        assertEquals(2, site.requests.stream().filter(line -> line.endsWith(" 200")).count());
    }

    @Test
    void fetchesACopyAgainThatIsDamagedAndAsLongAsBefore() throws IOException {
        CollectedPatches before = scan(INDEX, null);
        try (Stream<Path> files = Files.list(workspace.resolve("documents"))) {
            for (Path copy : files.filter(file -> !file.toString().endsWith(".note")).toList()) {
                Files.write(copy, new byte[(int) Files.size(copy)]);
            }
        }
        site.requests.clear();

        CollectedPatches again = scan(INDEX, null);

        assertEquals(before.patches, again.patches);
        assertEquals(before.result.state(), again.result.state());
        assertEquals(5, site.requests.stream().filter(line -> line.endsWith(" 200")).count());
    }

    @Test
    void removesCopiesThatAreNoLongerNeeded() throws IOException {
        scan(INDEX, null);
        site.put(INDEX, "<vendorList/>");
        assertEquals(List.of(), scan(INDEX, null).ids());
        try (Stream<Path> files = Files.list(workspace.resolve("documents"))) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void goesOnWithoutAVendorOrZipThatIsMissing() {
        site.files.remove("/elsewhere/hpe.zip");
        CollectedPatches found = scan(INDEX, null);
        assertEquals(List.of("ESXi650-1"), found.ids());
        assertEquals(
                Map.of(
                        site.url("/main/esx/hpe/hpe.xml"),
                        site.url("/main/esx/hpe/hpe.xml")
                                + ": "
                                + site.url("/elsewhere/hpe.zip")
                                + ": the server answers 404"),
                found.problems);
        assertNull(found.result.state());
        site.files.remove("/main/esx/vmw/vmw-index.xml");
        found = scan(INDEX, null);
        assertEquals(2, found.problems.size());
        assertTrue(found.problems.get(site.url(INDEX)).contains("/main/esx/vmw/vmw-index.xml"));
    }

    @Test
    void refusesAPageInPlaceOfAZip() {
        site.put("/elsewhere/hpe.zip", "<html>Sign in</html>");
        String problem = scan(INDEX, null).problems.get(site.url("/elsewhere/hpe.zip"));
        assertTrue(problem.startsWith(site.url("/elsewhere/hpe.zip") + ": it is not a zip"));
    }

    @Test
    void failsAsAWholeWithoutItsIndex() {
        assertThrows(FetchException.class, () -> scan("/nothing.xml", null));
        site.put("/portal.xml", "<html><body>Sign in</body></html>");
        EsxSyncException problem =
                assertThrows(EsxSyncException.class, () -> scan("/portal.xml", null));
        assertTrue(problem.getMessage().contains("it is <html>"), problem.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a/", "/b", "/c/"})
    void findsTheIndexOfADirectory(String folder) {
        site.put("/a/", sample("found"));
        site.put("/b/vmw-depot-index.xml", SampleBundle.index("b", "", site.url("/a/x.xml")));
        site.put("/a/x.xml", site.files.get("/a/vendor-index.xml"));
        site.put("/c/hostupdate/", sample("found"));
        site.put(
                "/c/hostupdate/__hostupdate20-consolidated-index__.xml",
                site.files.get("/c/hostupdate/index.xml"));
        site.files.remove("/c/hostupdate/index.xml");
        assertEquals("found", scan(folder, null).only().id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../other/metadata.zip",
                "/other/metadata.zip",
                "%2e%2e/metadata.zip",
                "//other.example/metadata.zip",
                "file:///etc/passwd",
                "ftp://other.example/metadata.zip",
                "http:///metadata.zip",
                "http://user:password@other.example/metadata.zip",
                "http://other.example/../metadata.zip",
                "http://other.example/%2e%2e/metadata.zip",
                "http://other.example/$%7benv:HOME%7d/metadata.zip"
            })
    void refusesAZipThatIsNoFileOfADepot(String url) {
        site.put("/main/esx/hpe/hpe.xml", SampleBundle.vendorIndex(List.of("6.7.0"), url));
        CollectedPatches found = scan(INDEX, null);
        assertEquals(List.of("ESXi650-1"), found.ids());
        String problem = found.problems.get(site.url("/main/esx/hpe/hpe.xml"));
        assertTrue(problem.contains("metadata.zip") || problem.contains("passwd"), problem);
        assertFalse(problem.contains("password"), problem);
    }

    @Test
    void startsFromWhereADocumentWasInTheEndFound() {
        site.redirects.put("/old/index.xml", site.url("/new/index.xml"));
        site.put("/new/", sample("moved"));
        Patch patch = scan("/old/index.xml", null).only();
        assertEquals(
                site.url("/new/" + VIB.path()), patch.artifacts().get(0).location().toString());
    }

    @Test
    void leadsToOtherHostsOnlyIfTheyAreNamed() throws IOException {
        String elsewhere = site.url("/elsewhere/hpe.zip").replace("127.0.0.1", "localhost");
        site.put("/main/esx/hpe/hpe.xml", SampleBundle.vendorIndex(List.of("6.7.0"), elsewhere));
        CollectedPatches refused = scan(INDEX, null);
        assertEquals(List.of("ESXi650-1"), refused.ids());
        String problem = refused.problems.get(site.url("/main/esx/hpe/hpe.xml"));
        assertTrue(
                problem.endsWith(
                        elsewhere
                                + ": it is on another host; if that is right, add localhost to"
                                + " hosts= in org.esxsync.source.depot~test.cfg"),
                problem);
        DepotPatchSource source =
                CollectedPatches.source(
                        site.url(INDEX), new LoopbackTransport(), "a.example, LocalHost");
        assertEquals(2, CollectedPatches.of(source, workspace, null).patches.size());
    }

    @Test
    void staysOnTheHostToWhichItWasRedirected() {
        String moved = site.url("/new/").replace("127.0.0.1", "localhost");
        site.redirects.put("/old/index.xml", moved + "index.xml");
        site.put("/new/", sample("moved"));
        Patch patch = scan("/old/index.xml", null).only();
        assertEquals(moved + VIB.path(), patch.artifacts().get(0).location().toString());
    }

    @Test
    void readsTheReleasesOfAnotherMirrorFromItsTop() {
        site.put("/mirror/esxi-6.7/", sample("six"));
        site.put("/mirror/esxi-8.0/", sample("eight"));
        DepotPatchSource source = mirror("esxi-8.0", "esxi-7.0", "esxi-6.7", "../..");
        CollectedPatches found = CollectedPatches.of(source, workspace, null);
        assertEquals(List.of("six", "eight"), found.ids());
        assertEquals(Map.of(), found.problems);
        assertTrue(CollectedPatches.of(source, workspace, found.result.state()).result.unchanged());
    }

    @Test
    void listsWhatEachReleaseOfAnotherMirrorTellsOfRecallsOnce() throws IOException {
        String list =
                "<metadataResponse>"
                        + SampleBulletin.of("n", "6.7").with("releaseType", "notification").alone()
                        + SampleBulletin.of("r", "6.7").with("category", "recall").alone()
                        + "</metadataResponse>";
        for (String release : List.of("esxi-6.7", "esxi-8.0")) {
            site.put(
                    "/mirror/" + release + "/",
                    sample(release)
                            .notices(
                                    "notifications.zip",
                                    SampleBundle.zip(Map.of("n.xml", SampleBundle.bytes(list)))));
        }
        DepotPatchSource source = mirror("esxi-8.0", "esxi-6.7");

        CollectedPatches found = CollectedPatches.of(source, workspace, null);

        assertEquals(Map.of(), found.problems);
        assertEquals(
                List.of("esxi-6.7", "esxi-8.0", "n", "r"), found.ids().stream().sorted().toList());
    }

    @Test
    void tellsAReleaseOfAnotherMirrorThatItMayNotRead() {
        site.put("/mirror/esxi-6.7/", sample("six"));
        site.statuses.put("/mirror/esxi-8.0/index.xml", 403);
        DepotPatchSource source = mirror("esxi-8.0", "esxi-7.0", "esxi-6.7");

        CollectedPatches found = CollectedPatches.of(source, workspace, null);

        assertEquals(List.of("six"), found.ids());
        assertEquals(Set.of(site.url("/mirror/esxi-8.0/index.xml")), found.problems.keySet());
        assertNull(found.result.state(), "it is read again");
    }

    @Test
    void listsAllAgainAfterAnUpdateWithNoMoreThanConditionalRequests() {
        CollectedPatches before = scan(INDEX, null);
        assertFalse(before.ids().isEmpty());
        String state = before.result.state();
        site.requests.clear();

        CollectedPatches after = scan(INDEX, state.replaceFirst("^depot-[0-9]+", "depot-1"));

        assertEquals(before.ids(), after.ids());
        assertTrue(
                site.requests.stream().allMatch(each -> each.endsWith(" 304")),
                site.requests::toString);
        assertEquals(Set.copyOf(site.requests).size(), site.requests.size());
    }

    @Test
    void readsTheNoticesThatAVendorsIndexNames() {
        String notice = SampleBulletin.of("n", "6.7").with("releaseType", "notification").alone();
        site.put(
                "/main/esx/hpe/hpe.xml",
                "<metaList><notification><url>n.xml</url></notification></metaList>");
        site.put("/main/esx/hpe/n.xml", "<metadataResponse>" + notice + "</metadataResponse>");
        CollectedPatches found = scan(INDEX, null);
        assertEquals(List.of("ESXi650-1", "n"), found.ids());
        assertEquals(Map.of(), found.problems);
    }

    @Test
    void neverLooksWhereAPatchUrlLeads() {
        String elsewhere = site.url("/patches").replace("127.0.0.1", "localhost");
        site.put(
                INDEX,
                "<vendorList>" + vendor("", "vendor-index.xml", elsewhere) + "</vendorList>");
        site.put("/main/", sample("b"));
        site.requests.clear();
        Patch patch = scan(INDEX, null).only();
        assertEquals(
                site.url("/main/" + VIB.path()), patch.artifacts().get(0).location().toString());
        assertEquals(3, site.requests.size());
    }

    @Test
    void doesNotFollowTenThousandVendors() {
        String vendors =
                Stream.generate(() -> vendor("x", "y.xml", ""))
                        .limit(10_000)
                        .collect(Collectors.joining());
        site.put(INDEX, "<vendorList>" + vendors + "</vendorList>");
        EsxSyncException problem = assertThrows(EsxSyncException.class, () -> scan(INDEX, null));
        assertTrue(problem.getMessage().endsWith("it lists more than 1000 vendors"));
        assertEquals(List.of(INDEX + " 200"), site.requests);
    }

    @Test
    void doesNotFetchAHugeIndex() {
        site.put("/main/esx/hpe/hpe.xml", new byte[(4 << 20) + 1]);
        CollectedPatches found = scan(INDEX, null);
        assertEquals(List.of("ESXi650-1"), found.ids());
        String problem = found.problems.get(site.url(INDEX));
        assertTrue(problem.endsWith("hpe.xml: it is larger than 4194304 bytes"), problem);
    }

    @Test
    void doesNotFollowTenThousandZipsOfAllVendorsTogether() {
        String one = "<metadata><url>gone.zip</url></metadata>";
        site.put("/main/esx/hpe/hpe.xml", "<metaList>" + one.repeat(9_999) + "</metaList>");
        site.requests.clear();
        CollectedPatches found = scan(INDEX, null);
        assertEquals(List.of("ESXi650-1"), found.ids());
        assertEquals(4, site.requests.size(), "none of the second vendor's was asked for");
        assertTrue(
                found.problems
                        .get(site.url(INDEX))
                        .endsWith("the depot's vendors together list more than 10000 zips"),
                found.problems::toString);
    }

    @Test
    void doesNotGoFromSecureToPlain() {
        URI secure = URI.create("https://depot.example/index.xml");
        EsxSyncException problem =
                assertThrows(
                        EsxSyncException.class,
                        () -> DepotUrl.resolve(secure, "http://depot.example/metadata.zip"));
        assertTrue(problem.getMessage().endsWith("it leads from https to plain http"));
    }

    private CollectedPatches scan(String path, String state) {
        return CollectedPatches.of(CollectedPatches.source(site.url(path)), workspace, state);
    }

    private static String vendor(String relativePath, String indexFile, String patchUrl) {
        return ("<vendor><name>v</name><code>Unknown</code><indexfile>%s</indexfile>"
                        + "<patchUrl>%s</patchUrl><relativePath>%s</relativePath></vendor>")
                .formatted(indexFile, patchUrl, relativePath);
    }

    private static SampleBundle sample(String id) {
        return new SampleBundle().bulletin(SampleBulletin.of(id, "6.7.0", VIB));
    }

    /** Another mirror, read where there are matchers of these releases. */
    private DepotPatchSource mirror(String... releases) {
        return CollectedPatches.source(
                site.url("/mirror"), new LoopbackTransport(), CollectedPatches.releases(releases));
    }
}
