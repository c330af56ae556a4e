package org.esxsync.shell.terminal;

/** How a terminal is told to write, where the screen has colour. */
public enum Ink {
    PLAIN(0),
    BOLD(1),
    RED(31),
    GREEN(32),
    YELLOW(33);

    private static final String RESET = "\u001b[0m";

    private final String start;

    Ink(int code) {
        this.start = "\u001b[" + code + "m";
    }

    /**
     * The text in this ink.
     *
     * @param text plain text, of its final width
     */
    public String on(Screen screen, String text) {
        return screen.colour() && this != PLAIN ? start + text + RESET : text;
    }
}
