package org.esxsync.matcher.configured;

import java.util.Hashtable;
import java.util.Map;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.release.VersionMatcher;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the matcher that one configuration describes. It does so by hand, since the release
 * becomes a service property only once it was checked.
 */
@Component(
        service = {},
        configurationPid = ConfiguredMatcher.PID,
        property = "webconsole.configurationFactory.nameHint={release}",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MatcherConfig.class, factory = true)
public final class ConfiguredMatcher {

    static final String PID = "org.esxsync.matcher";

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredMatcher.class);

    private @Nullable ServiceRegistration<VersionMatcher> registration;

    @Activate
    public ConfiguredMatcher(
            BundleContext context, MatcherConfig config, Map<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        try {
            register(context, MatcherRule.of(pid, config), config.service_ranking());
        } catch (ConfigurationException e) {
            LOG.error("{}", e.getMessage());
        }
    }

    private void register(BundleContext context, MatcherRule rule, int ranking) {
        Hashtable<String, Object> service = new Hashtable<>();
        service.put(VersionMatcher.RELEASE, rule.release().toString());
        service.put(VersionMatcher.RULE, rule.toString());
        service.put(Constants.SERVICE_RANKING, ranking);
        registration = context.registerService(VersionMatcher.class, rule, service);
    }

    @Deactivate
    void unregister() {
        if (registration != null) {
            registration.unregister();
        }
    }
}
