package org.esxsync.api.sync;

import org.esxsync.api.ledger.Event;
import org.jspecify.annotations.Nullable;

/**
 * A source, and how reading it went.
 *
 * @param summary the source
 * @param lastError why it could not be read the last time, or else the newest thing of it that
 *     failed in the last sync; null if all went well
 */
public record SourceStatus(SourceSummary summary, @Nullable Event lastError) {}
