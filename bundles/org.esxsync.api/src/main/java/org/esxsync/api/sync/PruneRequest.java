package org.esxsync.api.sync;

/**
 * How to prune. What goes is the configuration's to say: {@code keep=} and {@code releases=}.
 *
 * @param dryRun whether to tell only
 * @param force whether more than 40 % of all published patches may go
 * @param now whether all files of former indexes are deleted at once, and none of them stays for
 *     clients until the time is over that {@code removed.hours=} says
 */
public record PruneRequest(boolean dryRun, boolean force, boolean now) {

    /** Files stay as configured. */
    public PruneRequest(boolean dryRun, boolean force) {
        this(dryRun, force, false);
    }
}
