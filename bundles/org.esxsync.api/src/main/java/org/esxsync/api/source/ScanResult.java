package org.esxsync.api.source;

import org.jspecify.annotations.Nullable;

/**
 * How a scan ended.
 *
 * @param unchanged whether the source is as it was at the last whole scan; then nothing was listed
 *     and what the ledger knows still holds
 * @param state what the source wants to be told at the next scan, such as its index's validator;
 *     null makes the next scan start afresh
 */
public record ScanResult(boolean unchanged, @Nullable String state) {

    /** Nothing has changed since the state that the request carried. */
    public static ScanResult unchanged(ScanRequest request) {
        return new ScanResult(true, request.state());
    }

    /** Everything was listed. */
    public static ScanResult listed(@Nullable String state) {
        return new ScanResult(false, state);
    }
}
