package org.esxsync.api.ledger;

import java.time.Instant;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;

/**
 * A file that the index of its release no longer reaches. It stays under its path for a while, for
 * clients that read the former index.
 *
 * @param release the release
 * @param path where it stands, below the release's directory
 * @param size its bytes
 * @param since when the index left it
 */
public record FormerFile(EsxRelease release, RelativePath path, long size, Instant since) {}
