package org.esxsync.source.vi3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.source.MalformedSourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Vi3PageReaderTest {

    private static final String SAVED = "file:/srv/share/saved.html";
    private static final String DOWNLOAD =
            "<p><b>Released 3/29/07</b> <a href=ESX-8258730.tgz>Download Patch ESX-8258730"
                    + " for VMware ESX Server 3.0.1</a>";

    private static final String OF_35 =
            """
            <title>ESX Server 3.5, Patch ESX350-200803214-UG: Update to tools (1004187)</title>
            <table><tr><td>Release Date:<td>4/10/08
            <tr><td>Download Now<td><a href="http://download.example/ESX350-200803214-UG.zip">a</a>
              <a href="http://download.example/release-notes.zip">b</a>
            <tr><td>Product Versions<td>ESX 3.5
            <tr><td>Supersedes<td>ESX350-200802401-BG
            <tr><td>Superceded By<td>ESX350-Update02, ESX-1002424</table>
            """;

    @Test
    void tellsThePatchOfAPageByItsTitleWhateverElseThePageNames() {
        Document page =
                Pages.document(
                        SAVED,
                        "<title>ESX Server 3.0.2, Patch ESX-1002424; Update (1002424)</title>"
                                + "Install ESX-9287937 before. Product Versions ESX Server 3.0.2");

        assertEquals(Optional.of("ESX-1002424"), id(page));
    }

    @Test
    void tellsThePatchByTheOnlyDownloadThatThePageOffers() {
        Document page = Pages.document(SAVED, "See also ESX-9287937." + DOWNLOAD);

        assertEquals(Optional.of("ESX-8258730"), id(page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"esx-8258730-patch.html", "ESX-8258730.htm", "8258730.html"})
    void tellsThePatchOfAPageThatOffersTwoByTheNameOfItsFile(String name) {
        Document page =
                Pages.document(
                        "file:/srv/share/" + name,
                        DOWNLOAD + " Download Patch ESX-9287937 for VMware ESX Server 3.0.1");

        assertEquals(Optional.of("ESX-8258730"), id(page));
    }

    @Test
    void takesTheIdOfAPatchOf35FromTheTitleAndNotTheNumberOfTheArticle() {
        Document page = Pages.document("file:/srv/share/1004187.html", OF_35);

        Patch patch = new Vi3PageReader().read("share", page).orElseThrow();

        assertEquals("ESX350-200803214-UG", patch.id());
        assertEquals("bundle", patch.format());
        assertEquals(List.of(new Platform("VMware ESX Server", "3.5")), patch.platforms());
        assertEquals(LocalDate.of(2008, 4, 10), patch.releaseDate());
        assertEquals(
                List.of("ESX350-200803214-UG.zip"),
                patch.artifacts().stream().map(Artifact::name).toList());
        assertEquals(List.of("ESX350-200802401-BG"), patch.supersedes());
        assertEquals(
                List.of("ESX350-Update02", "ESX-1002424"), new Vi3PageReader().supersededBy(page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<title>Log in</title>", "Install ESX-9287937.", "\u0000PK\u0003"})
    void saysNothingOfAnyOtherPage(String body) {
        assertEquals(
                Optional.empty(), id(Pages.document("file:/srv/esx-8258730-patch.html", body)));
    }

    @Test
    void readsWhatTheSourceReadsFromTheSamePage() {
        URI location = URI.create("http://site.example/doc/esx-8258730-patch.html");
        Document page = Pages.document(location.toString(), DOWNLOAD);

        assertEquals(
                Optional.of(PatchPage.read("share", "ESX-8258730", location, page).patch()),
                new Vi3PageReader().read("share", page));
    }

    @Test
    void saysWhatIsWrongWithThePageOfAPatch() {
        Document page = Pages.document(SAVED, DOWNLOAD.replace("3/29/07", "13/29/07"));

        assertThrows(MalformedSourceException.class, () -> id(page));
    }

    private static Optional<String> id(Document page) {
        return new Vi3PageReader().read("share", page).map(Patch::id);
    }
}
