package org.esxsync.fetch.config;

import java.time.Duration;
import java.util.Map;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.HostPatterns;
import org.esxsync.fetch.retry.RetrySchedule;

/**
 * The configuration, checked and in units that the code uses.
 *
 * @param network how the network is used
 * @param download how artifacts are downloaded
 * @param documentLimit the most bytes of a document
 * @param keepPartials how long an interrupted download is kept
 */
public record FetchSettings(
        NetworkSettings network,
        DownloadSettings download,
        int documentLimit,
        Duration keepPartials) {

    private static final int MIB = 1024 * 1024;
    private static final int MAX_DOCUMENT_MIB = 1024;

    /**
     * @param environment the variables that secrets may stand in
     * @throws ConfigurationException if a value cannot be used
     */
    public static FetchSettings of(FetchConfig config, Map<String, String> environment) {
        AccessSettings access = new AccessSettings(config, environment);
        RetrySchedule retrySchedule =
                new RetrySchedule(
                        atLeast(0, "retries", config.retries()),
                        Duration.ofMillis(atLeast(1, "retry.pause", config.retry_pause())),
                        seconds("retry.pause.limit", config.retry_pause_limit()));
        NetworkSettings network =
                new NetworkSettings(
                        timeouts(config),
                        retrySchedule,
                        new RedirectRules(
                                atLeast(0, "redirect.limit", config.redirect_limit()),
                                HostPatterns.of(config.redirect_hosts())),
                        atLeast(1, "connections.per.host", config.connections_per_host()),
                        1024L * atLeast(0, "bandwidth", config.bandwidth()),
                        access.proxy(),
                        access.credentials(),
                        access.caFile());
        DownloadSettings download =
                new DownloadSettings(
                        retrySchedule,
                        mib("limit.artifact", config.limit_artifact()),
                        unpack(config));
        int document = atLeast(1, "limit.document", config.limit_document());
        return new FetchSettings(
                network,
                download,
                Math.min(document, MAX_DOCUMENT_MIB) * MIB,
                Duration.ofDays(atLeast(0, "partial.days", config.partial_days())));
    }

    private static Timeouts timeouts(FetchConfig config) {
        return new Timeouts(
                seconds("timeout.connect", config.timeout_connect()),
                seconds("timeout.response", config.timeout_response()),
                seconds("timeout.stall", config.timeout_stall()),
                atLeast(0, "rate.minimum", config.rate_minimum()),
                seconds("rate.window", config.rate_window()));
    }

    private static UnpackLimits unpack(FetchConfig config) {
        return new UnpackLimits(
                atLeast(1, "unpack.entries", config.unpack_entries()),
                atLeast(1, "unpack.depth", config.unpack_depth()),
                mib("unpack.size", config.unpack_size()),
                atLeast(1, "unpack.ratio", config.unpack_ratio()));
    }

    private static Duration seconds(String key, int value) {
        return Duration.ofSeconds(atLeast(1, key, value));
    }

    private static long mib(String key, int value) {
        return (long) atLeast(1, key, value) * MIB;
    }

    private static int atLeast(int least, String key, int value) {
        if (value < least) {
            throw new ConfigurationException(
                    FetchConfig.PID,
                    key,
                    Integer.toString(value),
                    "use a number of at least " + least);
        }
        return value;
    }
}
