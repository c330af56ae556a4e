package org.esxsync.serve;

import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.serve.server.CannotListenException;
import org.esxsync.serve.server.HttpServer;
import org.esxsync.serve.server.ServerSettings;

/** A server at a free port of loopback, for a test. */
final class RunningServer implements AutoCloseable {

    private final Doors doors;
    private final HttpServer server;

    RunningServer(PublishedMirror mirror) throws CannotListenException {
        this(mirror, settings(0, ""));
    }

    RunningServer(PublishedMirror mirror, ServerSettings settings) throws CannotListenException {
        this(
                new MirrorServices(
                        mirror,
                        () -> {
                            throw new EsxSyncException("this test has no catalogue");
                        },
                        () -> {
                            throw new EsxSyncException("this test has no writer");
                        },
                        () -> {
                            throw new EsxSyncException("this test has no engine");
                        },
                        new NoHosts(),
                        "1.2.3"),
                settings);
    }

    RunningServer(MirrorServices services, ServerSettings settings) throws CannotListenException {
        this.doors = Doors.of(services, Clock.systemUTC());
        this.server = HttpServer.start(settings, doors.doors(), doors.traffic(), Clock.systemUTC());
    }

    static ServerSettings settings(int port, String base) {
        return settings(port, base, Duration.ofSeconds(20));
    }

    /** At any port. */
    static ServerSettings settings(Duration idle) {
        return settings(0, "", idle);
    }

    private static ServerSettings settings(int port, String base, Duration idle) {
        return new ServerSettings(
                InetAddress.getLoopbackAddress(), port, null, base, null, 2000, idle);
    }

    URI url() {
        return server.url();
    }

    URI url(String path) {
        return server.url().resolve(path);
    }

    int connections() {
        return server.connections();
    }

    /** How many requests were answered, or given up. */
    long served() {
        return doors.traffic().requests().values().stream().mapToLong(each -> each).sum();
    }

    Doors doors() {
        return doors;
    }

    @Override
    public void close() {
        server.end();
        doors.close();
    }
}
