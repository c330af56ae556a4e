package org.esxsync.api.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the mirrors whose ledgers are in one database.
 *
 * @param id as the file {@code .esxsync/ledger.name} of the mirror says
 * @param host the machine that worked on it last
 * @param directory its directory there
 * @param lastSuccess when a sync last had everything, or null if none has yet
 * @param report of the last sync that came to its end, or null if none has yet
 */
public record ReportedMirror(
        String id,
        String host,
        String directory,
        @Nullable Instant lastSuccess,
        @Nullable MirrorReport report) {}
