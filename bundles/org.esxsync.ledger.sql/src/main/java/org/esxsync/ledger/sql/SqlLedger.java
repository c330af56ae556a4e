package org.esxsync.ledger.sql;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.FormerFile;
import org.esxsync.api.ledger.HistoryBreak;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.PublishedPatch;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.ledger.StandingFile;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.sql.session.Transactions;
import org.esxsync.ledger.sql.tables.ConclusionRows;
import org.esxsync.ledger.sql.tables.DocumentRows;
import org.esxsync.ledger.sql.tables.EventRows;
import org.esxsync.ledger.sql.tables.FormerFileRows;
import org.esxsync.ledger.sql.tables.IndexRows;
import org.esxsync.ledger.sql.tables.PatchReader;
import org.esxsync.ledger.sql.tables.PatchRows;
import org.esxsync.ledger.sql.tables.PublicationReader;
import org.esxsync.ledger.sql.tables.PublicationRows;
import org.esxsync.ledger.sql.tables.PublicationState;
import org.esxsync.ledger.sql.tables.PublishedFileRows;
import org.esxsync.ledger.sql.tables.ScanRows;
import org.esxsync.ledger.sql.tables.Sightings;
import org.esxsync.ledger.sql.tables.VerifiedArtifactRows;
import org.jspecify.annotations.Nullable;

/** A ledger in a database that speaks SQL. */
public class SqlLedger implements Ledger {

    private final Transactions database;

    public SqlLedger(Transactions database) {
        this.database = database;
    }

    @Override
    public void inOneTransaction(Runnable work) {
        database.change(session -> work.run());
    }

    @Override
    public List<Sighting> recordSightings(List<Patch> patches, Instant at) {
        return database.write(session -> Sightings.record(session, patches, at));
    }

    @Override
    public void forEachPatch(Consumer<CataloguedPatch> consumer) {
        database.visit(
                session ->
                        PatchReader.read(
                                session,
                                PatchReader.Selection.ALL,
                                read -> consumer.accept(read.patch())));
    }

    @Override
    public void forEachPatch(
            String source, Collection<PatchKey> keys, Consumer<CataloguedPatch> consumer) {
        database.visit(
                session ->
                        PatchReader.read(
                                session,
                                PatchReader.Selection.keyed(source, keys),
                                read -> consumer.accept(read.patch())));
    }

    @Override
    public boolean hasRecalls() {
        return database.read(PatchRows::hasRecalls);
    }

    @Override
    public Map<String, Integer> listedCounts() {
        return database.read(PatchRows::listedCounts);
    }

    @Override
    public List<CataloguedPatch> patches(String id) {
        return database.read(session -> PatchRows.withId(session, id));
    }

    @Override
    public Set<String> documents(String source) {
        return database.read(session -> DocumentRows.names(session, source));
    }

    @Override
    public List<PatchKey> documentPatches(String source, String document) {
        return database.read(session -> DocumentRows.patches(session, source, document));
    }

    @Override
    public void recordDocumentsAgain(String source, Set<String> documents, Instant at) {
        database.change(session -> DocumentRows.recordAgain(session, source, documents, at));
    }

    @Override
    public void recordDocuments(String source, Map<String, Set<PatchKey>> documents) {
        database.change(session -> DocumentRows.record(session, source, documents));
    }

    @Override
    public void recordScan(Scan scan) {
        database.change(session -> ScanRows.record(session, scan));
    }

    @Override
    public Map<String, Scan> scans() {
        return database.read(ScanRows::all).stream()
                .collect(Collectors.toUnmodifiableMap(Scan::source, Function.identity()));
    }

    @Override
    public void recordIntents(List<Intent> intents) {
        database.change(session -> PublicationRows.recordIntents(session, intents));
    }

    @Override
    public void completeIntents(Map<EsxRelease, Set<PatchKey>> patches) {
        database.change(session -> PublicationRows.completeIntents(session, patches));
    }

    @Override
    public List<Intent> openIntents() {
        return database.read(PublicationReader::intended);
    }

    @Override
    public void dropIntent(EsxRelease release, PatchKey patch) {
        database.change(session -> PublicationRows.dropIntent(session, release, patch));
    }

    @Override
    public void recordRemovalIntent(EsxRelease release, PatchKey patch) {
        database.change(session -> PublicationRows.recordRemovalIntent(session, release, patch));
    }

    @Override
    public List<Publication> openRemovals() {
        return database.read(PublicationReader::leaving);
    }

    @Override
    public void recordRemoval(EsxRelease release, PatchKey patch) {
        database.change(session -> PublicationRows.recordRemoval(session, release, patch));
    }

    @Override
    public Map<EsxRelease, Set<PatchKey>> removedKeys() {
        return database.read(session -> PublicationRows.keys(session, PublicationState.REMOVED));
    }

    @Override
    public List<Publication> publications(EsxRelease release) {
        return database.read(session -> PublicationReader.standing(session, release));
    }

    @Override
    public Optional<Publication> publication(PatchKey patch) {
        return database.read(session -> PublicationReader.first(session, patch));
    }

    @Override
    public void recordPublication(Publication publication) {
        database.change(session -> PublicationRows.record(session, publication));
    }

    @Override
    public void recordMetadata(EsxRelease release, PatchKey patch, String metadataSha256) {
        database.change(
                session -> PublicationRows.recordMetadata(session, release, patch, metadataSha256));
    }

    @Override
    public List<Publication> outdatedMetadata() {
        return database.read(PublicationReader::withOutdatedMetadata);
    }

    @Override
    public Set<String> namedMetadata() {
        return database.read(PublicationRows::namedMetadata);
    }

    @Override
    public Map<EsxRelease, Set<PatchKey>> publishedKeys() {
        return database.read(session -> PublicationRows.keys(session, PublicationState.STANDING));
    }

    @Override
    public List<PublishedPatch> publishedPatches(EsxRelease release) {
        return database.read(session -> PublicationReader.withoutFiles(session, release));
    }

    @Override
    public List<PublishedFile> publishedFiles(EsxRelease release) {
        return database.read(session -> PublishedFileRows.all(session, release));
    }

    @Override
    public Map<PatchKey, RelativePath> firstFiles(EsxRelease release) {
        return database.read(session -> PublishedFileRows.firsts(session, release));
    }

    @Override
    public Optional<PublishedFile> publishedFile(EsxRelease release, RelativePath path) {
        return database.read(session -> PublishedFileRows.at(session, release, path));
    }

    @Override
    public Optional<StandingFile> standingFile(EsxRelease release, RelativePath path) {
        return database.read(session -> PublishedFileRows.standing(session, release, path));
    }

    @Override
    public List<VerifiedArtifact> verifiedArtifacts(PatchKey patch) {
        return database.read(session -> VerifiedArtifactRows.of(session, patch));
    }

    @Override
    public Set<EsxRelease> pendingIndexes() {
        return database.read(IndexRows::pending);
    }

    @Override
    public void recordIndexLost(EsxRelease release) {
        database.change(session -> IndexRows.markPending(session, release));
    }

    @Override
    public void recordIndexIntent(EsxRelease release, List<PublishedFile> files) {
        database.change(session -> IndexRows.recordIntent(session, release, files));
    }

    @Override
    public void recordIndex(EsxRelease release, List<PublishedFile> files) {
        database.change(session -> IndexRows.record(session, release, files));
    }

    @Override
    public void recordFormerFiles(EsxRelease release, List<PublishedFile> files, Instant since) {
        database.change(session -> FormerFileRows.record(session, release, files, since));
    }

    @Override
    public List<FormerFile> formerFiles() {
        return database.read(FormerFileRows::all);
    }

    @Override
    public void forgetFormerFiles(EsxRelease release, List<RelativePath> paths) {
        database.change(session -> FormerFileRows.forget(session, release, paths));
    }

    @Override
    public List<PublishedFile> indexFiles(EsxRelease release) {
        return database.read(session -> IndexRows.files(session, release));
    }

    @Override
    public void recordConclusion(String name, String basis, String text) {
        database.change(session -> ConclusionRows.record(session, name, basis, text));
    }

    @Override
    public Optional<String> conclusion(String name, String basis) {
        return database.read(session -> ConclusionRows.find(session, name, basis));
    }

    @Override
    public void append(List<Event> events) {
        database.change(session -> EventRows.append(session, events));
    }

    @Override
    public List<HistoryEntry> history(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a history of " + limit + " events");
        }
        return database.read(session -> EventRows.newest(session, limit));
    }

    @Override
    public Optional<Event> lastEvent(Event.Kind kind, EsxRelease release, PatchKey patch) {
        return database.read(session -> EventRows.last(session, kind, release, patch));
    }

    @Override
    public Optional<Event> lastEvent(Set<Event.Kind> kinds, @Nullable String source) {
        return database.read(session -> EventRows.last(session, kinds, source));
    }

    @Override
    public Optional<HistoryBreak> firstBreak() {
        database.requireWhole();
        return database.read(EventRows::firstBreak);
    }

    @Override
    public void close() {
        database.close();
    }
}
