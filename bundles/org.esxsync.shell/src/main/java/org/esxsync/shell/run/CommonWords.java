package org.esxsync.shell.run;

/** The words that many commands' descriptions share. Annotations take nothing but constants. */
public final class CommonWords {

    /** What Gogo hands over for an option that is given, and for one that is not. */
    public static final String YES = "true";

    public static final String NO = "false";

    public static final String JSON = "print JSON for programs";
    public static final String CSV = "print CSV for spreadsheets";

    /** As many operands as somebody types. */
    public static final int MANY = Integer.MAX_VALUE;

    private CommonWords() {}
}
