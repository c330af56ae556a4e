package org.esxsync.serve.server;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Jetty server with our limits. It listens from its start until it is ended or drained. */
public final class HttpServer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private static final int HEADER_BYTES = 16 << 10;
    private static final int MAX_THREADS = 64;
    private static final int MIN_THREADS = 4;
    private static final int LARGEST_BUFFER = 1 << 16;
    private static final long KEPT_MEMORY = 16L << 20;
    private static final long TIDY_SECONDS = 1;
    private static final long END_MILLISECONDS = 1_000;

    private final Server server;
    private final ServerConnector connector;
    private final Router router;
    private final AccessLog log;
    private final NetworkConnectionLimit limit;
    private final SlowHeaders slowHeaders;
    private final Scheduler scheduler;
    private final @Nullable RenewedCertificate certificate;
    private volatile ServerSettings settings;
    private volatile @Nullable Thread draining;
    private volatile boolean hasEnded;

    /**
     * Starts a server.
     *
     * @param doors asked in this order
     * @throws CannotListenException if the port is in use or the certificate cannot be used
     */
    public static HttpServer start(
            ServerSettings settings, List<Door> doors, ServedTraffic traffic, Clock clock)
            throws CannotListenException {
        HttpServer started = new HttpServer(settings, doors, traffic, clock);
        started.start();
        return started;
    }

    private HttpServer(
            ServerSettings settings, List<Door> doors, ServedTraffic traffic, Clock clock)
            throws CannotListenException {
        this.settings = settings;
        this.router = new Router(doors, settings.base());
        this.log = new AccessLog(traffic, settings.accessLog());
        this.scheduler = new ScheduledExecutorScheduler("esxsync-serve-scheduler", true);
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("esxsync-serve");
        threads.setDaemon(true);
        this.server =
                new Server(
                        threads,
                        scheduler,
                        new ArrayByteBufferPool(
                                0, -1, LARGEST_BUFFER, -1, KEPT_MEMORY, KEPT_MEMORY));
        HttpConnectionFactory http = new HttpConnectionFactory(configuration());
        ServerSettings.Tls tls = settings.tls();
        this.certificate = tls == null ? null : RenewedCertificate.read(tls);
        this.connector =
                certificate == null
                        ? new ServerConnector(server, 1, 1, http)
                        : new ServerConnector(
                                server,
                                1,
                                1,
                                new SslConnectionFactory(certificate.factory(), http.getProtocol()),
                                http);
        this.limit = new NetworkConnectionLimit(settings.connections(), connector);
        this.slowHeaders = new SlowHeaders(connector, clock);
        connector.addBean(limit);
        connector.setHost(settings.address().getHostAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idle().toMillis());
        server.addConnector(connector);
        server.setHandler(router);
        server.setErrorHandler(new PlainErrors());
        server.setRequestLog(log);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        // Or else Jetty refuses who comes by an address or a name that the certificate lacks.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        return configuration;
    }

    private void start() throws CannotListenException {
        try {
            connector.open();
            server.start();
            scheduler.schedule(this::tidy, TIDY_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            end();
            throw cannotListen(e);
        }
    }

    private CannotListenException cannotListen(Exception problem) {
        Throwable cause = problem.getCause() instanceof IOException io ? io : problem;
        boolean isAddress = String.valueOf(cause.getMessage()).contains("assign");
        String key = isAddress ? "address" : "port";
        String value =
                isAddress ? settings.address().getHostAddress() : Integer.toString(settings.port());
        if (!(cause instanceof BindException)) {
            return new CannotListenException(key, value, "it cannot listen: " + cause);
        }
        return new CannotListenException(
                key,
                value,
                isAddress
                        ? "this machine has no such address; use one that it has, or 0.0.0.0"
                        : "%s cannot be listened on: %s; stop what uses the port, or take another"
                                .formatted(settings.address().getHostAddress(), reason(cause)));
    }

    private static String reason(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }

    private void tidy() {
        try {
            router.tidy();
            slowHeaders.close(settings.idle());
            if (certificate != null) {
                certificate.renewIfChanged();
            }
        } catch (RuntimeException e) {
            LOG.warn("defect in the upkeep of the web server", e);
        } finally {
            if (server.isRunning()) {
                scheduler.schedule(this::tidy, TIDY_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** The settings that are in force. */
    public ServerSettings settings() {
        return settings;
    }

    /** Where it listens. */
    public URI url() {
        return settings.url(connector.getLocalPort());
    }

    /**
     * Takes up other settings without a pause, if they leave the socket as it is.
     *
     * @return whether they do
     * @throws CannotListenException if the certificate cannot be used; then nothing is changed
     */
    public boolean takeUp(ServerSettings changed) throws CannotListenException {
        if (!changed.isAtSamePlace(settings)) {
            return false;
        }
        if (certificate != null && changed.tls() != null) {
            certificate.take(changed.tls());
        }
        settings = changed;
        router.base(changed.base());
        log.file(changed.accessLog());
        limit.setMaxNetworkConnectionCount(changed.connections());
        connector.setIdleTimeout(changed.idle().toMillis());
        return true;
    }

    /** Why the certificate was not renewed; null if nothing is wrong. */
    public @Nullable CannotListenException problem() {
        return certificate == null ? null : certificate.problem();
    }

    /** How many clients are connected. */
    public int connections() {
        return connector.getConnectedEndPoints().size();
    }

    /** Frees the port; who is connected goes on. */
    public void stopListening() {
        connector.close();
    }

    /**
     * Ends once nobody is connected any more, or at the latest after a while; does not wait for it.
     */
    public void drain(Duration atMost) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                connector.shutdown().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
                            } catch (Exception e) {
                                LOG.debug("a connection is cut", e);
                            }
                            if (!hasEnded) {
                                end();
                            }
                        },
                        "esxsync-serve-drain");
        thread.setDaemon(true);
        draining = thread;
        thread.start();
    }

    /** Whether it has ended, so that there is nothing left to end. */
    public boolean hasEnded() {
        return hasEnded;
    }

    /** Ends at once; who is still connected is cut off. */
    public void end() {
        try {
            server.setStopTimeout(END_MILLISECONDS);
            server.stop();
        } catch (Exception e) {
            LOG.warn("the web server did not end in order: {}", e.toString());
        } finally {
            log.file(null);
            hasEnded = true;
            Thread waiting = draining;
            if (waiting != null && waiting != Thread.currentThread()) {
                waiting.interrupt();
            }
        }
    }
}
