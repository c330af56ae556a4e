package org.esxsync.jmx;

import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a mirror stands, with the figures of {@code esx:status}. Programs of others read the
 * attributes: add to them, but never rename one or change what it means.
 */
@Description(
        "How a mirror of ESX patches stands: the figures of 'esxsync status'. They are read anew if"
                + " the last reading is more than 10 seconds old.")
public interface MirrorMXBean {

    @Description("The mirror's directory.")
    String getMirror();

    @Description("Whether somebody has to look after it: HEALTHY, WARNING, CRITICAL or UNKNOWN.")
    String getHealth();

    @Description("Whether nothing is wrong: true only if Health is HEALTHY.")
    boolean isHealthy();

    @Description(
            "Health as monitoring plug-ins number it: 0 healthy, 1 warning, 2 critical, 3 unknown.")
    int getHealthLevel();

    @Description("What is wrong, each as one line, the worst first; empty if all is well.")
    List<String> getHealthFindings();

    @Description("Who works on it now, by process, host and start time; null if none does.")
    @Nullable String getOwner();

    @Description("When the last sync ended, or null if none did yet.")
    @Nullable Date getLastSync();

    @Description("How it ended: SYNC_FINISHED, SYNC_INCOMPLETE or SYNC_FAILED.")
    @Nullable String getLastSyncEnd();

    @Description("Its figures, or why it failed.")
    @Nullable String getLastSyncDetail();

    @Description(
            "When a sync last had everything wanted but for conflicts, or null if none did yet.")
    @Nullable Date getLastSuccess();

    @Description("How long that is ago, for an alarm; -1 if it never was.")
    long getSecondsSinceSuccess();

    @Description("When the next scheduled sync starts, or null if none is scheduled.")
    @Nullable Date getNextRun();

    @Description("How many patches sources list.")
    int getListed();

    @Description("How many of them a release claims.")
    int getClaimed();

    @Description("How many of them stand in a release's directory.")
    int getPublished();

    @Description("How many of them the next sync would download.")
    int getMissing();

    @Description("How many claimed ones the configuration ignores.")
    int getIgnored();

    @Description("The conflicts that ignore= does not resolve, each as one line.")
    List<String> getConflicts();

    @Description("How many conflicts there are.")
    int getConflictCount();

    @Description(
            "What stands in the way of a sync, each as one line: what is configured or deployed and"
                    + " cannot be used, or a mirror that cannot be written.")
    List<String> getTroubles();

    @Description("How many such troubles there are.")
    int getTroubleCount();

    @Description(
            "What else a person should know, each as one line: what is configured or deployed and"
                    + " nothing uses, patches that no release claims, recalls that nothing"
                    + " resolves.")
    List<String> getWarnings();

    @Description("How many such warnings there are.")
    int getWarningCount();

    @Description("Bytes of the mirror's files.")
    long getUsedBytes();

    @Description("Bytes that are free on its disk.")
    long getFreeBytes();

    @Description("Bytes that its disk has.")
    long getTotalBytes();

    @Description("How many sources are configured.")
    int getSourceCount();

    @Description("How many of them could last not be read.")
    int getFailedSourceCount();

    @Description("The sources, by name.")
    List<SourceFigures> getSources();
}
