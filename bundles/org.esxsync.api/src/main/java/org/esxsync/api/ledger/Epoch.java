package org.esxsync.api.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The turn of one writer of a ledger, where several machines may write to it one after the other.
 *
 * @param number 1 for the first one, and one more for each after it; 0 where only one machine can
 *     write
 * @param takenFrom the writer before this one, if that did not give up the ledger itself: it died,
 *     or was cut off, or stands still and may wake up; or null
 */
public record Epoch(long number, @Nullable LedgerWriter takenFrom) {

    /** Of a ledger to which only one machine can write. */
    public static final Epoch ALONE = new Epoch(0, null);

    /** Whether other machines may write before and after this one. */
    public boolean isOneOfMany() {
        return number > 0;
    }
}
