package org.esxsync.serve.server;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens.
 *
 * @param address where
 * @param port the port; 0 for any that is free
 * @param tls the certificate and the key, or null for plain HTTP
 * @param base what stands before each path; empty or without a slash at its end
 * @param accessLog the file of the access log, or null for none
 * @param connections how many clients may be connected
 * @param idle how long a connection may be silent
 */
public record ServerSettings(
        InetAddress address,
        int port,
        @Nullable Tls tls,
        String base,
        @Nullable Path accessLog,
        int connections,
        Duration idle) {

    /**
     * The files for TLS.
     *
     * @param certificate the certificate and those above it, in PEM
     * @param key its key, in PEM
     */
    public record Tls(Path certificate, Path key) {}

    /** Whether a server that has the other settings can take these up without another socket. */
    boolean isAtSamePlace(ServerSettings other) {
        return port == other.port
                && address.equals(other.address)
                && (tls == null) == (other.tls == null);
    }

    /** The same at another address. */
    public ServerSettings at(InetAddress other) {
        return new ServerSettings(other, port, tls, base, accessLog, connections, idle);
    }

    /** Where other machines can ask it; empty if they cannot, or nobody tells by which address. */
    public Optional<URI> reachable() {
        return address.isAnyLocalAddress() || address.isLoopbackAddress() || port == 0
                ? Optional.empty()
                : Optional.of(url(port));
    }

    /** Where it can be asked. */
    URI url(int actualPort) {
        String host =
                address.isAnyLocalAddress()
                        ? InetAddress.getLoopbackAddress().getHostAddress()
                        : address.getHostAddress();
        String shown = host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
        return URI.create(
                "%s://%s:%d%s/".formatted(tls == null ? "http" : "https", shown, actualPort, base));
    }
}
