package org.esxsync.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ESX-1006980", "Updates esx-base: l'été", "日本語 \ud83d\ude00", "a - b"})
    void plainTextStaysAsItIs(String text) {
        assertEquals(text, OneLine.of(text));
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertEquals("abc", OneLine.of("abc", 3));
        assertEquals("ab…", OneLine.of("abc", 2));
        assertEquals("…", OneLine.of("abc", 0));
        assertEquals("a…", OneLine.of("a\ud83d\ude00b", 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'  a\t\r\n b '|a b",
                "'a\u00a0\u2003b'|a b",
                "'a\u0000b'|a b",
                "'a\u001b[31mb'|a [31mb",
                "'a\u009b31mb'|a 31mb",
                "'a\u0085b\u2028c\u2029d'|a b c d",
                "'a\u202egnp.exe'|a gnp.exe",
                "'a\ud83d'|a",
                "'\ude00a'|a",
            })
    void whatIsInvisibleBecomesABlank(String text, String line) {
        assertEquals(line, OneLine.of(text));
    }
}
