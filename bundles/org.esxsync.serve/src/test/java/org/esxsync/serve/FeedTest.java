package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.esxsync.serve.testkit.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class FeedTest extends MachineDoors {

    @Test
    void aFeedIsAsItsStandardHasIt() throws Exception {
        List<String> all = AtomFeed.ids(http.ask("GET", "/feed.atom").body());
        List<String> ofRelease = AtomFeed.ids(http.ask("GET", "/feed/esxi-8.0.atom").body());

        assertEquals(3, all.size());
        assertEquals(2, ofRelease.size());
        assertTrue(Collections.disjoint(all, ofRelease), "an id stands for one entry of one feed");
    }

    /** The grammar is our own writing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<id>.*?</id>              | ''",
                "(<id>.*?</id>)            | $1$1",
                "<id>urn:uuid:             | <id>",
                "(<title>)                 | <title type='markdown'>",
                "<updated>.*?</updated>    | ''",
                "T12:00:00Z                | T12:00:00",
                "T12:00:00Z                | t12:00:00z",
                "T12:00:00Z                | T25:00:00Z",
                "<name>.*?</name>          | ''",
                "<author>.*?</author>      | ''",
                "<content .*?</content>    | ''",
                "href=                     | src=",
                "rel=.self.                | rel=''",
                "(<entry>)                 | $1<price/>",
                "http://www.w3.org/2005/Atom | http://purl.org/atom/ns"
            })
    void theGrammarOfFeedsKnowsWhatIsWrong(String pattern, String replacement) throws Exception {
        String feed = http.ask("GET", "/feed.atom").text();
        String broken = Pattern.compile(pattern).matcher(feed).replaceFirst(replacement);

        assertFalse(broken.equals(feed), pattern);
        assertFalse(AtomFeed.problems(broken.getBytes(StandardCharsets.UTF_8)).isEmpty(), broken);
    }

    @Test
    void theAtomFeedIsXmlWhateverATitleHas() throws Exception {
        Answer answer = http.ask("GET", "/feed.atom");
        Document feed =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(answer.body()));

        assertEquals(3, feed.getElementsByTagName("entry").getLength());
        assertFalse(answer.text().contains("<script"));
        assertEquals(
                "2026-03-29T12:00:00Z",
                feed.getElementsByTagName("updated").item(0).getTextContent());
        assertEquals(answer.text(), http.ask("GET", "/feed.atom").text(), "stable ids");
        assertEquals(
                304,
                http.ask("GET", "/feed.atom", "If-None-Match: " + answer.field("ETag")).status());
    }

    @Test
    void aFeedNamesItselfWhateverIsAsked() throws IOException {
        Answer feed = http.ask("GET", "/feed.atom?a=|%zz<\"{}");

        assertEquals(200, feed.status());
        assertTrue(feed.text().contains("href=\"" + server.url("feed.atom") + "\""), feed.text());
    }

    @Test
    void eachReleaseHasAFeed() throws IOException {
        assertEquals(2, count(http.ask("GET", "/feed/esxi-8.0.atom").text(), "<entry>"));
        assertEquals(1, count(http.ask("GET", "/feed/esx-3.0.1.json").text(), "\"id\""));
        assertEquals(404, http.ask("GET", "/feed/latest.json").status());
    }

    @Test
    void theJsonFeedEscapesItsTexts() throws IOException {
        String text = http.ask("GET", "/feed.json").text();

        assertEquals(3, count(text, "\"id\""));
        assertTrue(text.contains("\\u003cscript>alert(\\\"1\\\")"), text);
        assertFalse(text.contains("<script"), text);
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
