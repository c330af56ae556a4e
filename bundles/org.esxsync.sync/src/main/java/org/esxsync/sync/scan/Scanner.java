package org.esxsync.sync.scan;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerOutageException;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncListener;
import org.jspecify.annotations.Nullable;

/** Reads all sources, one after the other, by name. Used by one thread, once. */
public final class Scanner {

    private final List<PatchSource> sources;
    private final SyncListener listener;
    private final Clock clock;
    private final boolean force;
    private final boolean dryRun;
    private final Set<String> names = new HashSet<>();
    private final SortedMap<String, SourceListing> changed = new TreeMap<>();
    private final List<SourceFailure> failures = new ArrayList<>();
    private final List<SourceReader> readers = new ArrayList<>();

    /**
     * @param force whether to read even what has not changed, and to believe a list that shrank
     * @param dryRun whether the ledger stays as it is
     */
    public Scanner(
            Collection<PatchSource> sources,
            SyncListener listener,
            Clock clock,
            boolean force,
            boolean dryRun) {
        this.sources = sources.stream().sorted(Comparator.comparing(PatchSource::name)).toList();
        this.listener = listener;
        this.clock = clock;
        this.force = force;
        this.dryRun = dryRun;
    }

    /**
     * Reads the sources; one that cannot be read does not stop the others.
     *
     * @param ledger what is known so far, or null if nothing is; records what was read
     * @param workspaces the directory of the sources' workspaces
     */
    public ScannedSources scan(@Nullable Ledger ledger, Path workspaces) {
        Map<String, Scan> scans = ledger == null ? Map.of() : ledger.scans();
        List<Reading> recalling = new ArrayList<>();
        for (PatchSource source : sources) {
            attempt(
                    source,
                    ledger,
                    () -> {
                        if (!names.add(source.name())) {
                            throw new EsxSyncException(
                                    "two sources are named '%s'; rename one of their configurations"
                                            .formatted(source.name()));
                        }
                        read(source, scans.get(source.name()), workspaces, ledger, recalling);
                    });
        }
        // They may recall what sources list that were read after them.
        for (Reading each : recalling) {
            attempt(
                    each.source(),
                    ledger,
                    () -> {
                        RecallGuard.check(
                                each.reader(),
                                unread(each, ledger),
                                obeyed(each.source(), ledger),
                                consumer -> forEachOther(each.source(), ledger, consumer));
                        enter(each, ledger);
                    });
        }
        List<PatchOutcome> rejected = new ArrayList<>();
        Map<Digest, Path> offered = new HashMap<>();
        for (SourceReader reader : readers) {
            rejected.addAll(reader.rejected());
            offered.putAll(reader.offered());
        }
        return new ScannedSources(names, changed, failures, rejected, offered);
    }

    /** A source that cannot be read does not stop the others. */
    private void attempt(PatchSource source, @Nullable Ledger ledger, Runnable step) {
        try {
            step.run();
        } catch (LedgerOutageException e) {
            throw e;
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            endIfCancelled();
            fail(source, e, ledger);
        }
        endIfCancelled();
    }

    private static void endIfCancelled() {
        if (Thread.currentThread().isInterrupted()) {
            throw new EsxSyncException(
                    "the sync was cancelled while it read its sources; nothing was published");
        }
    }

    private record Reading(PatchSource source, SourceReader reader, Scan result) {}

    private void read(
            PatchSource source,
            @Nullable Scan last,
            Path workspaces,
            @Nullable Ledger ledger,
            List<Reading> recalling) {
        listener.scanning(source.name());
        KnownDocuments known =
                force ? KnownDocuments.NONE : KnownDocuments.of(source.name(), last, ledger);
        Reading reading = read(source, last, workspaces, known);
        SourceReader reader = reading.reader();
        if (reader.isSharedWithUnchanged()) {
            readers.remove(reader);
            reading = read(source, last, workspaces, KnownDocuments.NONE);
        }
        if (isToBeGuarded(reading, ledger)) {
            recalling.add(reading);
        } else {
            enter(reading, ledger);
        }
    }

    private Reading read(
            PatchSource source, @Nullable Scan last, Path workspaces, KnownDocuments known) {
        SourceReader reader = new SourceReader(source, clock, known);
        readers.add(reader);
        return new Reading(source, reader, reader.read(force ? null : last, workspaces));
    }

    private boolean isToBeGuarded(Reading reading, @Nullable Ledger ledger) {
        List<Patch> patches = reading.reader().patches();
        return !force
                && patches.stream().anyMatch(RecallGuard::isRecall)
                && RecallGuard.isNeeded(patches, obeyed(reading.source(), ledger));
    }

    private void enter(Reading reading, @Nullable Ledger ledger) {
        SourceReader reader = reading.reader();
        Scan result = reading.result();
        if (ledger != null) {
            record(reader, result, ledger);
        }
        String name = reading.source().name();
        if (!result.unchanged()) {
            changed.put(name, reader.listing());
        }
        listener.scanned(name, reader.count(), result.unchanged());
    }

    /** The recalls of a source that earlier scans heeded. */
    private static Set<PatchKey> obeyed(PatchSource source, @Nullable Ledger ledger) {
        Set<PatchKey> obeyed = new HashSet<>();
        forEachKnown(
                source,
                ledger,
                known -> {
                    if (RecallGuard.isRecall(known.patch())) {
                        obeyed.add(known.key());
                    }
                });
        return obeyed;
    }

    /** What stands in the documents of a source that list what they listed before. */
    private static List<Patch> unread(Reading reading, @Nullable Ledger ledger) {
        Set<PatchKey> keys = reading.reader().keysOfUnchanged();
        List<Patch> unread = new ArrayList<>();
        if (!keys.isEmpty()) {
            forEachKnown(
                    reading.source(),
                    ledger,
                    known -> {
                        if (keys.contains(known.key())) {
                            unread.add(known.patch());
                        }
                    });
        }
        return unread;
    }

    private static void forEachKnown(
            PatchSource source, @Nullable Ledger ledger, Consumer<CataloguedPatch> consumer) {
        if (ledger != null) {
            ledger.forEachPatch(
                    known -> {
                        if (known.patch().source().equals(source.name())) {
                            consumer.accept(known);
                        }
                    });
        }
    }

    /** What other sources list, as far as it is known. */
    private void forEachOther(
            PatchSource source, @Nullable Ledger ledger, Consumer<Patch> consumer) {
        changed.values().forEach(listing -> listing.patches().forEach(consumer));
        if (ledger != null) {
            ledger.forEachPatch(
                    known -> {
                        String other = known.patch().source();
                        if (known.listed()
                                && !other.equals(source.name())
                                && isUnread(known.key(), changed.get(other))) {
                            consumer.accept(known.patch());
                        }
                    });
        }
    }

    private static boolean isUnread(PatchKey key, @Nullable SourceListing listing) {
        return listing == null || listing.unread().contains(key);
    }

    private void record(SourceReader reader, Scan result, Ledger ledger) {
        ScanRecorder recorder = new ScanRecorder(reader, result, ledger, clock);
        if (!force) {
            recorder.guard();
        }
        if (!dryRun) {
            recorder.enter();
        }
    }

    private void fail(PatchSource source, Throwable problem, @Nullable Ledger ledger) {
        SourceFailure failure = new SourceFailure(source.name(), reason(problem));
        failures.add(failure);
        if (ledger != null && !dryRun) {
            ledger.append(
                    Event.ofSource(
                            clock.instant(),
                            Event.Kind.SOURCE_FAILED,
                            source.name(),
                            failure.reason()));
        }
        listener.sourceFailed(failure);
    }

    /** A source is a plug-in: its defect must not be taken for a wrong configuration. */
    private static String reason(Throwable problem) {
        return problem instanceof EsxSyncException
                ? String.valueOf(problem.getMessage())
                : "defect in this source: " + problem;
    }
}
