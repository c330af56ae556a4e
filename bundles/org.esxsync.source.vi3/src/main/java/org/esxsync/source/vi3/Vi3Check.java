package org.esxsync.source.vi3;

import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.TypedConfiguration;
import org.osgi.service.component.annotations.Component;

/** Checks what is configured of a patch site, as the source of it would read it. */
@Component
public final class Vi3Check implements ConfigurationCheck {

    @Override
    public String pid() {
        return Vi3PatchSource.PID;
    }

    @Override
    public Set<String> keys() {
        return TypedConfiguration.keys(Vi3PatchSource.Config.class);
    }

    @Override
    public void check(String pid, Map<String, ?> values) {
        TypedConfiguration.requireNumbers(pid, Vi3PatchSource.Config.class, values);
        Vi3PatchSource.check(pid, TypedConfiguration.of(Vi3PatchSource.Config.class, values));
    }
}
