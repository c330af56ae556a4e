package org.esxsync.compliance;

import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.TypedConfiguration;
import org.osgi.service.component.annotations.Component;

/** Checks what is configured of kept hosts as it is read. */
@Component
public final class ComplianceCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return HostAge.PID;
    }

    @Override
    public Set<String> keys() {
        return TypedConfiguration.keys(ComplianceConfig.class);
    }

    @Override
    public void check(String pid, Map<String, ?> values) {
        HostAge.of(pid, values);
    }
}
