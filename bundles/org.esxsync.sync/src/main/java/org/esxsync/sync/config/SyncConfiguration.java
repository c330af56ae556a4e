package org.esxsync.sync.config;

import java.util.Map;
import java.util.Objects;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;
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
    public static final String MIRROR_PROPERTY = "org.esxsync.mirror";

    private static final Logger LOG = LoggerFactory.getLogger(SyncConfiguration.class);

    private final BundleContext context;

    /** Null as long as no right configuration was seen; then the problem says why. */
    private volatile @Nullable SyncSettings settings;

    private volatile @Nullable ConfigurationException problem;

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
            settings = SyncSettings.of(config, context.getProperty(MIRROR_PROPERTY));
        } catch (ConfigurationException e) {
            problem = e;
            if (settings != null) {
                LOG.error("{}; the previous configuration stays in force", e.getMessage());
            }
        }
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
}
