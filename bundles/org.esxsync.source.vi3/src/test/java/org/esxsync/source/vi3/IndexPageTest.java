package org.esxsync.source.vi3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.esxsync.api.source.MalformedSourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexPageTest {

    private static final String INDEX = "http://site.example/download/vi/vi3_patches.html";

    @Test
    void takesRelativeAndAbsoluteLinksInAnyCaseOnceEach() {
        assertEquals(
                List.of(
                        new PatchLink(
                                "ESX-8258730",
                                "http://site.example/support/vi3/doc/esx-8258730-patch.html"),
                        new PatchLink(
                                "ESX-4809553",
                                "http://site.example/support/vi3/doc/ESX-4809553-PATCH.HTML"),
                        new PatchLink(
                                "ESX-3069097",
                                "http://site.example/download/vi/esx-3069097-patch.html#top"),
                        new PatchLink(
                                "ESX-9986131",
                                "http://site.example/download/vi/9986131-patch.html")),
                links(
                        """
                        <h2>VMware Infrastructure 3 Patches</h2>
                        <ul>
                         <li><a
                          href="http://site.example/support/vi3/doc/esx-8258730-patch.html">a</a>
                         <li><A HREF='/support/vi3/doc/ESX-4809553-PATCH.HTML'>b</A>
                         <li><a href=esx-3069097-patch.html#top>c</a>
                         <li><a href=" 9986131-patch.html ">d</a>
                         <li><a href="/support/vi3/doc/esx-8258730-patch.html">a again</a>
                        </ul>
                        """));
    }

    @Test
    void followsTheBaseOfThePage() {
        assertEquals(
                List.of(
                        new PatchLink(
                                "ESX-8258730", "http://other.example/doc/esx-8258730-patch.html")),
                links(
                        """
                        <head><base href="http://other.example/doc/"></head>
                        <a href="esx-8258730-patch.html">ESX-8258730</a>
                        """));
    }

    @Test
    void takesArticlesThatAreLabelledWithThePatchOfTheirNumber() {
        assertEquals(
                List.of(
                        new PatchLink("ESX-1002424", "http://kb.example/kb/1002424"),
                        new PatchLink(
                                "ESX-1002090",
                                "http://kb.example/view.do?language=en&externalId=1002090")),
                links(
                        """
                        <h3>Critical</h3>
                        <table>
                        <tr><td>40.0 MB<td><a href="http://kb.example/kb/1002424">ESX-1002424</a>
                            <td>Supersedes <a href="http://kb.example/kb/1002424">ESX-1001907</a>
                        <tr><td>2.0 MB<td>
                         <a href="http://kb.example/view.do?language=en&amp;externalId=1002090"
                         > ESX-1002090 </a><td><a href="http://kb.example/kb/1000039">How to</a>
                        </table>
                        """));
    }

    @Test
    void leadsToThePatchesWhoseIdsCarryTheirRelease() {
        assertEquals(
                List.of(
                        new PatchLink("ESX350-200803214-UG", "http://kb.example/kb/1004187"),
                        new PatchLink(
                                "ESX303-200808403-SG",
                                "http://site.example/doc/esx303-200808403-sg-patch.html")),
                links(
                        """
                        <a href="http://kb.example/kb/1004187">ESX350-200803214-UG</a>
                        <a href="http://kb.example/kb/1004188">ESX350-200813214-UG</a>
                        <a href="/doc/esx303-200808403-sg-patch.html">ESX 3.0.3</a>
                        """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.vmware.com/support/esx25/doc/esx-254-200612-patch.html",
                "esx-18258730-patch.html",
                "esx-8258730-patch.htm",
                "esx-8258730-patch.html.gz",
                "esx-8258730.html",
                "readme.html?of=esx-8258730-patch",
                "javascript:open()",
                "#8258730",
                ""
            })
    void leavesOtherLinks(String href) {
        assertEquals(List.of(), links("<a href='%s'>ESX-8258730</a>".formatted(href)));
    }

    @Test
    void readsALongIndexPieceByPiece() {
        StringBuilder html = new StringBuilder("<head><base href='http://other.example/'></head>");
        for (int i = 0; i < 3000; i++) {
            html.append("<p><b><form><A href='1%06d-patch.html'>".formatted(i));
            html.append("ESX-1%06d</A>".formatted(i)).append("<i>words </i>".repeat(50));
        }

        List<PatchLink> links = links(html.toString());

        assertEquals(3000, links.size());
        assertEquals(
                new PatchLink("ESX-1002999", "http://other.example/1002999-patch.html"),
                links.get(2999));
    }

    @Test
    void aPieceWithoutAnyLinkEndsAllTheSame() {
        String words = "words ".repeat(100_000);
        assertEquals(1, links(words + "<a href='1000001-patch.html'>a</a>" + words).size());
    }

    @Test
    void refusesMoreLinksThanAPatchSiteHas() {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i <= 10_000; i++) {
            html.append("<a href='1%06d-patch.html'>a</a>".formatted(i));
        }
        MalformedSourceException e =
                assertThrows(MalformedSourceException.class, () -> links(html.toString()));
        assertTrue(e.getMessage().contains("more than 10000 patches"), e.getMessage());
    }

    private static List<PatchLink> links(String html) {
        return IndexPage.links(Pages.document(INDEX, html));
    }
}
