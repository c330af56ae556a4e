package org.esxsync.api.sync;

import java.time.Duration;

/**
 * A ledger that was copied.
 *
 * @param from where it was: a URL without its parameters, or {@link LedgerMove#FILE}
 * @param to where it is now
 * @param setting the line of {@code org.esxsync.sync.cfg} that the mirror needs from now on
 * @param events how many events its history has
 * @param patches how many patches are in its catalogue
 * @param rows how many rows there are in all its tables
 * @param duration how long it took
 */
public record LedgerCopyReport(
        String from,
        String to,
        String setting,
        long events,
        long patches,
        long rows,
        Duration duration) {}
