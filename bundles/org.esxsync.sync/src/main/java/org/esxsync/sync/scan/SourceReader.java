package org.esxsync.sync.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.api.sync.PatchOutcome;
import org.jspecify.annotations.Nullable;

/** Reads one source once. Used by one thread. */
final class SourceReader implements PatchSink {

    private final PatchSource source;
    private final Clock clock;
    private final KnownDocuments known;
    private final List<Patch> patches = new ArrayList<>();
    private final Map<Patch, PatchKey> keys = new IdentityHashMap<>();

    /** The keys of what is listed more than once. */
    private final Set<PatchKey> shared = new HashSet<>();

    /** The documents that list what they listed before, and so were not read. */
    private final Set<String> unchanged = new HashSet<>();

    private final Set<PatchKey> ofUnchanged = new HashSet<>();

    /** What the documents list that were read. */
    private final Map<String, List<Patch>> documents = new HashMap<>();

    private final List<PatchOutcome> rejected = new ArrayList<>();
    private final Map<Digest, Path> offered = new HashMap<>();

    SourceReader(PatchSource source, Clock clock, KnownDocuments known) {
        this.source = source;
        this.clock = clock;
        this.known = known;
    }

    /** What the source lists in what was read; empty if it is unchanged. */
    List<Patch> patches() {
        return patches;
    }

    /** How many patches it lists; a notice is none. */
    int count() {
        return ofUnchanged.size()
                + (int) patches.stream().filter(patch -> patch.kind() != PatchKind.NOTICE).count();
    }

    /** What the source lists, as a value. */
    SourceListing listing() {
        return new SourceListing(patches, keys(), ofUnchanged, rejected.isEmpty());
    }

    /** The keys of what the source lists in what was read. */
    Set<PatchKey> keys() {
        return patches.stream().map(this::key).collect(Collectors.toSet());
    }

    PatchKey key(Patch patch) {
        return keys.computeIfAbsent(patch, Patch::key);
    }

    /** The documents that list what they listed before. */
    Set<String> unchangedDocuments() {
        return unchanged;
    }

    /** The keys of what these list. */
    Set<PatchKey> keysOfUnchanged() {
        return ofUnchanged;
    }

    /** Whether a patch stands in several documents, so that all must be read to know it. */
    boolean isSharedWithUnchanged() {
        return patches.stream().map(this::key).anyMatch(ofUnchanged::contains);
    }

    /** The keys of what each document lists that shares no patch with another. */
    Map<String, Set<PatchKey>> ownDocuments() {
        Set<PatchKey> unshared = keys();
        unshared.removeAll(shared);
        Map<String, Set<PatchKey>> own = new HashMap<>();
        documents.forEach(
                (document, listed) -> {
                    Set<PatchKey> all = listed.stream().map(this::key).collect(Collectors.toSet());
                    if (unshared.containsAll(all)) {
                        own.put(document, all);
                    }
                });
        return own;
    }

    /** The metadata documents of which the source has copies. */
    Map<Digest, Path> offered() {
        return offered;
    }

    /** Where the source reads. */
    String location() {
        return source.location();
    }

    /** Whether it reads from a server, whose answers may be wrong for a while. */
    boolean isFromNetwork() {
        String start = location().toLowerCase(Locale.ROOT);
        return start.startsWith("http://") || start.startsWith("https://");
    }

    /** What could not be understood. */
    List<PatchOutcome> rejected() {
        return rejected;
    }

    /**
     * Reads the source.
     *
     * @param last the last scan of it, or null
     * @param workspaces the directory that holds the sources' workspaces
     * @throws EsxSyncException if the source cannot be read
     */
    Scan read(@Nullable Scan last, Path workspaces) {
        Instant start = after(last, clock.instant());
        ScanRequest request =
                new ScanRequest(last == null ? null : last.state(), workspace(workspaces));
        ScanResult result = source.scan(request, this);
        unite();
        return new Scan(source.name(), start, result.unchanged(), result.state());
    }

    /** A mirror lists what several releases share in the depot of each. */
    private void unite() {
        Map<PatchKey, Patch> united = new LinkedHashMap<>();
        for (Patch patch : patches) {
            Patch before = united.putIfAbsent(key(patch), patch);
            if (before != null) {
                shared.add(key(patch));
                united.put(key(patch), united(before, patch));
            }
        }
        if (!shared.isEmpty()) {
            patches.clear();
            patches.addAll(united.values());
        }
    }

    /** What is in the one place and in the other, for the hosts that either is for. */
    private static Patch united(Patch one, Patch other) {
        Set<Platform> platforms = new LinkedHashSet<>(one.platforms());
        platforms.addAll(other.platforms());
        Patch better = one.isDownloadable() ? one : other;
        return better.withPlatforms(List.copyOf(platforms));
    }

    /** A clock that was put back must not make a scan older than the one before it. */
    private static Instant after(@Nullable Scan last, Instant now) {
        return last == null || now.isAfter(last.at()) ? now : last.at().plusMillis(1);
    }

    private Path workspace(Path workspaces) {
        Path workspace = new RelativePath(source.name()).under(workspaces);
        try {
            return Files.createDirectories(workspace);
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the directory %s cannot be created: %s; check disk and rights"
                            .formatted(workspace, PlainReason.of(e)),
                    e);
        }
    }

    /** Another source's name would put the patch into that one's list. */
    @Override
    public void accept(Patch patch) {
        if (patch.source().equals(source.name())) {
            patches.add(patch);
        } else {
            reject(
                    patch.id(),
                    new EsxSyncException(
                            "defect in this source: it lists this as a patch of '"
                                    + patch.source()
                                    + "'; update the bundle that it comes from"));
        }
    }

    @Override
    public boolean listAgain(String document) {
        if (!known.names().contains(document)) {
            return false;
        }
        if (unchanged.add(document)) {
            ofUnchanged.addAll(known.patches(document));
        }
        return true;
    }

    @Override
    public void listed(String document, Collection<Patch> listed) {
        documents.put(document, List.copyOf(listed));
    }

    /** Takes back patches that were accepted. */
    void drop(Collection<Patch> dropped) {
        patches.removeAll(Set.copyOf(dropped));
    }

    @Override
    public void offer(Digest sha256, Path copy) {
        offered.put(sha256, copy);
    }

    @Override
    public void reject(String what, EsxSyncException problem) {
        rejected.add(
                new PatchOutcome(
                        what,
                        source.name(),
                        null,
                        PatchOutcome.Outcome.FAILED,
                        String.valueOf(problem.getMessage())));
    }
}
