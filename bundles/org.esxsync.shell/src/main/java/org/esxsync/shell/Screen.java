package org.esxsync.shell;

import java.time.ZoneId;

/**
 * What results are laid out for.
 *
 * @param width columns, or {@link #UNLIMITED}
 * @param colour whether it understands and wants colour
 * @param zone the zone that times are shown in
 */
record Screen(int width, boolean colour, ZoneId zone) {

    /** Lines may be of any length, as in a file or a pipe. */
    static final int UNLIMITED = 0;

    /** A file or a pipe. */
    static Screen plain(ZoneId zone) {
        return new Screen(UNLIMITED, false, zone);
    }

    boolean isLimited() {
        return width > UNLIMITED;
    }
}
