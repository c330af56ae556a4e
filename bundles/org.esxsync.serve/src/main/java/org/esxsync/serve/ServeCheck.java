package org.esxsync.serve;

import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.TypedConfiguration;
import org.osgi.service.component.annotations.Component;

/** Checks the settings of the web server as they are read. */
@Component
public final class ServeCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return ServeSettings.PID;
    }

    @Override
    public Set<String> keys() {
        return TypedConfiguration.keys(ServeConfig.class);
    }

    @Override
    public void check(String pid, Map<String, ?> values) {
        TypedConfiguration.requireNumbers(pid, ServeConfig.class, values);
        ServeSettings.check(TypedConfiguration.of(ServeConfig.class, values));
    }
}
