package org.esxsync.fetch.config;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.esxsync.api.configuration.HostPatterns;
import org.esxsync.fetch.retry.RetrySchedule;

/** Configurations as a person writes them, with the declared defaults for the rest. */
public final class Configs {

    public static final UnpackLimits UNPACK_LIMITS = new UnpackLimits(1000, 8, 64L << 20, 200);

    private Configs() {}

    /** Waits a little instead of long, as otherwise the defaults. */
    public static FetchSettings quick() {
        return quick(
                new Timeouts(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        512,
                        Duration.ofSeconds(1)));
    }

    public static FetchSettings quick(Timeouts timeouts) {
        RetrySchedule retrySchedule =
                new RetrySchedule(4, Duration.ofMillis(10), Duration.ofMillis(100));
        return new FetchSettings(
                new NetworkSettings(
                        timeouts,
                        retrySchedule,
                        new RedirectRules(3, HostPatterns.of()),
                        4,
                        0,
                        null,
                        List.of(),
                        null),
                new DownloadSettings(retrySchedule, 64L << 20, UNPACK_LIMITS),
                1 << 20,
                Duration.ofDays(7));
    }

    public static FetchSettings settings(Map<String, Object> values) {
        return settings(values, Map.of());
    }

    public static FetchSettings settings(
            Map<String, Object> values, Map<String, String> environment) {
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
