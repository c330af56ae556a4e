package org.esxsync.sync.plan;

import java.util.List;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;

/**
 * A patch with what is known of it.
 *
 * @param patch the patch
 * @param key its key, which takes a while to compute
 * @param claims the releases that claim it
 */
record Listed(Patch patch, PatchKey key, List<EsxRelease> claims) {}
