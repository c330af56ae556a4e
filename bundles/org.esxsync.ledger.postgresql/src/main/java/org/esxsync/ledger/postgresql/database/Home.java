package org.esxsync.ledger.postgresql.database;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * Where a mirror is, for people who look at many of them.
 *
 * @param host the machine
 * @param directory the mirror's directory there
 */
public record Home(String host, String directory) {

    /**
     * @param state the mirror's directory of state
     */
    public static Home of(Path state) {
        Path mirror = state.toAbsolutePath().normalize().getParent();
        return new Home(thisHost(), String.valueOf(mirror));
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
