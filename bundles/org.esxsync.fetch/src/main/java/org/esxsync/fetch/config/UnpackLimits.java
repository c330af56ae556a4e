package org.esxsync.fetch.config;

/**
 * How much an archive may hold.
 *
 * @param entries files, directories and links
 * @param depth directories that stand in each other
 * @param size bytes unpacked
 * @param ratio unpacked bytes for each byte of the archive
 */
public record UnpackLimits(int entries, int depth, long size, int ratio) {}
