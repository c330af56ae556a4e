package org.esxsync.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Epoch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.FormerFile;
import org.esxsync.api.ledger.HistoryBreak;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.LedgerWriter;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.PublishedPatch;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.ledger.StandingFile;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.MemoryTables.Placed;
import org.esxsync.sync.MemoryTables.State;
import org.jspecify.annotations.Nullable;

/** A ledger that forgets everything at the end of a test. */
public class MemoryLedger extends MemoryTransactions {

    private int reads;
    private int walks;
    private long epoch;

    /** The writer before this one, if that is silent. */
    @Nullable LedgerWriter takenFrom;

    /** What happens to the mirror once intents are recorded. */
    public Runnable afterIntents = () -> {};

    public MemoryLedger() {
        this(new Shared(), false);
    }

    private MemoryLedger(Shared shared, boolean toRead) {
        super(shared, toRead);
    }

    /** The same ledger, as who opens it again finds it. */
    MemoryLedger openAgain() {
        return new MemoryLedger(shared, false);
    }

    MemoryLedger openToRead() {
        return new MemoryLedger(shared, true);
    }

    /** How often all of a release was asked for. */
    public synchronized int reads() {
        return reads;
    }

    /** How often all patches were asked for. */
    synchronized int walks() {
        return walks;
    }

    private synchronized void countWalk() {
        walks++;
    }

    private synchronized void countRead() {
        reads++;
    }

    /** Where a killed process leaves the ledger. */
    public enum Death {
        NONE,
        AFTER_INTENT,
        BEFORE_PUBLICATION,
        BEFORE_INDEX,
        BEFORE_REMOVAL,
        BEFORE_FORGETTING
    }

    /** Begins the turn of another writer. */
    void takeTurn() {
        epoch++;
    }

    @Override
    public Epoch epoch() {
        return new Epoch(epoch, takenFrom);
    }

    @Override
    public List<Sighting> recordSightings(List<Patch> patches, Instant at) {
        return write(tables -> patches.stream().map(patch -> tables.see(patch, at)).toList());
    }

    @Override
    public void forEachPatch(Consumer<CataloguedPatch> consumer) {
        countWalk();
        read(tables -> tables.patches().toList()).forEach(consumer);
    }

    @Override
    public void forEachPatch(
            String source, Collection<PatchKey> keys, Consumer<CataloguedPatch> consumer) {
        read(tables ->
                        tables.patches()
                                .filter(known -> known.patch().source().equals(source))
                                .filter(known -> keys.contains(known.key()))
                                .toList())
                .forEach(consumer);
    }

    @Override
    public boolean hasRecalls() {
        return read(
                tables ->
                        tables.patches()
                                .map(CataloguedPatch::patch)
                                .anyMatch(
                                        patch ->
                                                patch.kind() == PatchKind.NOTICE
                                                        || patch.classification().isRecall()));
    }

    @Override
    public Map<String, Integer> listedCounts() {
        return read(
                tables ->
                        tables.patches()
                                .filter(CataloguedPatch::listed)
                                .map(CataloguedPatch::patch)
                                .filter(patch -> patch.kind() != PatchKind.NOTICE)
                                .collect(
                                        Collectors.groupingBy(
                                                Patch::source, Collectors.summingInt(patch -> 1))));
    }

    @Override
    public void recordConclusion(String name, String basis, String text) {
        change(tables -> tables.conclude(name, basis, text));
    }

    @Override
    public Optional<String> conclusion(String name, String basis) {
        return read(tables -> tables.conclusion(name, basis));
    }

    @Override
    public List<CataloguedPatch> patches(String id) {
        return read(
                tables ->
                        tables.patches()
                                .filter(known -> known.patch().id().equalsIgnoreCase(id))
                                .toList());
    }

    @Override
    public Set<String> documents(String source) {
        return read(tables -> Set.copyOf(tables.documents(source).keySet()));
    }

    @Override
    public List<PatchKey> documentPatches(String source, String document) {
        return read(
                tables -> List.copyOf(tables.documents(source).getOrDefault(document, Set.of())));
    }

    @Override
    public void recordDocumentsAgain(String source, Set<String> documents, Instant at) {
        change(tables -> tables.listAgain(source, documents, at));
    }

    @Override
    public void recordDocuments(String source, Map<String, Set<PatchKey>> documents) {
        change(tables -> tables.addDocuments(source, documents));
    }

    @Override
    public void recordScan(Scan scan) {
        change(tables -> tables.scan(scan));
    }

    @Override
    public Map<String, Scan> scans() {
        return read(MemoryTables::scans);
    }

    @Override
    public void recordIntents(List<Intent> intents) {
        inOneTransaction(
                () ->
                        change(
                                tables ->
                                        intents.forEach(
                                                each ->
                                                        tables.intend(
                                                                each.publication(),
                                                                each.stage()))));
        mayDie(Death.AFTER_INTENT);
        afterIntents.run();
    }

    @Override
    public void completeIntents(Map<EsxRelease, Set<PatchKey>> patches) {
        inOneTransaction(
                () ->
                        change(
                                tables -> {
                                    mayDie(Death.BEFORE_PUBLICATION);
                                    patches.forEach(
                                            (release, keys) ->
                                                    keys.forEach(
                                                            key -> tables.complete(release, key)));
                                }));
    }

    @Override
    public List<Intent> openIntents() {
        return read(
                tables ->
                        tables.in(State.INTENDED)
                                .map(each -> new Intent(each.publication(), each.stage()))
                                .toList());
    }

    @Override
    public void dropIntent(EsxRelease release, PatchKey patch) {
        change(tables -> tables.drop(release, patch));
    }

    @Override
    public void recordPublication(Publication publication) {
        change(
                tables -> {
                    mayDie(Death.BEFORE_PUBLICATION);
                    tables.publish(publication);
                });
    }

    @Override
    public void recordRemovalIntent(EsxRelease release, PatchKey patch) {
        change(tables -> tables.leave(release, patch));
    }

    @Override
    public List<Publication> openRemovals() {
        return read(tables -> tables.in(State.LEAVING).map(Placed::publication).toList());
    }

    @Override
    public void recordRemoval(EsxRelease release, PatchKey patch) {
        change(
                tables -> {
                    mayDie(Death.BEFORE_REMOVAL);
                    tables.remove(release, patch);
                });
    }

    @Override
    public Map<EsxRelease, Set<PatchKey>> removedKeys() {
        return keys(State.REMOVED);
    }

    @Override
    public void recordMetadata(EsxRelease release, PatchKey patch, String metadataSha256) {
        change(tables -> tables.describe(release, patch, metadataSha256));
    }

    @Override
    public List<Publication> outdatedMetadata() {
        return read(tables -> tables.outdated().toList());
    }

    @Override
    public Set<String> namedMetadata() {
        return read(
                tables ->
                        Stream.concat(tables.in(State.INTENDED), tables.in(State.STANDING))
                                .map(each -> each.publication().metadataSha256())
                                .filter(Objects::nonNull)
                                .collect(Collectors.toCollection(HashSet::new)));
    }

    @Override
    public Map<EsxRelease, Set<PatchKey>> publishedKeys() {
        return keys(State.STANDING);
    }

    private Map<EsxRelease, Set<PatchKey>> keys(State state) {
        return read(
                tables ->
                        tables.in(state)
                                .map(Placed::publication)
                                .collect(
                                        Collectors.groupingBy(
                                                Publication::release,
                                                TreeMap::new,
                                                Collectors.mapping(
                                                        each -> each.patch().key(),
                                                        Collectors.toCollection(
                                                                LinkedHashSet::new)))));
    }

    @Override
    public List<PublishedPatch> publishedPatches(EsxRelease release) {
        return standing(in(release)).stream()
                .map(each -> new PublishedPatch(each.patch(), each.at(), each.metadataSha256()))
                .sorted(Comparator.comparing(each -> each.patch().id()))
                .toList();
    }

    @Override
    public List<Publication> publications(EsxRelease release) {
        countRead();
        return standing(in(release));
    }

    private static Predicate<Publication> in(EsxRelease release) {
        return publication -> publication.release().equals(release);
    }

    private List<Publication> standing(Predicate<Publication> wanted) {
        return read(tables -> tables.standing(wanted).toList());
    }

    @Override
    public Optional<Publication> publication(PatchKey patch) {
        return standing(each -> each.patch().key().equals(patch)).stream().findFirst();
    }

    @Override
    public List<PublishedFile> publishedFiles(EsxRelease release) {
        countRead();
        return standing(in(release)).stream()
                .flatMap(each -> each.files().stream())
                .distinct()
                .sorted(Comparator.comparing(PublishedFile::path))
                .toList();
    }

    @Override
    public Map<PatchKey, RelativePath> firstFiles(EsxRelease release) {
        return standing(in(release)).stream()
                .filter(each -> !each.files().isEmpty())
                .collect(
                        Collectors.toMap(
                                each -> each.patch().key(), each -> each.files().get(0).path()));
    }

    @Override
    public Optional<PublishedFile> publishedFile(EsxRelease release, RelativePath path) {
        return standing(in(release)).stream()
                .flatMap(each -> each.files().stream())
                .filter(file -> file.path().equals(path))
                .findFirst();
    }

    @Override
    public Optional<StandingFile> standingFile(EsxRelease release, RelativePath path) {
        return standing(in(release)).stream()
                .flatMap(
                        each ->
                                each.files().stream()
                                        .filter(file -> file.path().equals(path))
                                        .map(file -> new StandingFile(file, each.at())))
                .max(Comparator.comparing(StandingFile::since));
    }

    @Override
    public List<VerifiedArtifact> verifiedArtifacts(PatchKey patch) {
        return publication(patch).map(Publication::artifacts).orElse(List.of());
    }

    @Override
    public Set<EsxRelease> pendingIndexes() {
        return read(MemoryTables::pending);
    }

    @Override
    public void recordIndexLost(EsxRelease release) {
        change(tables -> tables.indexLost(release));
    }

    @Override
    public void recordIndexIntent(EsxRelease release, List<PublishedFile> files) {
        change(tables -> tables.indexIntended(release, files));
    }

    @Override
    public void recordIndex(EsxRelease release, List<PublishedFile> files) {
        change(
                tables -> {
                    mayDie(Death.BEFORE_INDEX);
                    tables.indexMade(release, files);
                });
    }

    @Override
    public void recordFormerFiles(EsxRelease release, List<PublishedFile> files, Instant since) {
        change(tables -> files.forEach(file -> tables.leave(release, file, since)));
    }

    @Override
    public List<FormerFile> formerFiles() {
        return read(MemoryTables::former);
    }

    @Override
    public void forgetFormerFiles(EsxRelease release, List<RelativePath> paths) {
        change(
                tables -> {
                    mayDie(Death.BEFORE_FORGETTING);
                    tables.forget(release, paths);
                });
    }

    @Override
    public List<PublishedFile> indexFiles(EsxRelease release) {
        countRead();
        return read(tables -> tables.index(release));
    }

    @Override
    public void append(List<Event> events) {
        change(tables -> events.forEach(tables::append));
    }

    @Override
    public List<HistoryEntry> history(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a history of " + limit + " events");
        }
        List<HistoryEntry> all = new ArrayList<>();
        read(MemoryTables::events)
                .forEach(event -> all.add(new HistoryEntry(all.size() + 1L, event)));
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    @Override
    public Optional<Event> lastEvent(Event.Kind kind, EsxRelease release, PatchKey patch) {
        return lastEvent(
                event ->
                        event.kind() == kind
                                && release.equals(event.release())
                                && patch.equals(event.patch()));
    }

    @Override
    public Optional<Event> lastEvent(Set<Event.Kind> kinds, @Nullable String source) {
        return lastEvent(
                event ->
                        kinds.contains(event.kind())
                                && (source == null || source.equals(event.source())));
    }

    private Optional<Event> lastEvent(Predicate<Event> wanted) {
        List<Event> newestFirst = new ArrayList<>(read(MemoryTables::events));
        Collections.reverse(newestFirst);
        return newestFirst.stream().filter(wanted).findFirst();
    }

    /** Nobody else can write to what it knows. */
    @Override
    public Optional<HistoryBreak> firstBreak() {
        requireOpen();
        return Optional.empty();
    }
}
