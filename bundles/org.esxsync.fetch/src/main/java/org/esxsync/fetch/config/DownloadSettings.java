package org.esxsync.fetch.config;

import org.esxsync.fetch.retry.RetrySchedule;

/**
 * How artifacts are downloaded.
 *
 * @param retrySchedule retries of broken transfers
 * @param sizeLimit the most bytes of one whose size is not published
 * @param unpackLimits what an archive may hold
 */
public record DownloadSettings(
        RetrySchedule retrySchedule, long sizeLimit, UnpackLimits unpackLimits) {}
