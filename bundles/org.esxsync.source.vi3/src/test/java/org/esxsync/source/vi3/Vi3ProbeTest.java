package org.esxsync.source.vi3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.FoundSource;
import org.esxsync.api.source.ProbeRequest;
import org.esxsync.api.source.ProbeResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Vi3ProbeTest {

    private static final String URL = "https://patches.example.com/vi3.html";
    private static final String INDEX =
            "<html><a href='esx-8258730-patch.html'>x</a>"
                    + "<a href='ESX350-200803214-UG-patch.html'>y</a></html>";

    @TempDir private Path directory;

    private final Pages pages = new Pages();
    private final Vi3Probe probe = new Vi3Probe(pages);

    private ProbeResult probe(String location) {
        return probe.probe(new ProbeRequest(location, pages, directory, text -> {}));
    }

    private FoundSource found(String location) {
        return assertInstanceOf(ProbeResult.Found.class, probe(location)).source();
    }

    @Test
    void anIndexOnAServerIsReadWithThePagesWhoseIdsNameNoRelease() {
        pages.with(URL, INDEX);
        pages.with(
                "https://patches.example.com/esx-8258730-patch.html",
                "<html><title>VMware ESX Server 3.0.1, Patch ESX-8258730</title>"
                        + "<p>Released 3/29/07</p><a href='ESX-8258730.tgz'>Download Patch"
                        + " ESX-8258730 for VMware ESX Server 3.0.1</a></html>");

        FoundSource found = found(URL);

        assertEquals("org.esxsync.source.vi3", found.pid());
        assertEquals(Map.of("index", URL), found.configuration());
        assertEquals(2, found.patches());
        assertEquals(
                new TreeSet<>(List.of(EsxRelease.parse("esx-3.0.1"), EsxRelease.parse("esx-3.5"))),
                found.releases());
        assertEquals(2, pages.requests.size());
        assertEquals("site", probe.open("site", found).name());
        assertEquals(URL, probe.open("site", found).location());
    }

    @Test
    void pagesThatCannotBeReadLeaveTheIndexOne() {
        StringBuilder index = new StringBuilder("<html>");
        for (int i = 0; i < 40; i++) {
            index.append("<a href='esx-%d-patch.html'>x</a>".formatted(1000000 + i));
        }
        pages.with(URL, index.append("</html>").toString());

        FoundSource found = found(URL);

        assertEquals(40, found.patches());
        assertEquals(new TreeSet<>(), found.releases());
        assertEquals(2, pages.requests.size(), "after the first failure none is read");
    }

    @Test
    void ofManyPagesSomeAreRead() {
        StringBuilder index = new StringBuilder("<html>");
        for (int i = 0; i < 40; i++) {
            String page = "esx-%d-patch.html".formatted(1000000 + i);
            index.append("<a href='").append(page).append("'>x</a>");
            pages.with("https://patches.example.com/" + page, "<html>nothing of use</html>");
        }
        pages.with(URL, index.append("</html>").toString());

        assertEquals(new TreeSet<>(), found(URL).releases());
        assertEquals(15, pages.requests.size());
    }

    @Test
    void aLoginPageIsNone() {
        pages.with(URL, "<html><form>Log in</form></html>");

        assertInstanceOf(ProbeResult.NotMine.class, probe(URL));
    }

    @Test
    void aServerThatRefusesIsNoAnswer() {
        assertThrows(FetchException.class, () -> probe(URL));
    }

    @Test
    void ofTheSavedPagesOfADirectoryTheIndexIsTaken() throws IOException {
        Path index = Files.writeString(directory.resolve("größer als.html"), INDEX);
        Path other = Files.writeString(directory.resolve("about.html"), "<html>About</html>");
        pages.with(index.toUri().toString(), INDEX).with(other.toUri().toString(), "<html></html>");

        assertEquals(
                Map.of("index", index.toString()), found(directory.toString()).configuration());
        assertEquals(2, found(index.toString()).patches());
        assertInstanceOf(ProbeResult.NotMine.class, probe(other.toString()));
    }

    @Test
    void aLargeArchiveIsNotReadForIt() throws IOException {
        Path zip = Files.write(directory.resolve("bundle.html"), new byte[] {'P', 'K', 3, 4, 0});

        assertInstanceOf(ProbeResult.NotMine.class, probe(zip.toString()));
        assertEquals(List.of(), pages.requests);
    }
}
