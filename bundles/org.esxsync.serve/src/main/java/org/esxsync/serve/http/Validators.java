package org.esxsync.serve.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By what a client tells one state of a file from another.
 *
 * @param tag the entity tag, or null if it is not known which bytes these are
 * @param modified when it was last changed
 */
public record Validators(@Nullable EntityTag tag, Instant modified) {}
