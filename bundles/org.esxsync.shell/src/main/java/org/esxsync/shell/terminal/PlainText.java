package org.esxsync.shell.terminal;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.esxsync.api.Secrets;

/** Text that is safe to show: patches come from outside and may hold terminal commands. */
public final class PlainText {

    private static final int REPLACEMENT = 0xFFFD;
    private static final String ELLIPSIS = "…";
    private static final Set<UnicodeScript> WIDE_SCRIPTS =
            Set.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HANGUL,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA);

    private PlainText() {}

    /**
     * The text as one line without anything that a terminal or a reader could be misled by: white
     * space becomes a blank; control characters, marks that turn the direction of writing, and
     * halves of characters become a replacement mark; secrets are masked.
     */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        Secrets.mask(text).codePoints().map(PlainText::harmless).forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    private static int harmless(int character) {
        if (Character.isWhitespace(character)) {
            return ' ';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    REPLACEMENT;
            default -> character;
        };
    }

    /** How many columns of a terminal the text fills. */
    public static int width(String text) {
        return text.codePoints().map(PlainText::width).sum();
    }

    private static int width(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        return character >= 0x1100 && WIDE_SCRIPTS.contains(UnicodeScript.of(character));
    }

    /** The text, cut to a number of columns; what is cut off shows as an ellipsis. */
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int room = columns - width(ELLIPSIS);
        for (int character : text.codePoints().toArray()) {
            room -= width(character);
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(character);
        }
        return kept.toString().stripTrailing() + ELLIPSIS;
    }

    /** The same, but what is cut off stood at its start. */
    public static String cutStart(String text, int columns) {
        return width(text) <= columns ? text : ELLIPSIS + end(text, columns - width(ELLIPSIS));
    }

    /** The same, but what is cut off stood in its middle. */
    public static String cutMiddle(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        String begin = cut(text, columns / 2);
        return begin + end(text, columns - width(begin));
    }

    private static String end(String text, int columns) {
        int begin = text.length();
        for (int room = columns; begin > 0; ) {
            int character = text.codePointBefore(begin);
            room -= width(character);
            if (room < 0) {
                break;
            }
            begin -= Character.charCount(character);
        }
        return text.substring(begin);
    }

    /**
     * The text in lines that are broken between words; a longer word has its own line.
     *
     * @param columns what a line may fill, or {@link Screen#UNLIMITED}
     */
    public static List<String> wrap(String text, int columns) {
        if (columns <= Screen.UNLIMITED) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer) > columns) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }

    /**
     * Text from outside beside a label, in lines that are broken between words.
     *
     * @param width of the label's column
     * @param columns what a line may fill, or {@link Screen#UNLIMITED}
     */
    public static List<String> labelled(String label, int width, String text, int columns) {
        int room = columns <= Screen.UNLIMITED ? columns : Math.max(1, columns - width);
        List<String> lines = new ArrayList<>();
        for (String line : wrap(of(text), room)) {
            lines.add(pad(lines.isEmpty() ? label : "", width) + line);
        }
        return lines;
    }

    /** The text, filled up with blanks to a number of columns. */
    public static String pad(String text, int columns) {
        return text + blanks(columns - width(text));
    }

    /** The text behind as many blanks as make it end at a column. */
    public static String padLeft(String text, int columns) {
        return blanks(columns - width(text)) + text;
    }

    private static String blanks(int count) {
        return " ".repeat(Math.max(0, count));
    }
}
