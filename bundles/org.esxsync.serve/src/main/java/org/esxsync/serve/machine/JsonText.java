package org.esxsync.serve.machine;

/** Writes texts as JSON has them, in ASCII. */
final class JsonText {

    private static final int FIRST_PRINTED = 0x20;
    private static final int LAST_PRINTED = 0x7e;

    private JsonText() {}

    /** The text in quotes. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char each : text.toCharArray()) {
            if (each == '"' || each == '\\') {
                out.append('\\').append(each);
            } else if (each >= FIRST_PRINTED && each <= LAST_PRINTED && each != '<') {
                out.append(each);
            } else {
                out.append("\\u%04x".formatted((int) each));
            }
        }
        return out.append('"').toString();
    }
}
