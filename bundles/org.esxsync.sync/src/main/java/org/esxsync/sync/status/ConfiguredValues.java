package org.esxsync.sync.status;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The values that are configured at the moment.
 *
 * @param admin has them
 * @param framework tells a framework property, which takes precedence; null for one that is not set
 */
record ConfiguredValues(ConfigurationAdmin admin, UnaryOperator<@Nullable String> framework) {

    /** What a check says of all configurations that it is for. */
    List<ConfigurationException> problems(ConfigurationCheck check)
            throws IOException, InvalidSyntaxException {
        Map<String, String> preceding = preceding(check);
        Configuration[] found =
                admin.listConfigurations(
                        "(|(%s=%s)(service.factoryPid=%s))"
                                .formatted(Constants.SERVICE_PID, check.pid(), check.pid()));
        if (found == null) {
            return preceding.isEmpty() ? List.of() : check.problems(check.pid(), preceding);
        }
        List<ConfigurationException> problems = new ArrayList<>();
        for (Configuration each : found) {
            Map<String, Object> values = values(each.getProperties());
            values.putAll(preceding);
            problems.addAll(check.problems(each.getPid(), values));
        }
        return problems;
    }

    private Map<String, String> preceding(ConfigurationCheck check) {
        Map<String, String> values = new HashMap<>();
        for (String key : check.keys()) {
            String value = framework.apply(check.pid() + "." + key);
            if (value != null) {
                values.put(key, value);
            }
        }
        return values;
    }

    private static Map<String, Object> values(Dictionary<String, Object> properties) {
        Map<String, Object> values = new HashMap<>();
        for (String key : Collections.list(properties.keys())) {
            values.put(key, properties.get(key));
        }
        return values;
    }
}
