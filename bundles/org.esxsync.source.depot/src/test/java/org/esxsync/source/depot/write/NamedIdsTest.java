package org.esxsync.source.depot.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Set;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.source.depot.write.NamedIds.Answer;
import org.junit.jupiter.api.Test;

class NamedIdsTest {

    private final NamedIds ids =
            new NamedIds(
                    Set.of("tool_1", "VMW_bootbank_a_1-1"),
                    Set.of("tool_2", "driver_1", "VMW_bootbank_b_1-1"));

    private Answer in(String text) throws IOException {
        return ids.in(new StringReader(text), "place");
    }

    @Test
    void findsANameAndItsVersionApart() throws IOException {
        assertEquals(Answer.PRESENT, in("{\"name\": \"tool\", \"version\": \"1\"}"));
        assertEquals(Answer.GONE, in("{\"version\": \"2\", \"name\": \"tool\"}"));
        assertEquals(Answer.GONE, in("tool" + " x".repeat(15) + " 2"));
        assertEquals(Answer.NOTHING, in("tool" + " x".repeat(16) + " 2"));
        assertEquals(Answer.NOTHING, in("tool 3"));
        assertEquals(Answer.GONE, in("tool 1 driver"));
    }

    @Test
    void findsWholeIdsAndFiles() throws IOException {
        assertEquals(Answer.PRESENT, in("vib20/a/VMW_bootbank_a_1-1.vib"));
        assertEquals(Answer.GONE, in("VMW_bootbank_b_1-1"));
        assertEquals(Answer.GONE, in("VMW_bootbank_unknown_1-1"));
        assertEquals(Answer.NOTHING, in(""));
    }

    @Test
    void givesUpOnATextThatIsTooLong() throws IOException {
        assertEquals(Answer.TOO_LONG, ids.in(new Endless("tool 7 "), "place"));
    }

    @Test
    void endsWhenItIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(FetchException.class, () -> ids.in(new Endless("x "), "place"));
        } finally {
            Thread.interrupted();
        }
    }

    /** Says the same for ever. */
    private static final class Endless extends Reader {

        private final String text;
        private int at;

        Endless(String text) {
            this.text = text;
        }

        @Override
        public int read() {
            return text.charAt(at++ % text.length());
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            buffer[offset] = (char) read();
            return 1;
        }

        @Override
        public void close() {}
    }
}
