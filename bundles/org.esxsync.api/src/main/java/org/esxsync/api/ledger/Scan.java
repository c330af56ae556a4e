package org.esxsync.api.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A scan of a whole source.
 *
 * @param source the source's name
 * @param at when it began
 * @param unchanged whether the source said that nothing had changed, and so listed nothing
 * @param state what the source wants to be told at its next scan, or null
 */
public record Scan(String source, Instant at, boolean unchanged, @Nullable String state) {}
