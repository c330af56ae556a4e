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
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Digest;
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
    private final List<PatchOutcome> rejected = new ArrayList<>();
    private final Map<Digest, Path> offered = new HashMap<>();

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
        for (PatchSource source : sources) {
            try {
                if (!names.add(source.name())) {
                    throw new EsxSyncException(
                            "two sources are named '%s'; rename one of their configurations"
                                    .formatted(source.name()));
                }
                scan(source, scans.get(source.name()), workspaces, ledger);
            } catch (RuntimeException | LinkageError | VirtualMachineError e) {
                endIfCancelled();
                fail(source, e, ledger);
            }
            endIfCancelled();
        }
        return new ScannedSources(names, changed, failures, rejected, offered);
    }

    private static void endIfCancelled() {
        if (Thread.currentThread().isInterrupted()) {
            throw new EsxSyncException(
                    "the sync was cancelled while it read its sources; nothing was published");
        }
    }

    private void scan(
            PatchSource source, @Nullable Scan last, Path workspaces, @Nullable Ledger ledger) {
        listener.scanning(source.name());
        SourceReader reader = new SourceReader(source, clock);
        try {
            Scan result = reader.read(force ? null : last, workspaces);
            if (!force) {
                RecallGuard.check(reader, () -> obeyedNotices(source.name(), ledger));
            }
            if (ledger != null) {
                record(reader, result, ledger);
            }
            if (!result.unchanged()) {
                changed.put(source.name(), reader.listing());
            }
            listener.scanned(source.name(), reader.patches().size(), result.unchanged());
        } finally {
            rejected.addAll(reader.rejected());
            offered.putAll(reader.offered());
        }
    }

    /** The notices of a source that earlier scans heeded. */
    private static Set<PatchKey> obeyedNotices(String source, @Nullable Ledger ledger) {
        Set<PatchKey> obeyed = new HashSet<>();
        if (ledger != null) {
            ledger.forEachPatch(
                    known -> {
                        if (known.patch().notice() != null
                                && known.patch().source().equals(source)) {
                            obeyed.add(known.key());
                        }
                    });
        }
        return obeyed;
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
