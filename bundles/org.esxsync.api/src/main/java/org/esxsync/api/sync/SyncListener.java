package org.esxsync.api.sync;

import org.esxsync.api.patch.Patch;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told how a sync gets on. Implement what is of interest; register it as a service to hear of every
 * sync, or pass it to one. Several threads call it; it should return soon.
 */
@ConsumerType
public interface SyncListener {

    /** Listens to nothing. */
    SyncListener NONE = new SyncListener() {};

    /** A source is about to be read. */
    default void scanning(String source) {}

    /**
     * A source was read.
     *
     * @param patches how many patches it listed now; 0 if it is unchanged
     */
    default void scanned(String source, int patches, boolean unchanged) {}

    /** A source could not be read. */
    default void sourceFailed(SourceFailure failure) {}

    /** The work that lies ahead is known. */
    default void planned(SyncPlan plan) {}

    /** A patch's download begins. */
    default void started(Patch patch) {}

    /**
     * More bytes of a patch have come.
     *
     * @param done bytes of all its artifacts so far; falls back when a transfer starts again
     * @param total bytes to come in all, or -1 while unknown
     */
    default void transferred(Patch patch, long done, long total) {}

    /** What became of a patch in a release is known; also told for those that needed no work. */
    default void finished(PatchOutcome outcome) {}

    /** The sync has ended and made its report. */
    default void finished(SyncReport report) {}

    /**
     * The sync broke off without a report, and its caller gets this exception. Not told where
     * another sync is at work on the mirror.
     */
    default void failed(RuntimeException problem) {}
}
