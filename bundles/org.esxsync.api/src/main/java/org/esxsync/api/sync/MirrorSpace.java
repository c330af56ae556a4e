package org.esxsync.api.sync;

/**
 * What a mirror takes of its disk.
 *
 * @param used bytes of its files, hard links counted once
 * @param free bytes that are free on its disk
 * @param total bytes that its disk has
 */
public record MirrorSpace(long used, long free, long total) {}
