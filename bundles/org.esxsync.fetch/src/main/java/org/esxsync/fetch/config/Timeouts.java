package org.esxsync.fetch.config;

import java.time.Duration;

/**
 * How long to wait for the network.
 *
 * @param connect for a connection
 * @param response for the whole head of an answer
 * @param stall for the next byte
 * @param minimumRate bytes a second below which a transfer is given up, or 0
 * @param rateWindow over how long that rate is measured
 */
public record Timeouts(
        Duration connect,
        Duration response,
        Duration stall,
        long minimumRate,
        Duration rateWindow) {}
