package org.esxsync.shell;

/** The words that many commands' descriptions share. Annotations take nothing but constants. */
final class CommonWords {

    /** What Gogo hands over for an option that is given, and for one that is not. */
    static final String YES = "true";

    static final String NO = "false";

    static final String JSON = "print JSON for programs";
    static final String CSV = "print CSV for spreadsheets";

    /** As many operands as somebody types. */
    static final int MANY = Integer.MAX_VALUE;

    private CommonWords() {}
}
