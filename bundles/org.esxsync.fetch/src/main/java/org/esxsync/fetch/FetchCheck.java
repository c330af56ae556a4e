package org.esxsync.fetch;

import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.fetch.config.FetchConfig;
import org.esxsync.fetch.config.FetchSettings;
import org.esxsync.fetch.http.HttpClients;
import org.osgi.service.component.annotations.Component;

/** Checks the settings of transfers as they are read. */
@Component
public final class FetchCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return FetchConfig.PID;
    }

    @Override
    public Set<String> keys() {
        return TypedConfiguration.keys(FetchConfig.class);
    }

    @Override
    public void check(String pid, Map<String, ?> values) {
        TypedConfiguration.requireNumbers(pid, FetchConfig.class, values);
        FetchConfig config = TypedConfiguration.of(FetchConfig.class, values);
        HttpClients.check(FetchSettings.of(config, System.getenv()).network());
    }
}
