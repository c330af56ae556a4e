package org.esxsync.serve;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.ConfigurationProblem;
import org.esxsync.api.configuration.DeploymentProblems;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.serve.login.Account;
import org.esxsync.serve.server.CannotListenException;
import org.esxsync.serve.server.ServerSettings;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the mirror as it is configured, and takes up changes while it runs. Without a port, and in
 * a program that runs one command, it does nothing, and no class of Jetty is loaded.
 */
@Component(
        service = {DeploymentProblems.class, SyncListener.class},
        configurationPid = ServeSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = ServeConfig.class)
public final class ConfiguredServer implements DeploymentProblems, SyncListener {

    /** The framework property by which a program says {@code off} that runs one command. */
    private static final String PROPERTY = "org.esxsync.serve";

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredServer.class);

    private final BundleContext context;
    private final MirrorServices services;
    private final Clock clock = Clock.systemUTC();

    private final Duration pause;
    private final TroubleNote note;

    private volatile @Nullable Doors doors;
    private @Nullable LiveServer server;
    private @Nullable Thread trying;
    private volatile @Nullable ConfigurationException problem;

    @Activate
    public ConfiguredServer(
            BundleContext context,
            @Reference PublishedMirror mirror,
            @Reference ServiceReference<MirrorCatalogue> catalogue,
            @Reference ServiceReference<JsonWriter> json,
            @Reference ServiceReference<PatchSync> sync,
            @Reference ComplianceRoom hosts,
            ServeConfig config,
            Map<String, Object> properties) {
        this(context, MirrorServices.of(context, mirror, catalogue, json, sync, hosts), PAUSE);
        modified(config, properties);
    }

    /**
     * @param pause until what could not listen tries again
     */
    ConfiguredServer(BundleContext context, MirrorServices services, Duration pause) {
        this.context = context;
        this.services = services;
        this.pause = pause;
        this.note = new TroubleNote(services.mirror());
    }

    /** A wrong change leaves the server as it is; {@link ServeCheck} tells what is wrong. */
    @Modified
    synchronized void modified(ServeConfig config, Map<String, Object> properties) {
        stopTrying();
        ConfigurationException before = problem;
        try {
            problem = attempt(config, properties);
        } catch (ConfigurationException e) {
            LOG.error("{}", e.getMessage());
            return;
        }
        tell(before);
        if (problem != null && server != null && !server.isServing()) {
            tryAgain(config, properties);
        }
    }

    private @Nullable ConfigurationException attempt(
            ServeConfig config, Map<String, Object> properties) {
        try {
            TypedConfiguration.requireNumbers(ServeSettings.PID, ServeConfig.class, properties);
            Optional<ServerSettings> wanted = ServeSettings.of(config);
            follow(wanted, config);
            return null;
        } catch (CannotListenException e) {
            return ServeSettings.problem(e);
        } catch (NoClassDefFoundError e) {
            return new ConfigurationException(
                    ServeSettings.PID,
                    "port",
                    config.port(),
                    "the web server is not installed; install the bundles of Jetty 12.1");
        }
    }

    private void tell(@Nullable ConfigurationException before) {
        ConfigurationException now = problem;
        if (!isOff()) {
            note.write(now == null ? "" : String.valueOf(now.getMessage()));
        }
        if (now != null
                && (before == null || !Objects.equals(before.getMessage(), now.getMessage()))) {
            LOG.error("{}", now.getMessage());
        }
    }

    /** A port may be freed later, and a network come up after us. */
    private void tryAgain(ServeConfig config, Map<String, Object> properties) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                Thread.sleep(pause.toMillis());
                                again(config, properties);
                            } catch (InterruptedException e) {
                                // Another configuration has come, or the end.
                            }
                        },
                        "esxsync-serve-retry");
        thread.setDaemon(true);
        trying = thread;
        thread.start();
    }

    private synchronized void again(ServeConfig config, Map<String, Object> properties) {
        if (Thread.currentThread().equals(trying)) {
            trying = null;
            modified(config, properties);
        }
    }

    private boolean isOff() {
        return "off".equals(context.getProperty(PROPERTY));
    }

    private void stopTrying() {
        Thread thread = trying;
        trying = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void follow(Optional<ServerSettings> wanted, ServeConfig config)
            throws CannotListenException {
        if (isOff()) {
            return;
        }
        Optional<Account> account = ServeSettings.account(config);
        if (server == null && wanted.isPresent()) {
            Doors made = Doors.of(services, clock);
            doors = made;
            server = new LiveServer(made, clock);
        }
        if (server != null) {
            Objects.requireNonNull(doors).login().follow(account);
            server.follow(wanted);
        }
    }

    /** A program that runs one command tells what the service beside it has told. */
    @Override
    public List<ConfigurationProblem> problems() {
        if (isOff()) {
            return note.ofOther().stream().map(ConfigurationProblem::unusable).toList();
        }
        ConfigurationException now = problem;
        if (now == null) {
            now = ofServer();
        }
        return now == null ? List.of() : List.of(ConfigurationProblem.of(now));
    }

    @Override
    public void sourceFailed(SourceFailure failure) {
        pages().sourceFailed(failure);
    }

    @Override
    public void planned(SyncPlan plan) {
        pages().planned(plan);
    }

    @Override
    public void started(Patch patch) {
        pages().started(patch);
    }

    @Override
    public void transferred(Patch patch, long done, long total) {
        pages().transferred(patch, done, total);
    }

    @Override
    public void finished(PatchOutcome outcome) {
        pages().finished(outcome);
    }

    @Override
    public void finished(SyncReport report) {
        pages().finished(report);
    }

    @Override
    public void failed(RuntimeException failure) {
        pages().failed(failure);
    }

    /** Nobody looks as long as nothing is served. */
    private SyncListener pages() {
        Doors known = doors;
        return known == null ? SyncListener.NONE : known.desk().heard();
    }

    private synchronized @Nullable ConfigurationException ofServer() {
        return server == null ? null : server.problem().orElse(null);
    }

    @Deactivate
    synchronized void deactivate() {
        stopTrying();
        note.close();
        if (server != null) {
            server.end();
            Objects.requireNonNull(doors).close();
        }
    }
}
