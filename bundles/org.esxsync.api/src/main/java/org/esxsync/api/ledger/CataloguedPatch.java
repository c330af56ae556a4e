package org.esxsync.api.ledger;

import java.time.Instant;
import org.esxsync.api.patch.Patch;

/**
 * A patch that a source has listed.
 *
 * @param patch the patch as last listed
 * @param firstSeen when it was first listed
 * @param lastSeen when it was last listed
 * @param listed whether the source's last whole scan listed it
 */
public record CataloguedPatch(Patch patch, Instant firstSeen, Instant lastSeen, boolean listed) {}
