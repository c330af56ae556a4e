package org.esxsync.fetch;

/**
 * How the network is used.
 *
 * @param patience time-outs
 * @param backoff retries
 * @param redirects which redirects are followed
 * @param connectionsPerHost connections to one host at the same time
 */
record NetworkSettings(
        Patience patience, Backoff backoff, RedirectRules redirects, int connectionsPerHost) {}
