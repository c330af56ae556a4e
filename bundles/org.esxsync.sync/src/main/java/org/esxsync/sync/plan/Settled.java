package org.esxsync.sync.plan;

import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.sync.PatchOutcome;

/**
 * A patch whose outcome is known without work: it needs none, or cannot be done.
 *
 * @param key the patch
 * @param outcome what became of it
 */
public record Settled(PatchKey key, PatchOutcome outcome) {}
