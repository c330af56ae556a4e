package org.esxsync.fetch;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations as a person writes them, with the declared defaults for the rest. */
final class Configs {

    private Configs() {}

    static FetchSettings settings(Map<String, Object> values) {
        return settings(values, Map.of());
    }

    static FetchSettings settings(Map<String, Object> values, Map<String, String> environment) {
        return FetchSettings.of(config(values), environment);
    }

    private static FetchConfig config(Map<String, Object> values) {
        return (FetchConfig)
                Proxy.newProxyInstance(
                        FetchConfig.class.getClassLoader(),
                        new Class<?>[] {FetchConfig.class},
                        (proxy, method, arguments) ->
                                values.getOrDefault(
                                        method.getName().replace('_', '.'),
                                        method.getDefaultValue()));
    }
}
