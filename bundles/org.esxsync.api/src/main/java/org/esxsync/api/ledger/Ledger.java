package org.esxsync.api.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is known of patches and what happened to them. Every writing method is one transaction that
 * is on disk when it returns, unless {@link #inOneTransaction} bundles several. Safe for many
 * threads. Instants are kept to the millisecond. Every method throws {@link LedgerException} if the
 * database cannot do it.
 */
@ProviderType
public interface Ledger extends AutoCloseable {

    /** What the catalogue knew of a patch before. */
    enum Sighting {
        /** The source never listed this id. */
        NEW,
        /** The source has listed the id, with other bytes. */
        CHANGED,
        /** The source has listed exactly this before. */
        KNOWN
    }

    /**
     * Runs work that calls this ledger, in this thread, as one transaction. If the work throws, or
     * a step of it failed, nothing of it is kept, and the exception goes on to the caller.
     */
    void inOneTransaction(Runnable work);

    /** Enters a patch in the catalogue, or renews what is known of it. */
    default Sighting recordSighting(Patch patch, Instant at) {
        return recordSightings(List.of(patch), at).get(0);
    }

    /**
     * Enters patches in the catalogue, or renews what is known of them, one after the other and as
     * one transaction.
     *
     * @return what each one is to the catalogue
     */
    List<Sighting> recordSightings(List<Patch> patches, Instant at);

    /**
     * Passes every patch ever listed to a consumer, one by one, ordered by the characters of source
     * and id. All are of one state of the ledger, whatever is written meanwhile.
     */
    void forEachPatch(Consumer<CataloguedPatch> consumer);

    /**
     * Passes those patches of a source that have one of these keys to a consumer, one by one, in no
     * order. What the source never listed is left out. All are of one state of the ledger.
     */
    default void forEachPatch(
            String source, Collection<PatchKey> keys, Consumer<CataloguedPatch> consumer) {
        Set<PatchKey> wanted = Set.copyOf(keys);
        forEachPatch(
                known -> {
                    if (known.patch().source().equals(source) && wanted.contains(known.key())) {
                        consumer.accept(known);
                    }
                });
    }

    /** Whether any patch ever listed is a notice, or was recalled in its publisher's list. */
    boolean hasRecalls();

    /** How many patches each source lists, by its name; notices are none. */
    Map<String, Integer> listedCounts();

    /** Every revision of the patches with this id, in any case of letters, from every source. */
    List<CataloguedPatch> patches(String id);

    /** The documents of a source that are known to list the same as long as they have this name. */
    Set<String> documents(String source);

    /** The keys of the patches that such a document lists; nothing if it is not known. */
    List<PatchKey> documentPatches(String source, String document);

    /**
     * Records that of the documents of a source these list what they listed before: each of their
     * patches is seen again. The other documents are forgotten.
     */
    void recordDocumentsAgain(String source, Set<String> documents, Instant at);

    /**
     * Records what documents of a source list, beside those that are known.
     *
     * @param documents the keys of the patches by the document's name
     * @throws IllegalArgumentException if the source never listed one of the patches
     */
    void recordDocuments(String source, Map<String, Set<PatchKey>> documents);

    /** Records that a source was scanned as a whole: what it did not list is no longer listed. */
    void recordScan(Scan scan);

    /** The last scan of every source that was ever scanned as a whole, by the source's name. */
    Map<String, Scan> scans();

    /**
     * Records that a patch, staged and verified, is about to be put into a release's directory.
     * Until {@link #recordPublication} nothing but {@link #openIntents} tells of it. An earlier
     * publication of it in the release, whose files are gone, is forgotten.
     *
     * @param stage as in {@link Intent#stage}
     */
    default void recordIntent(Publication publication, String stage) {
        recordIntents(List.of(new Intent(publication, stage)));
    }

    /**
     * Records several intents, each as {@link #recordIntent}, as one transaction: all of them or
     * none.
     */
    void recordIntents(List<Intent> intents);

    /** What was about to be put into place, in the order in which it was recorded. */
    List<Intent> openIntents();

    /**
     * Records that a patch that was about to be put into place stands there, as its intent told;
     * the release's index is pending from then on.
     *
     * @throws IllegalArgumentException if the patch was not about to be put there
     */
    default void completeIntent(EsxRelease release, PatchKey patch) {
        completeIntents(Map.of(release, Set.of(patch)));
    }

    /**
     * Completes several intents, each as {@link #completeIntent}, as one transaction: all of them
     * or none.
     *
     * @param patches their keys, by release
     */
    void completeIntents(Map<EsxRelease, Set<PatchKey>> patches);

    /** Forgets that a patch was about to be put into place. */
    void dropIntent(EsxRelease release, PatchKey patch);

    /**
     * Records that a patch stands in a release's directory, whose index is pending from then on.
     * Changes nothing if it is recorded already. A patch that no source has listed enters the
     * catalogue.
     *
     * @throws LedgerException also if two different files have one path; then nothing is recorded
     */
    void recordPublication(Publication publication);

    /**
     * Records that a patch is about to be removed from a release's directory, whose index is
     * pending from then on. It counts as published no longer.
     *
     * @throws IllegalArgumentException if the patch is not published in the release
     */
    void recordRemovalIntent(EsxRelease release, PatchKey patch);

    /** What was about to be removed, in the order in which it was published. */
    List<Publication> openRemovals();

    /**
     * Records that a patch was removed from a release's directory. Changes nothing unless {@link
     * #recordRemovalIntent} came before.
     */
    void recordRemoval(EsxRelease release, PatchKey patch);

    /**
     * The keys of the patches that were removed, by release, without those that were published
     * again or about to be.
     */
    Map<EsxRelease, Set<PatchKey>> removedKeys();

    /**
     * Renews which metadata document describes a published patch; the release's index is pending
     * from then on, unless it is the document that was recorded before.
     *
     * @throws IllegalArgumentException if the patch is not published in the release
     */
    void recordMetadata(EsxRelease release, PatchKey patch, String metadataSha256);

    /**
     * The publications whose patch is listed with another metadata document than the one recorded,
     * in the order of publication.
     */
    List<Publication> outdatedMetadata();

    /** The metadata documents of all that is published or about to be, each by its SHA-256. */
    Set<String> namedMetadata();

    /** The keys of all published patches, by release. */
    Map<EsxRelease, Set<PatchKey>> publishedKeys();

    /** The published patches of a release, ordered by id, without their files. */
    List<PublishedPatch> publishedPatches(EsxRelease release);

    /** The published patches of a release with all their parts, in the order of publication. */
    List<Publication> publications(EsxRelease release);

    /** The first publication of a patch that still stands, in whichever release it is. */
    Optional<Publication> publication(PatchKey patch);

    /** All files that publications of a release put into its directory, ordered by path. */
    List<PublishedFile> publishedFiles(EsxRelease release);

    /**
     * The first file by path of each published patch of a release, to check that it is there; a
     * patch without files has none.
     */
    Map<PatchKey, RelativePath> firstFiles(EsxRelease release);

    /** The file that a publication put at this path of a release's directory. */
    Optional<PublishedFile> publishedFile(EsxRelease release, RelativePath path);

    /** The same, with the time since when it stands there. */
    Optional<StandingFile> standingFile(EsxRelease release, RelativePath path);

    /**
     * The artifacts of a patch as we verified them for the first publication of it that still
     * stands; empty if none does.
     */
    List<VerifiedArtifact> verifiedArtifacts(PatchKey patch);

    /** The releases whose index does not yet reach all that was published. */
    Set<EsxRelease> pendingIndexes();

    /** Records that a release's index must be made again. */
    void recordIndexLost(EsxRelease release);

    /**
     * Records which files are about to be put into place as a release's index, which stays pending.
     * {@link #indexFiles} tells of them beside those that were there before.
     */
    void recordIndexIntent(EsxRelease release, List<PublishedFile> files);

    /**
     * Records that a release's index reaches all that was published, and is no longer pending.
     *
     * @param files the files that make the index; they replace those recorded before
     */
    void recordIndex(EsxRelease release, List<PublishedFile> files);

    /** The files that make a release's index, ordered by path. */
    List<PublishedFile> indexFiles(EsxRelease release);

    /**
     * Records files that the index of their release no longer reaches. One that is recorded already
     * is so since this time.
     */
    void recordFormerFiles(EsxRelease release, List<PublishedFile> files, Instant since);

    /**
     * The files of former indexes, by release and path. What is published again meanwhile, or is of
     * the index again, stays among them.
     */
    List<FormerFile> formerFiles();

    /** Forgets that these were files of former indexes. */
    void forgetFormerFiles(EsxRelease release, List<RelativePath> paths);

    /**
     * Keeps what was worked out from the patches, the scans and the publications, as it is until
     * one of them changes: a patch is seen, a source lists or remembers something else or fails, a
     * patch comes into a release or leaves it. Takes the place of what was kept under the name.
     *
     * @param name what it is
     * @param basis what it rests on beside
     */
    void recordConclusion(String name, String basis, String text);

    /** What is kept under a name, if it has this basis and nothing has changed since. */
    Optional<String> conclusion(String name, String basis);

    /** Adds an event to the history, which is never changed. */
    default void append(Event event) {
        append(List.of(event));
    }

    /** Adds events to the history, in their order and as one transaction. */
    void append(List<Event> events);

    /**
     * The newest events, the oldest of them first.
     *
     * @param limit how many at most
     * @throws IllegalArgumentException if the limit is negative
     */
    List<HistoryEntry> history(int limit);

    /** The last event of a kind that concerns a patch's revision in a release. */
    Optional<Event> lastEvent(Event.Kind kind, EsxRelease release, PatchKey patch);

    /**
     * The last event of these kinds.
     *
     * @param source the source that it must concern, or null for any event
     */
    Optional<Event> lastEvent(Set<Event.Kind> kinds, @Nullable String source);

    /**
     * Looks for the first event that is not as it was written, or is missing.
     *
     * @throws LedgerException if anything in the database is damaged, of the history or not
     */
    Optional<HistoryBreak> firstBreak();

    /** The turn of this writer; {@link Epoch#ALONE} where only one machine can write. */
    default Epoch epoch() {
        return Epoch.ALONE;
    }

    /**
     * Makes sure that this is still the one who writes. Whoever changes the mirror's directory asks
     * just before. Costs nothing as long as the last sign of life is fresh.
     *
     * @throws LedgerException if another node took over, or that cannot be known
     */
    default void requireWriter() {}

    /**
     * Who writes now, or died while it did; also asked of a ledger that was opened to read. Empty
     * where only one machine can write, and the mirror's lock tells it.
     */
    default Optional<LedgerWriter> writer() {
        return Optional.empty();
    }

    /** The last run that the schedule asked for; empty where only one machine can write. */
    default Optional<ScheduledRun> scheduledRun() {
        return Optional.empty();
    }

    /** Records what became of a run that the schedule asked for, where several machines have it. */
    default void recordScheduledRun(ScheduledRun run) {}

    /** Closes the database; every other method throws from then on. */
    @Override
    void close();
}
