package org.esxsync.api.patch;

/**
 * Names a patch in the ledger.
 *
 * @param id the publisher's id
 * @param revision which bytes are meant; see {@link Patch#revision()}
 */
public record PatchKey(String id, String revision) {}
