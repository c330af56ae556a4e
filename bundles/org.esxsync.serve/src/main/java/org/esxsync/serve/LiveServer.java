package org.esxsync.serve;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.serve.server.CannotListenException;
import org.esxsync.serve.server.HttpServer;
import org.esxsync.serve.server.ServerSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of the configuration, which it follows: a new server begins beside the old one, which
 * finishes what it is sending. Used by one thread at a time.
 */
final class LiveServer {

    private static final Logger LOG = LoggerFactory.getLogger(LiveServer.class);

    /** The longest transfer that a change of the configuration waits for. */
    private static final Duration DRAIN = Duration.ofHours(6);

    private static final int ATTEMPTS = 100;
    private static final long PAUSE_NANOSECONDS = 20_000_000;

    private final Doors doors;
    private final Clock clock;
    private final List<HttpServer> drained = new ArrayList<>();
    private @Nullable HttpServer running;

    LiveServer(Doors doors, Clock clock) {
        this.doors = doors;
        this.clock = clock;
    }

    /**
     * Follows a configuration.
     *
     * @param wanted the settings; empty to serve nothing
     * @throws CannotListenException if it cannot; the former server goes on then
     */
    void follow(Optional<ServerSettings> wanted) throws CannotListenException {
        if (wanted.isEmpty()) {
            drain(running);
            running = null;
        } else if (running == null || !running.takeUp(wanted.get())) {
            running = replaced(running, wanted.get());
            LOG.info("The mirror is served at {}", running.url());
        }
    }

    private HttpServer replaced(@Nullable HttpServer old, ServerSettings wanted)
            throws CannotListenException {
        if (old == null) {
            return start(wanted);
        }
        ServerSettings former = old.settings();
        boolean isSamePort = wanted.port() == former.port() && wanted.port() != 0;
        if (isSamePort) {
            old.stopListening();
        }
        try {
            HttpServer started = isSamePort ? startOnFreedPort(wanted) : start(wanted);
            drain(old);
            return started;
        } catch (CannotListenException e) {
            if (isSamePort) {
                running = startOnFreedPort(former);
                drain(old);
            }
            throw e;
        }
    }

    /** A port is free a moment after it was given up. */
    private HttpServer startOnFreedPort(ServerSettings settings) throws CannotListenException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return start(settings);
            } catch (CannotListenException e) {
                LOG.debug("the port is not free yet", e);
                LockSupport.parkNanos(PAUSE_NANOSECONDS);
            }
        }
        return start(settings);
    }

    private HttpServer start(ServerSettings settings) throws CannotListenException {
        return HttpServer.start(settings, doors.doors(), doors.traffic(), clock);
    }

    private void drain(@Nullable HttpServer server) {
        drained.removeIf(HttpServer::hasEnded);
        if (server != null) {
            drained.add(server);
            server.stopListening();
            server.drain(DRAIN);
        }
    }

    boolean isServing() {
        return running != null;
    }

    /** What is wrong with the server that runs, if anything is. */
    Optional<ConfigurationException> problem() {
        CannotListenException problem = running == null ? null : running.problem();
        return Optional.ofNullable(problem).map(ServeSettings::problem);
    }

    /** Ends at once, also those servers that were still finishing. */
    void end() {
        drained.forEach(HttpServer::end);
        drained.clear();
        if (running != null) {
            running.end();
            running = null;
        }
    }
}
