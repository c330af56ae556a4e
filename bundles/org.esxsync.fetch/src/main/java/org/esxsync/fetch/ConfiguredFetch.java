package org.esxsync.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Artifact;
import org.esxsync.fetch.config.FetchConfig;
import org.esxsync.fetch.config.FetchSettings;
import org.esxsync.fetch.transfer.PartialFiles;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transport and download as {@code org.esxsync.fetch} is configured at the time of each call. */
@Component(
        service = {Transport.class, Downloader.class},
        configurationPid = FetchConfig.PID)
@Designate(ocd = FetchConfig.class)
public final class ConfiguredFetch implements Transport, Downloader {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredFetch.class);

    private final Clock clock;
    private final Path zips;
    private final UnaryOperator<@Nullable String> frameworkProperty;
    private final PartialFiles partials;

    /** Null until the first call, and while there is no usable configuration. */
    private @Nullable LiveFetch live;

    /** Of the first configuration, until a call needs it: most commands end without one. */
    private @Nullable FetchSettings unused;

    /** Why there is no usable configuration. */
    private @Nullable ConfigurationException problem;

    /**
     * A wrong configuration does not fail the component, but each call, so that whoever uses it is
     * told what is wrong.
     */
    @Activate
    public ConfiguredFetch(
            BundleContext context, FetchConfig config, Map<String, Object> properties) {
        this(context.getDataFile("zips").toPath(), Clock.systemUTC(), context::getProperty);
        configure(config, properties);
    }

    /**
     * @param zips where zips that are downloaded whole are kept
     */
    ConfiguredFetch(FetchSettings settings, Path zips, Clock clock) {
        this(zips, clock, key -> null);
        live = new LiveFetch(settings, partials, zips, clock);
    }

    private ConfiguredFetch(
            Path zips, Clock clock, UnaryOperator<@Nullable String> frameworkProperty) {
        this.clock = clock;
        this.zips = zips;
        this.frameworkProperty = frameworkProperty;
        this.partials = new PartialFiles(Duration.ZERO, clock);
    }

    @Modified
    final synchronized void configure(FetchConfig config, Map<String, Object> properties) {
        try {
            TypedConfiguration.requireNumbers(FetchConfig.PID, FetchConfig.class, properties);
            FetchConfig ofThisRun =
                    TypedConfiguration.ofThisRun(
                            FetchConfig.PID, FetchConfig.class, config, frameworkProperty);
            configure(FetchSettings.of(ofThisRun, System.getenv()));
            problem = null;
        } catch (ConfigurationException e) {
            problem = e;
            if (live != null || unused != null) {
                LOG.error("{}; the earlier settings stay in use until then", e.getMessage());
            }
        }
    }

    /** A file of certificates is read at once, so that a wrong one is told. */
    final synchronized void configure(FetchSettings settings) {
        LiveFetch former = live;
        if (former == null && settings.network().caFile() == null) {
            unused = settings;
            return;
        }
        live = new LiveFetch(settings, partials, zips, clock);
        unused = null;
        if (former != null) {
            former.retire();
        }
    }

    @Override
    public Document read(URI location, @Nullable String validator) {
        return call(now -> now.transport().read(location, validator));
    }

    @Override
    public Document read(URI location, @Nullable String validator, int limit) {
        return call(now -> now.transport().read(location, validator, limit));
    }

    @Override
    public Document store(URI location, @Nullable String validator, Path target, long limit) {
        return call(now -> now.transport().store(location, validator, target, limit));
    }

    @Override
    public StagedArtifact download(
            Artifact artifact, Path target, Path partials, TransferListener listener) {
        return call(now -> now.downloader().download(artifact, target, partials, listener));
    }

    @Override
    public StagedArtifact unpack(
            Artifact artifact, Path target, Path partials, TransferListener listener) {
        return call(now -> now.downloader().unpack(artifact, target, partials, listener));
    }

    @Override
    public Optional<String> reading(Artifact artifact) {
        return call(now -> now.reading(artifact.location()));
    }

    @Override
    public int perHost() {
        return call(LiveFetch::perHost);
    }

    @Deactivate
    synchronized void stop() {
        if (live != null) {
            live.stop();
        }
    }

    private <T> T call(Function<LiveFetch, T> action) {
        LiveFetch now;
        LiveFetch.Use use;
        synchronized (this) {
            now = live();
            use = now.use();
        }
        try (use) {
            return action.apply(now);
        }
    }

    private LiveFetch live() {
        if (live == null) {
            if (unused == null) {
                throw Objects.requireNonNull(problem);
            }
            live = new LiveFetch(unused, partials, zips, clock);
            unused = null;
        }
        return live;
    }
}
