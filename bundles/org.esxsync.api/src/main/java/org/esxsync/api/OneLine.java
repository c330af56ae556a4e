package org.esxsync.api;

/** Makes text from outside fit for people: a hostile publisher must not steer their terminal. */
public final class OneLine {

    private OneLine() {}

    /** The text on one line, with a blank for each run of white space and invisible characters. */
    public static String of(String text) {
        return isPlain(text) ? text : made(text);
    }

    /** Most texts are: characters of ASCII, and between them no two blanks in a row. */
    private static boolean isPlain(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == ' ' && before == ' ') {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }

    private static String made(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> isVisible(c) ? c : ' ')
                .filter(c -> c != ' ' || !endsWithBlank(line))
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    /** The same, cut to so many characters, with an ellipsis for the rest. */
    public static String of(String text, int longest) {
        String line = of(text);
        if (line.length() <= longest) {
            return line;
        }
        boolean partsAPair = longest > 0 && Character.isHighSurrogate(line.charAt(longest - 1));
        return line.substring(0, partsAPair ? longest - 1 : longest) + "…";
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    private static boolean endsWithBlank(StringBuilder line) {
        return !line.isEmpty() && line.charAt(line.length() - 1) == ' ';
    }
}
