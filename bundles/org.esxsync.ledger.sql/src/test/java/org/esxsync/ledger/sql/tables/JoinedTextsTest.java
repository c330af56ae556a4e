package org.esxsync.ledger.sql.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedTextsTest {

    @Test
    void emptyTextsCountWhereverTheyStand() {
        assertEquals(List.of("", "a", "", "b", ""), texts("|a||b|").rest());
        assertEquals(List.of(""), texts("").rest());
    }

    @Test
    void afterTheLastTextThereIsNone() {
        JoinedTexts texts = texts("a|b");

        assertEquals("a", texts.next());
        assertEquals(List.of("b"), texts.rest());
        assertFalse(texts.hasNext());
        assertThrows(IllegalArgumentException.class, texts::next);
    }

    private static JoinedTexts texts(String joined) {
        return new JoinedTexts(joined, '|');
    }
}
