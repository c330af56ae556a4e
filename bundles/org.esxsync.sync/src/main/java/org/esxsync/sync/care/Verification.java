package org.esxsync.sync.care;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.sync.mirror.MirrorLocks;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.esxsync.sync.mirror.UnrecordedReleases;
import org.esxsync.sync.work.WorkerPool;
import org.jspecify.annotations.Nullable;

/** Reads releases of the mirror and compares them with the ledger. Used by one thread, once. */
public final class Verification {

    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final VerifyListener listener;
    private final HostReading hosts;
    private final int parallel;
    private final boolean isAlone;
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private long total;

    /**
     * @param isAlone whether this thread holds the mirror's lock
     */
    public Verification(
            MirrorPaths mirror,
            Ledger ledger,
            PatchLayouts layouts,
            int parallel,
            boolean isAlone,
            VerifyListener listener) {
        this.mirror = mirror;
        this.ledger = ledger;
        this.hosts = new HostReading(mirror, ledger, layouts);
        this.parallel = parallel;
        this.isAlone = isAlone;
        this.listener = listener;
    }

    long files() {
        return files.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** Everything that is not as it was published, by path. */
    public List<Damage> check(Collection<EsxRelease> releases) {
        try {
            List<Damage> damages = new ArrayList<>();
            Set<EsxRelease> unrecorded = UnrecordedReleases.of(mirror, ledger);
            unrecorded.retainAll(releases);
            unrecorded.forEach(release -> damages.add(unrecorded(mirror, release)));
            Set<EsxRelease> recorded = new TreeSet<>(releases);
            recorded.removeAll(unrecorded);
            Deque<Expectation> expectations = new ArrayDeque<>();
            for (EsxRelease release : recorded) {
                ExpectedFiles state = ExpectedFiles.of(mirror, release, ledger);
                expectations.add(new Expectation(state, state.paths()));
                total += expectations.getLast().paths().size();
            }
            while (!expectations.isEmpty()) {
                EsxRelease release = expectations.getFirst().files().release();
                // Taken off, since what hosts read takes as much memory again.
                List<Damage> ofFiles = check(expectations.removeFirst());
                damages.addAll(ofFiles);
                damages.addAll(unfit(release, ofFiles));
            }
            damages.forEach(damage -> listener.found(damage.toFinding(mirror)));
            return damages;
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the mirror cannot be read: %s; check disk and rights of %s"
                            .formatted(PlainReason.withFile(e), mirror.root()),
                    e);
        }
    }

    /** What a release must have, and all that is to be looked at. */
    private record Expectation(ExpectedFiles files, Set<Path> paths) {}

    private List<Damage> check(Expectation expectation) {
        return check(expectation.files(), expectation.paths());
    }

    private List<Damage> unfit(EsxRelease release, List<Damage> ofFiles) {
        if (isIndexLeft(release)) {
            return List.of(
                    new Damage(
                            release,
                            mirror.release(release),
                            Finding.Kind.UNFIT,
                            "its index does not reach all that is published, since the last sync"
                                    + " did not write it; run a sync or 'verify --repair'"));
        }
        return hosts.check(release, ofFiles.stream().map(Damage::file).collect(Collectors.toSet()));
    }

    /** Whether a release's index is to be renewed, and no sync is there that will do it. */
    private boolean isIndexLeft(EsxRelease release) {
        return ledger.pendingIndexes().contains(release)
                && (isAlone || MirrorLocks.owner(mirror, ledger).isEmpty())
                && ledger.pendingIndexes().contains(release);
    }

    /** What hosts still stumble over after these were repaired, apart from damaged files. */
    List<Damage> unfit(Collection<EsxRelease> releases) {
        return releases.stream().flatMap(each -> unfit(each, List.of()).stream()).toList();
    }

    static Damage unrecorded(MirrorPaths mirror, EsxRelease release) {
        return new Damage(
                release,
                mirror.release(release),
                Finding.Kind.EXTRA,
                "the ledger has no record of this release; sync it first");
    }

    /** A sync may change files and ledger at the same time, so each finding is checked again. */
    private List<Damage> check(ExpectedFiles state, Set<Path> paths) {
        List<Damage> found = examine(state, paths);
        if (found.isEmpty()) {
            return found;
        }
        ExpectedFiles now = ExpectedFiles.of(mirror, state.release(), ledger);
        List<Damage> damages = new ArrayList<>();
        Set<Path> doubtful = new LinkedHashSet<>();
        found.forEach(damage -> doubtful.add(damage.file()));
        for (Path path : doubtful) {
            now.examine(path).ifPresent(damages::add);
        }
        return damages;
    }

    private List<Damage> examine(ExpectedFiles state, Set<Path> paths) {
        List<Damage> damages = new ArrayList<>(state.wrongDirectories());
        try (WorkerPool pool = WorkerPool.of(parallel, "esxsync-verify")) {
            List<Callable<Optional<Damage>>> tasks = new ArrayList<>();
            for (Path path : paths) {
                tasks.add(
                        () -> {
                            Optional<Damage> damage = state.examine(path);
                            count(state.expected().get(path));
                            return damage;
                        });
            }
            for (Future<Optional<Damage>> done : pool.threads().invokeAll(tasks)) {
                done.get().ifPresent(damages::add);
            }
            return damages;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EsxSyncException("the verification was cancelled; nothing was changed", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "defect in the verification: " + e.getCause(), e.getCause());
        }
    }

    private void count(@Nullable PublishedFile published) {
        long size = published == null ? 0 : Math.max(0, published.size());
        listener.read(files.incrementAndGet(), total, bytes.addAndGet(size));
    }
}
