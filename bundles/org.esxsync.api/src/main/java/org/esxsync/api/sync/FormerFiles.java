package org.esxsync.api.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What no index names any more, and stays for clients that still read a former one.
 *
 * @param count how many files
 * @param bytes their bytes
 * @param until when the first of them may be deleted, or null if there is none
 */
public record FormerFiles(int count, long bytes, @Nullable Instant until) {

    /** There are none. */
    public static final FormerFiles NONE = new FormerFiles(0, 0, null);
}
