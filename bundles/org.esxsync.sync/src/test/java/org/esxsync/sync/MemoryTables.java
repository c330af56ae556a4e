package org.esxsync.sync;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.FormerFile;
import org.esxsync.api.ledger.Ledger.Sighting;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryLedger} knows. Used by one thread at a time. */
final class MemoryTables {

    enum State {
        INTENDED,
        STANDING,
        LEAVING,
        REMOVED
    }

    record Placed(State state, Publication publication, String stage) {

        private Placed with(State next) {
            return new Placed(next, publication, "");
        }

        private boolean is(EsxRelease release, PatchKey patch) {
            return publication.release().equals(release) && publication.patch().key().equals(patch);
        }
    }

    private record Seen(Patch patch, Instant first, Instant last) {}

    private static final Comparator<PublishedFile> BY_PATH =
            Comparator.comparing(PublishedFile::path);

    private static final Comparator<List<String>> BY_RELEASE_AND_PATH =
            Comparator.<List<String>, String>comparing(key -> key.get(0))
                    .thenComparing(key -> key.get(1));

    private final TreeMap<List<String>, Seen> catalogue =
            new TreeMap<>(
                    Comparator.<List<String>, String>comparing(key -> key.get(0))
                            .thenComparing(key -> key.get(1))
                            .thenComparing(key -> key.get(2)));
    private final Map<String, Scan> scans = new HashMap<>();
    private final Map<String, Instant> lastListing = new HashMap<>();
    private final List<Placed> placed = new ArrayList<>();
    private final Set<EsxRelease> pending = new TreeSet<>();
    private final Map<EsxRelease, List<PublishedFile>> indexes = new HashMap<>();
    private final Map<List<String>, FormerFile> former = new TreeMap<>(BY_RELEASE_AND_PATH);
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Conclusion> conclusions = new HashMap<>();

    private final Map<String, Map<String, Set<PatchKey>>> documents = new HashMap<>();

    private record Conclusion(String basis, String text) {}

    MemoryTables copy() {
        MemoryTables copy = new MemoryTables();
        copy.catalogue.putAll(catalogue);
        copy.scans.putAll(scans);
        copy.lastListing.putAll(lastListing);
        copy.placed.addAll(placed);
        copy.pending.addAll(pending);
        copy.indexes.putAll(indexes);
        copy.former.putAll(former);
        copy.events.addAll(events);
        copy.conclusions.putAll(conclusions);
        copy.documents.putAll(documents);
        return copy;
    }

    void conclude(String name, String basis, String text) {
        conclusions.put(name, new Conclusion(basis, text));
    }

    Optional<String> conclusion(String name, String basis) {
        return Optional.ofNullable(conclusions.get(name))
                .filter(each -> each.basis().equals(basis))
                .map(Conclusion::text);
    }

    Sighting see(Patch patch, Instant at) {
        conclusions.clear();
        Seen before = catalogue.get(idOf(patch));
        boolean idIsKnown =
                catalogue.keySet().stream()
                        .anyMatch(key -> key.subList(0, 2).equals(idOf(patch).subList(0, 2)));
        Instant now = kept(at);
        catalogue.put(idOf(patch), new Seen(patch, before == null ? now : before.first(), now));
        if (before != null) {
            return Sighting.KNOWN;
        }
        return idIsKnown ? Sighting.CHANGED : Sighting.NEW;
    }

    Map<String, Set<PatchKey>> documents(String source) {
        return documents.getOrDefault(source, Map.of());
    }

    void addDocuments(String source, Map<String, Set<PatchKey>> added) {
        Map<String, Set<PatchKey>> all = new HashMap<>(documents(source));
        for (Map.Entry<String, Set<PatchKey>> each : added.entrySet()) {
            each.getValue().forEach(key -> seen(source, key));
            all.put(each.getKey(), Set.copyOf(each.getValue()));
        }
        documents.put(source, all);
    }

    private Seen seen(String source, PatchKey key) {
        Seen seen = catalogue.get(List.of(source, key.id(), key.revision()));
        if (seen == null) {
            throw new IllegalArgumentException(source + " never listed " + key);
        }
        return seen;
    }

    void listAgain(String source, Set<String> names, Instant at) {
        Map<String, Set<PatchKey>> all = new HashMap<>(documents(source));
        all.keySet().retainAll(names);
        documents.put(source, all);
        all.values().stream()
                .flatMap(Set::stream)
                .forEach(key -> see(seen(source, key).patch(), at));
    }

    Stream<CataloguedPatch> patches() {
        return catalogue.values().stream()
                .map(
                        seen ->
                                new CataloguedPatch(
                                        seen.patch(), seen.first(), seen.last(), isListed(seen)));
    }

    private boolean isListed(Seen seen) {
        return !seen.last().isBefore(lastListing.getOrDefault(seen.patch().source(), Instant.MIN));
    }

    void scan(Scan scan) {
        Scan before = scans.get(scan.source());
        if (!scan.unchanged()
                || before == null
                || scan.state() == null
                || !scan.state().equals(before.state())) {
            conclusions.clear();
        }
        Instant at = kept(scan.at());
        scans.put(scan.source(), new Scan(scan.source(), at, scan.unchanged(), scan.state()));
        if (!scan.unchanged()) {
            lastListing.put(scan.source(), at);
        }
    }

    Map<String, Scan> scans() {
        return Map.copyOf(scans);
    }

    void intend(Publication publication, String stage) {
        conclusions.clear();
        Publication whole = whole(publication);
        placed.removeIf(each -> each.is(whole.release(), whole.patch().key()));
        placed.add(new Placed(State.INTENDED, whole, stage));
    }

    void complete(EsxRelease release, PatchKey patch) {
        if (placed.stream()
                .noneMatch(each -> each.is(release, patch) && each.state() == State.INTENDED)) {
            throw new IllegalArgumentException(patch + " is not intended in " + release);
        }
        move(release, patch, State.INTENDED, State.STANDING);
        pending.add(release);
    }

    void publish(Publication publication) {
        conclusions.clear();
        Publication whole = whole(publication);
        PatchKey key = whole.patch().key();
        placed.removeIf(each -> each.is(whole.release(), key) && each.state() != State.STANDING);
        if (placed.stream().noneMatch(each -> each.is(whole.release(), key))) {
            placed.add(new Placed(State.STANDING, whole, ""));
            pending.add(whole.release());
        }
    }

    /** As a database keeps it; the patch that it publishes is in the catalogue. */
    private Publication whole(Publication publication) {
        List<PublishedFile> files = distinct(publication.files());
        Instant at = kept(publication.at());
        catalogue.putIfAbsent(idOf(publication.patch()), new Seen(publication.patch(), at, at));
        return new Publication(
                publication.release(),
                publication.patch(),
                at,
                publication.artifacts(),
                files,
                publication.metadataSha256());
    }

    private static List<PublishedFile> distinct(List<PublishedFile> files) {
        List<PublishedFile> distinct = files.stream().distinct().sorted(BY_PATH).toList();
        if (distinct.stream().map(PublishedFile::path).distinct().count() < distinct.size()) {
            throw new LedgerException(Path.of("memory"), "two files stand at one path", null);
        }
        return distinct;
    }

    /** Those in a state, in their order, each with its patch as it is listed now. */
    Stream<Placed> in(State state) {
        return placed.stream()
                .filter(each -> each.state() == state)
                .map(
                        each ->
                                new Placed(
                                        state,
                                        described(
                                                each.publication(),
                                                each.publication().metadataSha256()),
                                        each.stage()));
    }

    Stream<Publication> standing(Predicate<Publication> wanted) {
        return in(State.STANDING).map(Placed::publication).filter(wanted);
    }

    private Publication described(Publication publication, @Nullable String metadataSha256) {
        return new Publication(
                publication.release(),
                catalogue.get(idOf(publication.patch())).patch(),
                publication.at(),
                publication.artifacts(),
                publication.files(),
                metadataSha256);
    }

    void drop(EsxRelease release, PatchKey patch) {
        conclusions.clear();
        placed.removeIf(each -> each.is(release, patch) && each.state() == State.INTENDED);
    }

    void leave(EsxRelease release, PatchKey patch) {
        conclusions.clear();
        requireStanding(release, patch);
        move(release, patch, State.STANDING, State.LEAVING);
        pending.add(release);
    }

    void remove(EsxRelease release, PatchKey patch) {
        conclusions.clear();
        move(release, patch, State.LEAVING, State.REMOVED);
    }

    private void move(EsxRelease release, PatchKey patch, State from, State to) {
        placed.replaceAll(
                each -> each.is(release, patch) && each.state() == from ? each.with(to) : each);
    }

    void describe(EsxRelease release, PatchKey patch, String metadataSha256) {
        Publication before = requireStanding(release, patch);
        if (metadataSha256.equals(before.metadataSha256())) {
            return;
        }
        conclusions.clear();
        placed.replaceAll(
                each ->
                        each.is(release, patch)
                                ? new Placed(
                                        State.STANDING,
                                        described(each.publication(), metadataSha256),
                                        "")
                                : each);
        pending.add(release);
    }

    private Publication requireStanding(EsxRelease release, PatchKey patch) {
        return placed.stream()
                .filter(each -> each.is(release, patch) && each.state() == State.STANDING)
                .map(Placed::publication)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(patch + " is not in " + release));
    }

    Stream<Publication> outdated() {
        return standing(each -> isListed(catalogue.get(idOf(each.patch()))))
                .filter(each -> each.patch().metadata() != null)
                .filter(each -> isOutdated(each.patch().metadata(), each.metadataSha256()));
    }

    private static boolean isOutdated(Artifact listed, @Nullable String recorded) {
        List<String> published =
                listed.digests().stream()
                        .filter(digest -> digest.algorithm() == Digest.Algorithm.SHA_256)
                        .map(Digest::hex)
                        .toList();
        return !published.isEmpty() && (recorded == null || !published.contains(recorded));
    }

    Set<EsxRelease> pending() {
        return new TreeSet<>(pending);
    }

    void indexLost(EsxRelease release) {
        pending.add(release);
    }

    void indexIntended(EsxRelease release, List<PublishedFile> files) {
        List<PublishedFile> all = new ArrayList<>(index(release));
        List<PublishedFile> coming = distinct(files);
        all.removeIf(old -> coming.stream().anyMatch(file -> file.path().equals(old.path())));
        all.addAll(coming);
        indexes.put(release, distinct(all));
        pending.add(release);
    }

    void indexMade(EsxRelease release, List<PublishedFile> files) {
        indexes.put(release, distinct(files));
        pending.remove(release);
    }

    List<PublishedFile> index(EsxRelease release) {
        return indexes.getOrDefault(release, List.of());
    }

    void leave(EsxRelease release, PublishedFile file, Instant since) {
        former.put(
                List.of(release.toString(), file.path().value()),
                new FormerFile(release, file.path(), file.size(), kept(since)));
    }

    List<FormerFile> former() {
        return List.copyOf(former.values());
    }

    void forget(EsxRelease release, List<RelativePath> paths) {
        paths.forEach(path -> former.remove(List.of(release.toString(), path.value())));
    }

    void append(Event event) {
        events.add(
                new Event(
                        kept(event.at()),
                        event.kind(),
                        event.source(),
                        event.patch(),
                        event.release(),
                        event.detail()));
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    private static List<String> idOf(Patch patch) {
        return List.of(patch.source(), patch.id(), patch.revision());
    }

    private static Instant kept(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }
}
