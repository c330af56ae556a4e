package org.esxsync.fetch.config;

/**
 * Who we are at one host.
 *
 * @param port or -1 for any
 */
public record HostCredentials(String host, int port, String user, String password) {

    /** Never the password, wherever this is printed. */
    @Override
    public String toString() {
        return user + " at " + host;
    }
}
