package org.esxsync.api.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * Who has a ledger open to write.
 *
 * @param name by process and host
 * @param since when it began, by the database's clock
 * @param silence how long ago it last gave a sign of life
 */
public record LedgerWriter(String name, Instant since, Duration silence) {

    /** After so long a silence another one may take over. */
    public static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    /** Whether it has died, was cut off, or stands still. */
    public boolean isGone() {
        return silence.compareTo(LONGEST_SILENCE) > 0;
    }

    /** Name and time, as a message has it. */
    @Override
    public String toString() {
        return name + " since " + since;
    }
}
