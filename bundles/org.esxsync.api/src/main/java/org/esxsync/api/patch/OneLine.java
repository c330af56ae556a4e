package org.esxsync.api.patch;

/** Text from outside that is shown to people: a hostile publisher must not steer their terminal. */
final class OneLine {

    private OneLine() {}

    /** The text on one line, with a blank for each run of white space and invisible characters. */
    static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> isVisible(c) ? c : ' ')
                .filter(c -> c != ' ' || !endsWithBlank(line))
                .forEach(line::appendCodePoint);
        return line.toString().strip();
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
