package org.esxsync.compliance.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextDecodingTest {

    @Test
    void aFileBeyondTheLimitIsReadUpToIt() throws IOException {
        byte[] bytes = "line\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        Reader reader = TextDecoding.reader(new ByteArrayInputStream(bytes), 100_000);
        SessionText text = new SessionText(reader);
        UnreadableException error =
                assertThrows(
                        UnreadableException.class,
                        () -> {
                            while (text.peek() != null) {
                                text.take();
                            }
                        });
        assertTrue(String.valueOf(error.getMessage()).contains("split it"));
    }

    @Test
    void linesEndInEachWay() throws IOException {
        SessionText text = new SessionText(new StringReader("a\r\nb\rc\n\nd"));
        List<String> lines = new ArrayList<>();
        for (String line = text.peek(); line != null; line = text.peek()) {
            lines.add(text.number() + line);
            text.take();
        }
        assertEquals(List.of("0a", "1b", "2c", "3", "4d"), lines);
    }

    @Test
    void aBlockEndsBeforeTheLineThatIsAskedFor() throws IOException {
        SessionText text = new SessionText(new StringReader("a\nb\r\nSTOP\nc"));
        char[] chars = new char[100];
        StringBuilder read = new StringBuilder();
        Reader block = text.block("STOP"::equals);
        for (int count = block.read(chars); count >= 0; count = block.read(chars)) {
            read.append(chars, 0, count);
        }
        assertEquals("a\nb\r\n", read.toString());
        assertEquals("STOP", text.peek());
        assertEquals(2, text.number());
    }
}
