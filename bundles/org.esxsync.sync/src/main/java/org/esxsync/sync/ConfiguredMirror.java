package org.esxsync.sync;

import org.esxsync.api.ConfigurationException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the configuration of the engine, and takes up changes while it runs. */
@Component(service = ConfiguredMirror.class, configurationPid = "org.esxsync.sync")
@Designate(ocd = SyncConfig.class)
public final class ConfiguredMirror {

    /** The framework property that names the mirror and wins over the configuration. */
    static final String MIRROR_PROPERTY = "org.esxsync.mirror";

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredMirror.class);

    private final BundleContext context;
    private volatile SyncSettings settings;

    @Activate
    public ConfiguredMirror(BundleContext context, SyncConfig config) {
        this.context = context;
        this.settings = SyncSettings.of(config, context.getProperty(MIRROR_PROPERTY));
    }

    /** A wrong change leaves the settings as they were. */
    @Modified
    void modified(SyncConfig config) {
        try {
            settings = SyncSettings.of(config, context.getProperty(MIRROR_PROPERTY));
        } catch (ConfigurationException e) {
            LOG.error("{}; the previous configuration stays in force", e.getMessage());
        }
    }

    /** The settings of this moment. */
    SyncSettings settings() {
        return settings;
    }
}
