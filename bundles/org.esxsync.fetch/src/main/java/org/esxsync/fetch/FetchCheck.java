package org.esxsync.fetch;

import java.util.Map;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.fetch.config.FetchConfig;
import org.esxsync.fetch.config.FetchSettings;
import org.osgi.service.component.annotations.Component;

/** Checks the settings of transfers as they are read. */
@Component
public final class FetchCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return FetchConfig.PID;
    }

    @Override
    public void check(String pid, Map<String, String> values) {
        TypedConfiguration.requireNumbers(pid, FetchConfig.class, values);
        FetchSettings.of(TypedConfiguration.of(FetchConfig.class, values), System.getenv());
    }
}
