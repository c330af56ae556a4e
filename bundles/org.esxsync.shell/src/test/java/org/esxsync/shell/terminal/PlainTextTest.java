package org.esxsync.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void terminalCommandsLoseTheirEscape() {
        assertEquals(
                "�[31mred�[0m �]0;title�",
                PlainText.of("\u001b[31mred\u001b[0m \u009d]0;title\u0007"));
    }

    @Test
    void whiteSpaceBecomesBlanksSoThatOneLineStaysOneLine() {
        assertEquals("a b c  d", PlainText.of("\ta\nb\u2028c\r\nd\n"));
    }

    @Test
    void marksThatTurnTheDirectionOfWritingAreReplaced() {
        assertEquals("gpj�.exe", PlainText.of("gpj\u202e.exe"));
    }

    @Test
    void lettersOfAllLanguagesStay() {
        assertEquals("Größe 日本語 é 😀", PlainText.of("Größe 日本語 é 😀"));
    }

    @Test
    void wideLettersCountTwiceAndMarksAboveALetterDoNotCount() {
        assertEquals(6, PlainText.width("日本語"));
        assertEquals(1, PlainText.width("e\u0301"));
    }

    @Test
    void aLabelledTextGoesOnBelowItself() {
        assertEquals(
                List.of("Mirror  /srv/m,", "        1.2 MB"),
                PlainText.labelled("Mirror", 8, "/srv/m, 1.2 MB", 16));
        assertEquals(List.of("Mirror  a b"), PlainText.labelled("Mirror", 8, "a\nb", 0));
    }

    @Test
    void aCutTextFillsNoMoreColumnsThanAllowed() {
        assertEquals("abc…", PlainText.cut("abcdef", 4));
        assertEquals("日…", PlainText.cut("日本語", 4));
        assertEquals("abcd", PlainText.cut("abcd", 4));
    }
}
