package org.esxsync.api.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is known and what is published. Looks only: it reads beside a running sync, and an empty or
 * missing mirror is no error. Which release claims a patch follows the matchers that are there at
 * the moment of the call. Safe for many threads.
 */
@ProviderType
public interface MirrorCatalogue {

    /** How the mirror stands. Adds up its files, which takes a moment where there are many. */
    MirrorStatus status();

    /** Every release that has a matcher, in order. */
    List<ReleaseSummary> releases();

    /** Every source, by name. */
    List<SourceSummary> sources();

    /**
     * The patches that sources list now, by release date; those without a date first. What several
     * sources list with the same bytes is one: {@link PatchSummary#sources()} names them.
     */
    List<PatchSummary> patches();

    /**
     * The patches that a release claims, by release date; those without a date first. What {@link
     * PatchSummary#supersededBy()} names takes their place in that release.
     *
     * @param release as in {@link SyncRequest#releases()}
     * @throws UnknownReleaseException if it has no matcher
     */
    List<PatchSummary> patches(String release);

    /**
     * Those of the listed patches that are wanted, in the same order. What is not wanted costs
     * little: nothing more is worked out about it. What several sources list is wanted if it is so
     * as one of them lists it.
     *
     * @param release as in {@link #patches(String)}, or null for all patches, claimed or not
     * @param isWanted asked about each patch as each source lists it, in one thread
     * @throws UnknownReleaseException if the release has no matcher
     */
    List<PatchSummary> patches(
            @Nullable String release, Predicate<? super CataloguedPatch> isWanted);

    /**
     * What the next sync would publish, as far as is known without reading the sources, each with
     * the releases that lack it: as many as {@link MirrorStatus.Patches#missing()} counts.
     */
    Map<PatchKey, List<EsxRelease>> missing();

    /**
     * All that is known of a patch: one entry for each source and revision that was ever listed.
     *
     * @param patch its id, in any case of letters
     * @throws UnknownPatchException if no source ever listed it
     */
    List<PatchDetails> show(String patch);

    /**
     * The newest events, the oldest of them first.
     *
     * @param limit how many at most
     */
    List<HistoryEntry> history(int limit);

    /**
     * How the mirror differs from what it was after an event.
     *
     * @param event the event's number; 0 for before the first one
     */
    MirrorChanges changesAfter(long event);

    /** How the mirror differs from what it was at a time. */
    MirrorChanges changesSince(Instant time);

    /**
     * How the mirror differs from what it was before the last sync that published a patch which the
     * mirror did not have; without any such sync, from what it was before the first event.
     */
    MirrorChanges lastChanges();

    /** Passes all that is known of every patch to a consumer, by source and id. */
    void forEachPatch(Consumer<PatchDetails> consumer);

    /**
     * All mirrors whose ledgers are in the same database, as each told at the end of its last sync.
     *
     * @throws org.esxsync.api.EsxSyncException if the ledger is not in a database of many
     */
    List<ReportedMirror> mirrors();

    /** Checks that no event of the history was changed or removed. */
    LedgerCheck checkLedger();
}
