package org.esxsync.source.depot.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.SampleBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictXmlTest {

    @Test
    void visitsChildrenByLocalNameAndSkipsWhatIsNotRead() {
        List<String> seen = new ArrayList<>();
        StrictXml xml =
                of("<!-- c --><r xmlns:n='u'><n:a><x/>1</n:a><b> 2<y>-</y>\n</b><c/>text</r>");
        xml.root("r");
        String text = xml.children(name -> seen.add(name + (name.equals("b") ? xml.text() : "")));
        assertEquals(List.of("a", "b2", "c"), seen);
        assertEquals("text", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE r><r/>",
                "<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x.dtd'><r/>",
                "<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>",
                "<r>&a;</r>",
                "<r a='&b;'/>",
                "<r><a></r>",
                "<r/><r/>",
                "",
                "<html><body>Sign in</body></html>"
            })
    void refusesAnythingButPlainXml(String text) {
        MalformedSourceException problem =
                assertThrows(MalformedSourceException.class, () -> readAll(of(text)));
        assertTrue(problem.getMessage().matches("doc(, line 1)?: .+"), problem.getMessage());
    }

    @Test
    void endsAtTheLimit() {
        StrictXml xml = new StrictXml("doc", endless("<r>", "<a/>"), 100_000);
        MalformedSourceException problem =
                assertThrows(MalformedSourceException.class, () -> readAll(xml));
        assertTrue(problem.getMessage().endsWith("it is larger than the limit of 100000 bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<r a='", "<r><!--", "<r><", "<r ", "<r><?p "})
    void doesNotKeepAnEndlessPieceInMemory(String start) {
        StrictXml xml = new StrictXml("doc", endless(start, "aaaaaaaa"), Long.MAX_VALUE);
        assertThrows(MalformedSourceException.class, () -> readAll(xml));
    }

    @Test
    void doesNotKeepAnEndlessTextInMemory() {
        StrictXml xml = new StrictXml("doc", endless("<r>", "text "), Long.MAX_VALUE);
        MalformedSourceException problem =
                assertThrows(MalformedSourceException.class, () -> readAll(xml));
        assertTrue(problem.getMessage().contains("a text is longer than"), problem.getMessage());
    }

    @Test
    void doesNotFollowEndlessNesting() {
        StrictXml xml = new StrictXml("doc", endless("<r>", "<a>"), Long.MAX_VALUE);
        MalformedSourceException problem =
                assertThrows(MalformedSourceException.class, () -> readAll(xml));
        assertTrue(problem.getMessage().contains("nested"), problem.getMessage());
    }

    private static void readAll(StrictXml xml) {
        try (xml) {
            xml.root("r");
            xml.children(name -> xml.text());
            while (xml.hasNext()) {
                xml.next();
            }
        }
    }

    private static StrictXml of(String text) {
        return new StrictXml(
                "doc", new ByteArrayInputStream(SampleBundle.bytes(text)), Long.MAX_VALUE);
    }

    private static InputStream endless(String start, String again) {
        byte[] bytes = SampleBundle.bytes(again);
        InputStream rest =
                new InputStream() {
                    private int next;

                    @Override
                    public int read() {
                        next = (next + 1) % bytes.length;
                        return bytes[(next + bytes.length - 1) % bytes.length];
                    }
                };
        return new SequenceInputStream(new ByteArrayInputStream(SampleBundle.bytes(start)), rest);
    }
}
