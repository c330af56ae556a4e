package org.esxsync.sync.schedule;

import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.sync.config.SyncConfig;
import org.esxsync.sync.config.SyncSettings;
import org.osgi.service.component.annotations.Component;

/** Checks the engine's settings as it reads them. */
@Component
public final class SyncCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return SyncSettings.PID;
    }

    @Override
    public Set<String> keys() {
        return TypedConfiguration.keys(SyncConfig.class);
    }

    /** With chance of this class, since the platform's default one is not seen in Equinox. */
    @Override
    public void check(String pid, Map<String, ?> values) {
        TypedConfiguration.requireNumbers(pid, SyncConfig.class, values);
        SyncConfig config = TypedConfiguration.of(SyncConfig.class, values);
        SyncSettings.of(config, null);
        CronTimes.of(config.schedule(), config.jitter(), ZoneId.systemDefault(), new Random());
    }
}
