package org.esxsync.api.sync;

/**
 * A source that could not be read.
 *
 * @param source its name
 * @param reason why, and what to do next
 */
public record SourceFailure(String source, String reason) {}
