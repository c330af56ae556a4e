package org.esxsync.fetch;

/**
 * How artifacts are downloaded.
 *
 * @param backoff retries of broken transfers
 * @param sizeLimit the most bytes of one whose size is not published
 * @param unpackLimits what an archive may hold
 */
record DownloadSettings(Backoff backoff, long sizeLimit, UnpackLimits unpackLimits) {}
