package org.esxsync.fetch.config;

import java.nio.file.Path;
import java.util.List;
import org.esxsync.fetch.retry.RetrySchedule;
import org.jspecify.annotations.Nullable;

/**
 * How the network is used.
 *
 * @param timeouts time-outs
 * @param retrySchedule retries
 * @param redirects which redirects are followed
 * @param connectionsPerHost connections to one host at the same time
 * @param bandwidth bytes a second for all transfers together, or 0
 * @param proxy or null for none
 * @param credentials for hosts, the proxy among them
 * @param caFile certificates to trust beside the platform's, or null
 */
public record NetworkSettings(
        Timeouts timeouts,
        RetrySchedule retrySchedule,
        RedirectRules redirects,
        int connectionsPerHost,
        long bandwidth,
        @Nullable ProxySettings proxy,
        List<HostCredentials> credentials,
        @Nullable Path caFile) {}
