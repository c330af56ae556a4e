package org.esxsync.api.compliance;

import java.time.Instant;

/**
 * A host that is kept with the mirror.
 *
 * @param host the host
 * @param at when it was kept
 */
public record KeptHost(Host host, Instant at) {}
