package org.esxsync.serve.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that take too long to send the head of a request, however often a byte of it
 * comes. Used by one thread.
 */
final class SlowHeaders {

    private final ServerConnector connector;
    private final Clock clock;
    private Map<EndPoint, Head> heads = new HashMap<>();

    /**
     * The head that a connection is sending.
     *
     * @param request how many requests came before it
     * @param bytes the bytes of the connection when it was first seen waiting for that request
     * @param since when it was first seen waiting, or when bytes of it were first seen
     * @param isBegun whether bytes of it were seen
     */
    private record Head(long request, long bytes, Instant since, boolean isBegun) {}

    SlowHeaders(ServerConnector connector, Clock clock) {
        this.connector = connector;
        this.clock = clock;
    }

    /** Closes those that are over the limit; to be called every few seconds. */
    void close(Duration limit) {
        Instant now = clock.instant();
        Map<EndPoint, Head> seen = new HashMap<>();
        for (EndPoint each : connector.getConnectedEndPoints()) {
            Connection connection = ofHttp(each.getConnection());
            if (connection == null || connection.getMessagesIn() > connection.getMessagesOut()) {
                continue;
            }
            Head head = head(heads.get(each), connection, now);
            if (head.isBegun() && Duration.between(head.since(), now).compareTo(limit) > 0) {
                each.close();
            } else {
                seen.put(each, head);
            }
        }
        heads = seen;
    }

    /** The connection that counts requests: under TLS the one inside. */
    private static @Nullable Connection ofHttp(@Nullable Connection connection) {
        return connection instanceof SslConnection tls
                ? tls.getSslEndPoint().getConnection()
                : connection;
    }

    private static Head head(@Nullable Head before, Connection connection, Instant now) {
        long request = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        if (before == null || before.request() != request) {
            // The first one has begun with the connection, bytes or not.
            return new Head(request, bytes, now, request == 0);
        }
        return before.isBegun() || bytes == before.bytes()
                ? before
                : new Head(request, before.bytes(), now, true);
    }
}
