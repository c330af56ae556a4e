package org.esxsync.api.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A scan of a source.
 *
 * @param source the source's name
 * @param at when it began
 * @param unchanged whether what it did not list is listed still, since the source said that nothing
 *     had changed, or could not be understood in full
 * @param state what the source wants to be told at its next scan, or null
 */
public record Scan(String source, Instant at, boolean unchanged, @Nullable String state) {}
