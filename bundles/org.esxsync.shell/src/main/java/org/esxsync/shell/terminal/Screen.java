package org.esxsync.shell.terminal;

import java.time.ZoneId;

/**
 * What results are laid out for.
 *
 * @param width columns, or {@link #UNLIMITED}
 * @param live whether lines can be erased and written anew
 * @param colour whether it understands and wants colour
 * @param zone the zone that times are shown in
 */
public record Screen(int width, boolean live, boolean colour, ZoneId zone) {

    /** Lines may be of any length, as in a file or a pipe. */
    public static final int UNLIMITED = 0;

    /** The name of a terminal that only prints. */
    public static final String NO_CONTROL = "dumb";

    /** A file or a pipe. */
    public static Screen plain(ZoneId zone) {
        return new Screen(UNLIMITED, false, false, zone);
    }

    /**
     * A terminal.
     *
     * @param type the terminal's name in the terminal database
     * @param noColour what the user has set {@code NO_COLOR} to; anything but empty text means that
     *     no colour is wanted
     */
    static Screen terminal(int width, String type, String noColour, ZoneId zone) {
        boolean live = !type.equals(NO_CONTROL);
        return new Screen(width, live, live && noColour.isEmpty(), zone);
    }

    public boolean isLimited() {
        return width > UNLIMITED;
    }
}
