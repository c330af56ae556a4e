package org.esxsync.source.depot;

/** Text from outside, made fit for one line on a terminal. */
final class Plain {

    private static final int MAX_LENGTH = 300;

    private Plain() {}

    /** White space and control characters become single blanks; a long text is cut. */
    static String line(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}\\x{80}-\\x{9f}]+", " ").strip();
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
    }
}
