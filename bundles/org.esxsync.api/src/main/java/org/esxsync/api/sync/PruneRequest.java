package org.esxsync.api.sync;

/**
 * How to prune. What goes is the configuration's to say: {@code keep=} and {@code releases=}.
 *
 * @param dryRun whether to tell only
 * @param force whether more than 40 % of all published patches may go
 */
public record PruneRequest(boolean dryRun, boolean force) {}
