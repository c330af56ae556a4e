package org.esxsync.matcher.configured;

import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.TypedConfiguration;
import org.osgi.service.component.annotations.Component;

/** Checks what is configured of a matcher, as the matcher would read it. */
@Component
public final class MatcherCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return ConfiguredMatcher.PID;
    }

    @Override
    public Set<String> keys() {
        return TypedConfiguration.keys(MatcherConfig.class);
    }

    @Override
    public void check(String pid, Map<String, ?> values) {
        TypedConfiguration.requireNumbers(pid, MatcherConfig.class, values);
        MatcherRule.of(pid, TypedConfiguration.of(MatcherConfig.class, values));
    }
}
