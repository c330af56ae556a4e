package org.esxsync.api.ledger;

import java.time.Instant;

/**
 * A sync that the schedule asked for, of which several machines with the same schedule make one.
 *
 * @param time when the schedule wanted it, without jitter
 * @param isEnded whether it came to its end, well or not
 */
public record ScheduledRun(Instant time, boolean isEnded) {}
