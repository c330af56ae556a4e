package org.esxsync.sync.config;

import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.sync.mirror.AbsentMirror;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the configuration of the engine, and takes up changes while it runs. */
@Component(service = SyncConfiguration.class, configurationPid = SyncSettings.PID)
@Designate(ocd = SyncConfig.class)
public final class SyncConfiguration {

    /** The framework property that names the mirror and takes precedence over the configuration. */
    private static final String MIRROR_PROPERTY = "org.esxsync.mirror";

    /** The framework property that names the mirror if neither that nor a configuration does. */
    private static final String DEFAULT_MIRROR_PROPERTY = "org.esxsync.mirror.default";

    /**
     * The framework property by which a program says what it makes of the schedule: {@link #OFF} if
     * it runs one command, {@code needed} if it has nothing else to do.
     */
    public static final String SCHEDULE_PROPERTY = "org.esxsync.schedule";

    /** The value of {@link #SCHEDULE_PROPERTY} where the process ends with its command. */
    public static final String OFF = "off";

    private static final Logger LOG = LoggerFactory.getLogger(SyncConfiguration.class);

    private final BundleContext context;

    /** Null as long as no right configuration was seen; then the problem says why. */
    private volatile @Nullable SyncSettings settings;

    private volatile @Nullable ConfigurationException problem;

    /**
     * What a status is read with while the settings are null; null if not even the mirror is right.
     */
    private volatile @Nullable SyncSettings mirrorAlone;

    /**
     * A wrong configuration does not fail the component, but each call, so that whoever uses it is
     * told what is wrong.
     */
    @Activate
    public SyncConfiguration(
            BundleContext context, SyncConfig config, Map<String, Object> properties) {
        this.context = context;
        modified(config, properties);
    }

    /** A wrong change leaves the settings as they were. */
    @Modified
    void modified(SyncConfig config, Map<String, Object> properties) {
        try {
            TypedConfiguration.requireNumbers(SyncSettings.PID, SyncConfig.class, properties);
            SyncConfig ofThisRun =
                    TypedConfiguration.ofThisRun(
                            SyncSettings.PID, SyncConfig.class, config, context::getProperty);
            settings = settings(ofThisRun, context::getProperty);
            problem = null;
        } catch (ConfigurationException e) {
            problem = e;
            mirrorAlone = mirrorAlone(config);
            if (settings != null) {
                LOG.error("{}; the previous configuration stays in force", e.getMessage());
            }
        }
    }

    /**
     * What a configuration means together with the framework's properties.
     *
     * @param framework gives the value of a framework property, or null
     * @throws ConfigurationException if a value cannot be used
     */
    public static SyncSettings settings(
            SyncConfig config, UnaryOperator<@Nullable String> framework) {
        return SyncSettings.of(config, framework.apply(MIRROR_PROPERTY))
                .orMirror(framework.apply(DEFAULT_MIRROR_PROPERTY));
    }

    /**
     * The settings of this moment.
     *
     * @throws ConfigurationException if there was no right configuration yet
     */
    public SyncSettings settings() {
        SyncSettings now = settings;
        if (now == null) {
            throw Objects.requireNonNull(problem);
        }
        return now;
    }

    /**
     * The settings of this moment, or else the defaults with the configured mirror: a look at the
     * mirror tells what is wrong with the rest, and must not fail for it.
     *
     * @throws ConfigurationException if it is not known where the mirror is
     */
    public SyncSettings settingsToLook() {
        SyncSettings now = settings;
        if (now == null) {
            now = mirrorAlone;
        }
        return now == null ? settings() : now;
    }

    /**
     * Refuses a mirror that was named for this run, and that is none. The one that is configured,
     * or the default, may wait for its first sync.
     *
     * @throws org.esxsync.api.EsxSyncException if none is there
     */
    public void requireNamedMirror() {
        if (context.getProperty(MIRROR_PROPERTY) != null) {
            AbsentMirror.refuse(settingsToLook().requireMirror());
        }
    }

    /** Whether the process ends with its command. */
    public boolean isForOneCommand() {
        return OFF.equals(context.getProperty(SCHEDULE_PROPERTY));
    }

    private @Nullable SyncSettings mirrorAlone(SyncConfig config) {
        try {
            return SyncSettings.ofMirrorAlone(config, context.getProperty(MIRROR_PROPERTY))
                    .orMirror(context.getProperty(DEFAULT_MIRROR_PROPERTY));
        } catch (ConfigurationException e) {
            return null;
        }
    }
}
