package org.esxsync.api.ledger;

import java.time.Instant;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;

/**
 * A patch that a source has listed.
 *
 * @param patch the patch as last listed
 * @param key the patch's key, which the ledger need not compute again
 * @param firstSeen when it was first listed
 * @param lastSeen when it was last listed
 * @param listed whether the source's last whole scan listed it
 */
public record CataloguedPatch(
        Patch patch, PatchKey key, Instant firstSeen, Instant lastSeen, boolean listed) {

    /** A patch whose key is yet to be computed. */
    public CataloguedPatch(Patch patch, Instant firstSeen, Instant lastSeen, boolean listed) {
        this(patch, patch.key(), firstSeen, lastSeen, listed);
    }
}
