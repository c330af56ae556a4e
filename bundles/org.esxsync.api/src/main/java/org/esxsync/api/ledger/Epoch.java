package org.esxsync.api.ledger;

/**
 * The turn of one writer of a ledger, where several machines may write to it one after the other.
 *
 * @param number 1 for the first one, and one more for each after it; 0 where only one machine can
 *     write
 * @param isTakeover whether the writer before this one did not give up the ledger itself: it died,
 *     or was cut off, or stands still and may wake up
 */
public record Epoch(long number, boolean isTakeover) {

    /** Of a ledger to which only one machine can write. */
    public static final Epoch ALONE = new Epoch(0, false);

    /** Whether other machines may write before and after this one. */
    public boolean isOneOfMany() {
        return number > 0;
    }
}
