package org.esxsync.serve;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.serve.MirrorServer;
import org.esxsync.api.serve.ServeRequest;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.serve.server.CannotListenException;
import org.esxsync.serve.server.HttpServer;
import org.esxsync.serve.server.ServerSettings;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/** Serves as long as a command runs. */
@Component(configurationPid = ServeSettings.PID)
public final class ForegroundServer implements MirrorServer {

    private static final String DEFAULT_PORT = "8080";

    private final PublishedMirror mirror;
    private final MirrorServices services;
    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile ServeConfig config;
    private volatile Map<String, Object> properties;

    @Activate
    public ForegroundServer(
            BundleContext context,
            @Reference PublishedMirror mirror,
            @Reference ServiceReference<MirrorCatalogue> catalogue,
            @Reference ServiceReference<JsonWriter> json,
            @Reference ServiceReference<PatchSync> sync,
            @Reference ComplianceRoom hosts,
            ServeConfig config,
            Map<String, Object> properties) {
        this.mirror = mirror;
        this.services = MirrorServices.of(context, mirror, catalogue, json, sync, hosts);
        this.config = config;
        this.properties = properties;
    }

    /** A server that runs keeps its settings. */
    @Modified
    void modified(ServeConfig changed, Map<String, Object> changedProperties) {
        config = changed;
        properties = changedProperties;
    }

    /** A server does not outlive its bundle. */
    @Deactivate
    void deactivate() {
        ended.countDown();
    }

    @Override
    public void serve(ServeRequest request, Consumer<URI> started) {
        ServerSettings settings = settings(request);
        mirror.directory();
        try (Doors doors = Doors.of(services, clock)) {
            doors.login().follow(ServeSettings.account(config));
            HttpServer server = HttpServer.start(settings, doors.doors(), doors.traffic(), clock);
            try {
                started.accept(server.url());
                ended.await();
            } finally {
                server.end();
            }
        } catch (CannotListenException e) {
            throw ServeSettings.problem(e);
        } catch (InterruptedException e) {
            // That is how it ends.
        } catch (NoClassDefFoundError e) {
            throw new EsxSyncException(
                    "the web server is not installed: %s; install the bundles of Jetty 12.1"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** What is wrong in the configuration, its check tells. */
    @Override
    public Optional<URI> url() {
        try {
            TypedConfiguration.requireNumbers(ServeSettings.PID, ServeConfig.class, properties);
            return ServeSettings.of(config).flatMap(ServerSettings::reachable);
        } catch (ConfigurationException e) {
            return Optional.empty();
        }
    }

    private ServerSettings settings(ServeRequest request) {
        TypedConfiguration.requireNumbers(ServeSettings.PID, ServeConfig.class, properties);
        String asked = request.port();
        String port = asked == null ? config.port() : asked;
        ServerSettings settings =
                ServeSettings.of(config, ServeSettings.port(port.isBlank() ? DEFAULT_PORT : port));
        String address = request.address();
        return address == null ? settings : settings.at(ServeSettings.address(address));
    }
}
