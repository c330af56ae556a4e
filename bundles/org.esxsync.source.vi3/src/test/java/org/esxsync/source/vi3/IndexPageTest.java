package org.esxsync.source.vi3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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

    private static List<PatchLink> links(String html) {
        return IndexPage.links(HtmlPage.of(Pages.document(INDEX, html)));
    }
}
