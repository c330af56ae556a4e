package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.layout.WrittenIndex;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerPlace;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.FormerFiles;
import org.esxsync.api.sync.PrunedPatch;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.sync.care.MirrorCare;
import org.esxsync.sync.care.PrunePlan;
import org.esxsync.sync.care.Removals;
import org.esxsync.sync.care.Repair;
import org.esxsync.sync.care.Verification;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.config.ModePolicy;
import org.esxsync.sync.config.SyncSettings;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.match.PatchClaims;
import org.esxsync.sync.match.ReleaseKeys;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.esxsync.sync.mirror.UnrecordedReleases;
import org.esxsync.sync.plan.DiskForecast;
import org.esxsync.sync.plan.DiskRoom;
import org.esxsync.sync.share.ArtifactFetch;
import org.esxsync.sync.share.Downloads;
import org.esxsync.sync.share.OfferedDownloads;
import org.esxsync.sync.share.OwnDownloads;
import org.jspecify.annotations.Nullable;

/** A mirror in a directory, what is listed for it, and a ledger and downloader in memory. */
public final class TestMirror {

    public static final EsxRelease ESX_300 = EsxRelease.parse("esx-3.0.0");
    public static final EsxRelease ESX_301 = EsxRelease.parse("esx-3.0.1");

    public MemoryLedger ledger = new MemoryLedger();
    private static final Clock EPOCH = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    public final MemoryDownloader downloader = new MemoryDownloader();
    public final List<Patch> listed = new ArrayList<>();
    public final List<SyncListener> heard = new ArrayList<>();
    public final SortedSet<EsxRelease> wanted = new TreeSet<>(List.of(ESX_300, ESX_301));
    int sources = 1;
    int parallel = 3;
    public String sourceName = "list";
    String sourceLocation = "https://list.example/";
    boolean sourceIsDown;
    boolean force;
    final List<String> unreadable = new ArrayList<>();
    public final Map<Digest, Path> offered = new HashMap<>();
    private int runs;
    public String indexName = "index.xml";
    final Map<PatchKey, String> leftOutOfIndex = new HashMap<>();
    private Consumer<List<IndexedPatch>> indexListener = patches -> {};
    Durability durability = Durability.FULL;
    public DurableFiles.HardLink hardLink = Files::createLink;
    public final Map<String, PatchLayout> layouts = new HashMap<>(Map.of("test", new TestLayout()));
    public KeepPolicy keep = KeepPolicy.EVERYTHING;
    FitPolicy fit = FitPolicy.WARN;

    /** How long files stay after an index has left them. */
    public Duration formerStay = Duration.ZERO;

    /** The version that the matcher of ESX 3.0.1 claims. */
    String versionOf301 = "3.0.1";

    /** In how many documents the source lists its patches; of one, nothing is remembered. */
    int documents = 1;

    /** Whether a sync may use what an earlier one has worked out. */
    boolean remembers = true;

    public Instant now = Instant.EPOCH;
    final Path root;

    public TestMirror(Path root) {
        this.root = root;
    }

    /** Lists what the test lists. */
    private final class ListSource implements PatchSource {
        @Override
        public String name() {
            return sourceName;
        }

        @Override
        public String location() {
            return sourceLocation;
        }

        @Override
        public ScanResult scan(ScanRequest request, PatchSink sink) {
            if (sourceIsDown) {
                throw new EsxSyncException("http://list/: no answer; check the network");
            }
            offered.forEach(sink::offer);
            String state = Objects.hash(listed, unreadable) + "";
            if (state.equals(request.state())) {
                return ScanResult.unchanged(request);
            }
            byDocument().forEach((number, patches) -> list(number, patches, sink));
            unreadable.forEach(id -> sink.reject(id, new EsxSyncException(id + " is unreadable")));
            return ScanResult.listed(state);
        }
    }

    private SortedMap<Integer, List<Patch>> byDocument() {
        return listed.stream()
                .collect(
                        Collectors.groupingBy(
                                each -> Math.floorMod(each.artifacts().hashCode(), documents),
                                TreeMap::new,
                                Collectors.toList()));
    }

    private void list(int number, List<Patch> patches, PatchSink sink) {
        String document = number + " " + patches.hashCode();
        boolean isKept =
                remembers
                        && documents > 1
                        && patches.stream()
                                .noneMatch(
                                        each ->
                                                each.kind() == PatchKind.NOTICE
                                                        || each.classification().isRecall());
        if (isKept && sink.listAgain(document)) {
            return;
        }
        patches.forEach(sink::accept);
        if (isKept) {
            sink.listed(document, patches);
        }
    }

    private static String entry(IndexedPatch indexed) {
        try {
            Path metadata = indexed.metadata();
            String id = indexed.patch().id();
            return metadata == null ? id : id + " " + Files.readString(metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks a .tgz into a directory, puts other files where their path says, lists all. */
    private final class TestLayout implements PatchLayout {
        @Override
        public List<Placement> place(Patch patch) {
            return patch.artifacts().stream()
                    .map(
                            artifact ->
                                    artifact.name().endsWith(".tgz")
                                            ? new Placement(
                                                    artifact, new RelativePath(patch.id()), true)
                                            : new Placement(artifact, artifact.path(), false))
                    .toList();
        }

        @Override
        public boolean suits(Patch patch, String directory) {
            return !directory.startsWith("not-");
        }

        @Override
        public WrittenIndex writeIndex(
                EsxRelease release,
                List<IndexedPatch> patches,
                List<Patch> notices,
                Path directory) {
            indexListener.accept(patches);
            try {
                List<RelativePath> files = new ArrayList<>();
                if (!notices.isEmpty()) {
                    Files.writeString(
                            directory.resolve("notices"),
                            notices.stream().map(Patch::id).toList().toString());
                    files.add(new RelativePath("notices"));
                }
                String ids = patches.stream().map(TestMirror::entry).toList().toString();
                Files.writeString(directory.resolve(indexName), ids);
                files.add(new RelativePath(indexName));
                return new WrittenIndex(files, Map.copyOf(leftOutOfIndex));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Tells of each index that is written from now on. */
    void listenToIndex(Consumer<List<IndexedPatch>> listener) {
        indexListener = listener;
    }

    /** Describes a listed patch by another metadata document. */
    public void describe(Patch patch, Artifact metadata) {
        listed.replaceAll(
                each ->
                        each.id().equals(patch.id())
                                ? Patch.builder("list", each.id(), "test")
                                        .releaseDate(each.releaseDate())
                                        .classification(each.classification())
                                        .platforms(each.platforms())
                                        .artifacts(each.artifacts())
                                        .metadata(metadata)
                                        .build()
                                : each);
    }

    public Patch list(String id, String release, Artifact... artifacts) {
        return list(patch(id, release, artifacts));
    }

    public Patch list(Patch.Builder patch) {
        listed.add(patch.build());
        return patch.build();
    }

    public static Patch.Builder patch(String id, String release, Artifact... artifacts) {
        return Patch.builder("list", id, "test")
                .releaseDate(LocalDate.EPOCH)
                .platform("ESX", release)
                .artifacts(List.of(artifacts));
    }

    private PatchLayouts layouts() {
        return new PatchLayouts(layouts);
    }

    private LockedMirror open(Clock clock) {
        if (hasNodes) {
            ledger.takeTurn();
        }
        LockedMirror open =
                new LockedMirror(
                        new MirrorPaths(root).in(ledger.epoch().number()),
                        ledger,
                        layouts(),
                        new DurableFiles(
                                durability, true, hardLink, Files::setPosixFilePermissions),
                        clock,
                        formerStay);
        open.takeOver();
        return open;
    }

    private MatcherSnapshot matchers() {
        return new MatcherSnapshot(
                new TreeMap<>(
                        Map.of(
                                ESX_300, matcher("3.0.0"),
                                ESX_301, matcher(versionOf301))),
                remembers ? versionOf301 : null);
    }

    /** Whether each sync is that of another node. */
    public boolean hasNodes;

    /** What other nodes may download, too; null if none does. */
    public @Nullable DownloadList shared;

    /** Where the writer of this moment prepares what it publishes. */
    public MirrorPaths mirrorOfWriter() {
        return new MirrorPaths(root).in(ledger.epoch().number());
    }

    private Downloads downloads(LockedMirror open) {
        OwnDownloads own =
                new OwnDownloads(
                        new ArtifactFetch(downloader, new DiskRoom(open.mirror())),
                        open.mirror().partials());
        return shared == null
                ? own
                : new OfferedDownloads(
                        shared,
                        new DownloadList.Claimant("writer", open.mirror().epoch(), 1),
                        open.mirror(),
                        own,
                        open.writes(),
                        parallel);
    }

    public SyncReport sync() {
        return sync(new SyncRequest(List.of(), force));
    }

    /** Syncs as {@code sync FILE} does; the place lists what the source lists. */
    SyncReport syncOnce() {
        return sync(new SyncRequest(List.of(), force).from(List.of(new ListSource())));
    }

    private SyncReport sync(SyncRequest request) {
        LockedMirror open = open(Clock.fixed(now.plusSeconds(runs++), ZoneOffset.UTC));
        try {
            return sync(open, request);
        } finally {
            open.leave();
        }
    }

    private SyncReport sync(LockedMirror open, SyncRequest request) {
        DiskForecast disk = new DiskForecast(new MirrorPaths(root), layouts(), parallel);
        return new SyncRun(
                        open,
                        Collections.nCopies(sources, new ListSource()),
                        matchers(),
                        disk,
                        downloader,
                        downloads(open),
                        new ListenerGroup(heard, new SyncListener() {}))
                .run(wanted, keep, fit, request);
    }

    /** What a release claims of what is listed, and what it has. */
    SortedSet<String> patchesOf(EsxRelease release) {
        PatchClaims claims = new PatchClaims(matchers(), (defective, patch, problem) -> {});
        Set<PatchKey> published = ledger.publishedKeys().getOrDefault(release, Set.of());
        SortedSet<String> patches = new TreeSet<>();
        ReleaseKeys.forEachPatch(
                release,
                matchers(),
                ledger,
                known -> {
                    if (published.contains(known.key())
                            || known.listed() && claims.isOf(release, known.patch())) {
                        patches.add(known.key().toString());
                    }
                });
        return patches;
    }

    /** Prunes as {@code prune} does. */
    public List<PrunedPatch> prune(boolean force) {
        return prune(force, open(Clock.fixed(now, ZoneOffset.UTC)));
    }

    private List<PrunedPatch> prune(boolean force, LockedMirror open) {
        PrunePlan pruning = new PrunePlan(ledger, keep, wanted);
        List<PrunedPatch> pruned = pruning.plan();
        pruning.begin(force);
        assertEquals(List.of(), new Removals(open).finish());
        return pruned;
    }

    /** Prunes as {@code prune --now} does. */
    public List<PrunedPatch> pruneNow() {
        return prune(true, open(Clock.fixed(now, ZoneOffset.UTC)).withoutFormer());
    }

    /** What {@code prune -n} tells of files of former indexes. */
    public FormerFiles former() {
        return care(Clock.fixed(now, ZoneOffset.UTC)).planPruning(false).former();
    }

    /** What a verification of all releases, or of these, tells. */
    public List<Finding> verify(EsxRelease... releases) {
        MirrorPaths mirror = new MirrorPaths(root);
        return new Verification(mirror, ledger, layouts(), 2, false, VerifyListener.NONE)
                .check(these(releases)).stream().map(damage -> damage.toFinding(mirror)).toList();
    }

    private Collection<EsxRelease> these(EsxRelease... releases) {
        if (releases.length > 0) {
            return List.of(releases);
        }
        SortedSet<EsxRelease> all = UnrecordedReleases.of(new MirrorPaths(root), ledger);
        all.addAll(ledger.publishedKeys().keySet());
        return all;
    }

    public List<Finding> repair(EsxRelease... releases) {
        MirrorPaths mirror = new MirrorPaths(root);
        return new Repair(
                        open(EPOCH),
                        downloader,
                        UnrecordedReleases.canHaveMore(List.of(new ListSource()), ledger),
                        VerifyListener.NONE)
                .repair(
                        new Verification(mirror, ledger, layouts(), 2, true, VerifyListener.NONE)
                                .check(these(releases)).stream()
                                        .filter(damage -> damage.kind() != Finding.Kind.UNFIT)
                                        .toList());
    }

    /** Repairs as {@code verify --repair} does, which also reads the sources. */
    public List<Finding> repairAll() {
        return care(EPOCH)
                .repair(
                        open(EPOCH),
                        SyncRequest.of(),
                        List.of(new ListSource()),
                        downloader,
                        VerifyListener.NONE)
                .findings();
    }

    private MirrorCare care(Clock clock) {
        return new MirrorCare(
                new MirrorPaths(root),
                ledger,
                layouts(),
                new SyncSettings(
                        root,
                        List.of(),
                        2,
                        durability,
                        keep,
                        FitPolicy.WARN,
                        ModePolicy.DEFAULT,
                        formerStay,
                        LedgerPlace.FILE,
                        "",
                        false),
                matchers(),
                clock);
    }

    /** The files that hosts see, with their bytes and whether they can be executed. */
    public SortedMap<String, String> tree() throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = root.relativize(file).toString();
                if (!path.startsWith(".esxsync")) {
                    tree.put(path, Files.readString(file) + Files.isExecutable(file));
                }
            }
        }
        return tree;
    }

    private static MatcherSnapshot.Named matcher(String version) {
        return new MatcherSnapshot.Named("test", patch -> patch.isFor("ESX", version));
    }

    public List<String> stagingLeft() throws IOException {
        try (Stream<Path> files = Files.list(new MirrorPaths(root).staging())) {
            return files.map(Path::toString).toList();
        }
    }
}
