package org.esxsync.source.depot;

import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.TypedConfiguration;
import org.osgi.service.component.annotations.Component;

/** Checks what is configured of a depot, as the source of it would read it. */
@Component
public final class DepotConfigurationCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return DepotPatchSource.PID;
    }

    @Override
    public Set<String> keys() {
        return TypedConfiguration.keys(DepotPatchSource.Config.class);
    }

    @Override
    public void check(String pid, Map<String, ?> values) {
        DepotPatchSource.check(pid, TypedConfiguration.of(DepotPatchSource.Config.class, values));
    }
}
