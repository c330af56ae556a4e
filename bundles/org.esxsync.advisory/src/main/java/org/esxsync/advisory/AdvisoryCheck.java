package org.esxsync.advisory;

import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.TypedConfiguration;
import org.osgi.service.component.annotations.Component;

/** Checks what is configured of a place of advisories, as it would be read. */
@Component
public final class AdvisoryCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return AdvisorySource.PID;
    }

    @Override
    public Set<String> keys() {
        return TypedConfiguration.keys(AdvisoryConfig.class);
    }

    @Override
    public void check(String pid, Map<String, ?> values) {
        AdvisorySource.place(pid, TypedConfiguration.of(AdvisoryConfig.class, values).location());
    }
}
