package org.esxsync.sync;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryBreak;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.PublishedPatch;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/** A ledger that forgets everything at the end of a test. */
public final class MemoryLedger implements Ledger {

    private final Map<List<String>, CataloguedPatch> catalogue = new LinkedHashMap<>();
    private final Map<String, Scan> scans = new HashMap<>();
    private final Map<String, Instant> lastListing = new HashMap<>();
    private final List<Publication> publications = new ArrayList<>();
    private final List<Intent> intents = new ArrayList<>();
    private final List<Publication> leaving = new ArrayList<>();
    private final Map<EsxRelease, Set<PatchKey>> removed = new HashMap<>();
    private final Set<EsxRelease> pending = new TreeSet<>();
    private final Map<EsxRelease, List<PublishedFile>> indexes = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private Death death = Death.NONE;
    private boolean full;
    private int reads;

    /** How often all of a release was asked for. */
    public synchronized int reads() {
        return reads;
    }

    @Override
    public synchronized void inOneTransaction(Runnable work) {
        work.run();
    }

    @Override
    public synchronized Sighting recordSighting(Patch patch, Instant at) {
        boolean idKnown =
                catalogue.keySet().stream()
                        .anyMatch(key -> key.subList(0, 2).equals(idOf(patch).subList(0, 2)));
        CataloguedPatch before = catalogue.get(idOf(patch));
        Instant first = before == null ? at : before.firstSeen();
        catalogue.put(idOf(patch), new CataloguedPatch(patch, first, at, true));
        return before != null ? Sighting.KNOWN : idKnown ? Sighting.CHANGED : Sighting.NEW;
    }

    private static List<String> idOf(Patch patch) {
        return List.of(patch.source(), patch.id(), patch.revision());
    }

    @Override
    public synchronized void forEachPatch(Consumer<CataloguedPatch> consumer) {
        catalogue.values().stream().map(this::withListed).toList().forEach(consumer);
    }

    private CataloguedPatch withListed(CataloguedPatch known) {
        Instant mark = lastListing.getOrDefault(known.patch().source(), Instant.MIN);
        return new CataloguedPatch(
                known.patch(),
                known.firstSeen(),
                known.lastSeen(),
                !known.lastSeen().isBefore(mark));
    }

    @Override
    public synchronized List<CataloguedPatch> patches(String id) {
        return catalogue.values().stream()
                .filter(known -> known.patch().id().equalsIgnoreCase(id))
                .map(this::withListed)
                .toList();
    }

    @Override
    public synchronized void recordScan(Scan scan) {
        scans.put(scan.source(), scan);
        if (!scan.unchanged()) {
            lastListing.put(scan.source(), scan.at());
        }
    }

    @Override
    public synchronized Map<String, Scan> scans() {
        return Map.copyOf(scans);
    }

    /** Where a killed process leaves the ledger. */
    public enum Death {
        NONE,
        AFTER_INTENT,
        BEFORE_PUBLICATION,
        BEFORE_INDEX,
        BEFORE_REMOVAL
    }

    /** Makes this ledger fail once, as if the disk were full there. */
    void fillOnce(Death moment) {
        death = moment;
        full = true;
    }

    /** Makes this ledger fail once, as if the process were killed there. */
    public void dieOnce(Death moment) {
        death = moment;
    }

    private void mayDie(Death moment) {
        if (death == moment) {
            death = Death.NONE;
            if (full) {
                full = false;
                throw new LedgerException(Path.of("ledger.db"), "the disk is full", null);
            }
            throw new AssertionError("killed " + moment);
        }
    }

    @Override
    public synchronized void recordIntent(Publication publication, String stage) {
        publications.removeIf(each -> is(each, publication.release(), publication.patch().key()));
        intents.add(new Intent(publication, stage));
        mayDie(Death.AFTER_INTENT);
    }

    @Override
    public synchronized List<Intent> openIntents() {
        return List.copyOf(intents);
    }

    @Override
    public synchronized void dropIntent(EsxRelease release, PatchKey patch) {
        intents.removeIf(each -> is(each.publication(), release, patch));
    }

    private static boolean is(Publication publication, EsxRelease release, PatchKey patch) {
        return publication.release().equals(release) && publication.patch().key().equals(patch);
    }

    @Override
    public synchronized void recordRemovalIntent(EsxRelease release, PatchKey patch) {
        publications.stream().filter(each -> is(each, release, patch)).forEach(leaving::add);
        publications.removeAll(leaving);
        pending.add(release);
    }

    @Override
    public synchronized List<Publication> openRemovals() {
        return List.copyOf(leaving);
    }

    @Override
    public synchronized void recordRemoval(EsxRelease release, PatchKey patch) {
        mayDie(Death.BEFORE_REMOVAL);
        leaving.removeIf(each -> is(each, release, patch));
        removed.computeIfAbsent(release, key -> new HashSet<>()).add(patch);
    }

    @Override
    public synchronized Map<EsxRelease, Set<PatchKey>> removedKeys() {
        return Map.copyOf(removed);
    }

    @Override
    public synchronized List<Publication> publications(EsxRelease release) {
        reads++;
        return in(release).toList();
    }

    @Override
    public synchronized Optional<Publication> publication(PatchKey patch) {
        return publications.stream().filter(each -> each.patch().key().equals(patch)).findFirst();
    }

    @Override
    public synchronized void recordIndexLost(EsxRelease release) {
        pending.add(release);
    }

    @Override
    public synchronized void recordIndexIntent(EsxRelease release, List<PublishedFile> files) {
        List<PublishedFile> all = new ArrayList<>(indexFiles(release));
        all.removeIf(old -> files.stream().anyMatch(file -> file.path().equals(old.path())));
        all.addAll(files);
        indexes.put(release, all);
    }

    @Override
    public Optional<HistoryBreak> firstBreak() {
        return Optional.empty();
    }

    @Override
    public synchronized void recordPublication(Publication publication) {
        mayDie(Death.BEFORE_PUBLICATION);
        dropIntent(publication.release(), publication.patch().key());
        publications.add(publication);
        pending.add(publication.release());
    }

    @Override
    public synchronized void recordMetadata(
            EsxRelease release, PatchKey patch, String metadataSha256) {
        publications.replaceAll(
                each ->
                        is(each, release, patch)
                                ? new Publication(
                                        release,
                                        each.patch(),
                                        each.at(),
                                        each.artifacts(),
                                        each.files(),
                                        metadataSha256)
                                : each);
        pending.add(release);
    }

    @Override
    public synchronized List<Publication> outdatedMetadata() {
        return publications.stream()
                .map(this::asListed)
                .filter(each -> each.patch().metadata() != null)
                .filter(
                        each ->
                                !each.patch()
                                        .metadata()
                                        .digests()
                                        .get(0)
                                        .hex()
                                        .equals(each.metadataSha256()))
                .toList();
    }

    private Publication asListed(Publication each) {
        return new Publication(
                each.release(),
                catalogue.get(idOf(each.patch())).patch(),
                each.at(),
                each.artifacts(),
                each.files(),
                each.metadataSha256());
    }

    @Override
    public synchronized Set<String> namedMetadata() {
        return publications.stream()
                .map(Publication::metadataSha256)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized Map<EsxRelease, Set<PatchKey>> publishedKeys() {
        return publications.stream()
                .collect(
                        Collectors.groupingBy(
                                Publication::release,
                                TreeMap::new,
                                Collectors.mapping(
                                        each -> each.patch().key(), Collectors.toSet())));
    }

    @Override
    public synchronized List<PublishedPatch> publishedPatches(EsxRelease release) {
        return in(release)
                .map(this::asListed)
                .map(each -> new PublishedPatch(each.patch(), each.at(), each.metadataSha256()))
                .sorted(Comparator.comparing(each -> each.patch().id()))
                .toList();
    }

    private java.util.stream.Stream<Publication> in(EsxRelease release) {
        return publications.stream().filter(each -> each.release().equals(release));
    }

    @Override
    public synchronized List<PublishedFile> publishedFiles(EsxRelease release) {
        reads++;
        return in(release)
                .flatMap(each -> each.files().stream())
                .distinct()
                .sorted(Comparator.comparing(PublishedFile::path))
                .toList();
    }

    @Override
    public synchronized Map<PatchKey, RelativePath> firstFiles(EsxRelease release) {
        return in(release)
                .collect(
                        Collectors.toMap(
                                each -> each.patch().key(),
                                each ->
                                        each.files().stream()
                                                .map(PublishedFile::path)
                                                .min(Comparator.naturalOrder())
                                                .orElseThrow()));
    }

    @Override
    public synchronized Optional<PublishedFile> publishedFile(
            EsxRelease release, RelativePath path) {
        return in(release)
                .flatMap(each -> each.files().stream())
                .filter(file -> file.path().equals(path))
                .findFirst();
    }

    @Override
    public synchronized List<VerifiedArtifact> verifiedArtifacts(PatchKey patch) {
        return publications.stream()
                .filter(each -> each.patch().key().equals(patch))
                .findFirst()
                .map(Publication::artifacts)
                .orElse(List.of());
    }

    @Override
    public synchronized Set<EsxRelease> pendingIndexes() {
        return new TreeSet<>(pending);
    }

    @Override
    public synchronized void recordIndex(EsxRelease release, List<PublishedFile> files) {
        mayDie(Death.BEFORE_INDEX);
        pending.remove(release);
        indexes.put(release, List.copyOf(files));
    }

    @Override
    public synchronized List<PublishedFile> indexFiles(EsxRelease release) {
        reads++;
        return indexes.getOrDefault(release, List.of());
    }

    @Override
    public synchronized void append(Event event) {
        events.add(event);
    }

    @Override
    public synchronized List<HistoryEntry> history(int limit) {
        List<HistoryEntry> all = new ArrayList<>();
        events.forEach(event -> all.add(new HistoryEntry(all.size() + 1L, event)));
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    @Override
    public synchronized Optional<Event> lastEvent(
            Event.Kind kind, EsxRelease release, PatchKey patch) {
        return events.stream()
                .filter(event -> event.kind() == kind)
                .filter(event -> release.equals(event.release()) && patch.equals(event.patch()))
                .reduce((first, second) -> second);
    }

    @Override
    public synchronized Optional<Event> lastEvent(Set<Event.Kind> kinds, @Nullable String source) {
        return events.stream()
                .filter(event -> kinds.contains(event.kind()))
                .filter(event -> source == null || source.equals(event.source()))
                .reduce((first, second) -> second);
    }

    @Override
    public void close() {
        // what it knows is kept, so that a test can open it again
    }
}
