package org.esxsync.jmx;

import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a mirror stands, with the figures of {@code esx:status}. Programs of others read the
 * attributes: add to them, but never rename one or change what it means.
 */
public interface MirrorMXBean {

    /** The mirror's directory. */
    String getMirror();

    /** Whether somebody has to look after it: HEALTHY, WARNING, CRITICAL or UNKNOWN. */
    String getHealth();

    /** What is wrong, each as one line, the worst first; empty if all is well. */
    List<String> getHealthFindings();

    /** Who works on it now, by process, host and start time; null if none does. */
    @Nullable String getOwner();

    /** When the last sync ended, or null if none did yet. */
    @Nullable Date getLastSync();

    /** How it ended: {@code SYNC_FINISHED}, {@code SYNC_INCOMPLETE} or {@code SYNC_FAILED}. */
    @Nullable String getLastSyncEnd();

    /** Its figures, or why it failed. */
    @Nullable String getLastSyncDetail();

    /** When a sync last had everything wanted but for conflicts, or null if none did yet. */
    @Nullable Date getLastSuccess();

    /** How long that is ago, for an alarm; -1 if it never was. */
    long getSecondsSinceSuccess();

    /** When the next scheduled sync starts, or null if none is scheduled. */
    @Nullable Date getNextRun();

    /** How many patches sources list. */
    int getListed();

    /** How many of them a release claims. */
    int getClaimed();

    /** How many of them stand in a release's directory. */
    int getPublished();

    /** How many of them the next sync would download. */
    int getMissing();

    /** How many claimed ones the configuration ignores. */
    int getIgnored();

    /** The conflicts that {@code ignore=} does not resolve, each as one line. */
    List<String> getConflicts();

    /** What in the configuration stands in the way of a sync, each as one line. */
    List<String> getTroubles();

    /** Bytes of the mirror's files. */
    long getUsedBytes();

    /** Bytes that are free on its disk. */
    long getFreeBytes();

    /** Bytes that its disk has. */
    long getTotalBytes();

    /** The sources, by name. */
    List<SourceFigures> getSources();
}
