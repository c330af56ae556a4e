package org.esxsync.sync.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.WrittenIndex;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.LostPatches;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.esxsync.sync.plan.Settled;
import org.esxsync.sync.scan.Recalls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the indexes of releases in which something was published, by what is recalled when the
 * first is renewed. Used by one thread.
 */
public final class ReleaseIndexes {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseIndexes.class);

    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final PatchLayouts layouts;
    private final DurableFiles writes;
    private final Clock clock;
    private @Nullable Recalls recalls;

    public ReleaseIndexes(LockedMirror open) {
        this.mirror = open.mirror();
        this.ledger = open.ledger();
        this.layouts = open.layouts();
        this.writes = open.writes();
        this.clock = open.clock();
    }

    /**
     * Marks an index that somebody deleted or, where several machines write, changed, unless it
     * would reach patches that are not there.
     */
    public void noticeLoss(EsxRelease release) {
        Path root = mirror.release(release);
        boolean isWhole = ledger.indexFiles(release).stream().allMatch(file -> stands(file, root));
        if (!isWhole && LostPatches.of(mirror, ledger, Set.of(release)).isEmpty()) {
            ledger.recordIndexLost(release);
        }
    }

    /** Another machine may have left another index, if its file system broke its promises. */
    private boolean stands(PublishedFile file, Path root) {
        Path path = file.path().under(root);
        try {
            return FileTree.exists(path)
                    && (mirror.epoch() == 0 || FileTree.describe(path, file.path()).equals(file));
        } catch (IOException e) {
            LOG.debug("{}: it cannot be read", path, e);
            return false;
        }
    }

    /**
     * Makes a release's index reach all that was published. New files come first, and what names
     * them after them: at no instant does the index reach a file that is not there. What it no
     * longer names stays as a file of a former index.
     *
     * @return the published patches that it does not reach all the same
     */
    public List<Settled> renew(EsxRelease release) {
        Path stagingDirectory = mirror.staging().resolve("index-" + release);
        try {
            DirectoryTree.delete(stagingDirectory);
            List<Settled> leftOut = new ArrayList<>();
            Map<PublishedFile, Path> index = write(release, stagingDirectory, leftOut);
            ledger.recordIndexIntent(release, List.copyOf(index.keySet()));
            LOG.debug("{}: index intended", release);
            for (Map.Entry<PublishedFile, Path> file : index.entrySet()) {
                put(release, file.getKey(), file.getValue());
                LOG.debug("{}: {} in place", release, file.getKey().path());
            }
            record(release, List.copyOf(index.keySet()));
            LOG.debug("{}: index recorded", release);
            return leftOut;
        } catch (IOException e) {
            throw new EsxSyncException(
                    "%s: its index cannot be written: %s; check disk and rights of %s"
                            .formatted(release, e, mirror.root()),
                    e);
        } finally {
            discard(stagingDirectory);
        }
    }

    /** The next sync clears what stays. */
    private static void discard(Path stagingDirectory) {
        try {
            DirectoryTree.delete(stagingDirectory);
        } catch (IOException e) {
            LOG.warn(
                    "the staging directory {} cannot be cleared: {}",
                    stagingDirectory,
                    e.toString());
        }
    }

    /** Writes the index into the staging area; its files come in the order of their renames. */
    private Map<PublishedFile, Path> write(
            EsxRelease release, Path stagingDirectory, List<Settled> leftOut) throws IOException {
        Map<PublishedFile, Path> index = new LinkedHashMap<>();
        int formats = 0;
        for (Map.Entry<String, List<IndexedPatch>> entry :
                IndexedPatches.of(release, mirror, ledger, recalls()).entrySet()) {
            Path directory =
                    Files.createDirectories(stagingDirectory.resolve(Integer.toString(formats++)));
            WrittenIndex written =
                    layouts.writeIndex(
                            release,
                            entry.getKey(),
                            entry.getValue(),
                            notices(entry.getKey()),
                            directory);
            entry.getValue().stream()
                    .map(IndexedPatch::patch)
                    .forEach(patch -> addLeftOut(patch, release, written, leftOut));
            for (RelativePath path : written.files()) {
                Path file = path.under(directory);
                writes.persist(file);
                index.put(FileTree.describe(file, path), file);
            }
        }
        return index;
    }

    private List<Patch> notices(String format) {
        return recalls().told().stream().filter(each -> each.format().equals(format)).toList();
    }

    /** Read once, since it takes a walk through all that is known. */
    private Recalls recalls() {
        Recalls known = recalls;
        if (known == null) {
            known = Recalls.of(ledger);
            recalls = known;
        }
        return known;
    }

    private static void addLeftOut(
            Patch patch, EsxRelease release, WrittenIndex written, List<Settled> leftOut) {
        if (written.leftOut().isEmpty()) {
            return;
        }
        PatchKey key = patch.key();
        String reason = written.leftOut().get(key);
        if (reason != null) {
            leftOut.add(
                    new Settled(
                            key,
                            new PatchOutcome(
                                    patch.id(),
                                    patch.source(),
                                    release,
                                    Outcome.FAILED,
                                    "it is in the mirror, but not in the index that hosts read: "
                                            + reason)));
        }
    }

    private void put(EsxRelease release, PublishedFile file, Path staged) throws IOException {
        Path target = file.path().under(mirror.release(release));
        boolean same =
                Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                        && FileTree.describe(target, file.path()).equals(file);
        if (!same) {
            writes.move(staged, target);
        }
    }

    private void record(EsxRelease release, List<PublishedFile> index) {
        Set<RelativePath> named =
                index.stream().map(PublishedFile::path).collect(Collectors.toSet());
        List<PublishedFile> former =
                ledger.indexFiles(release).stream()
                        .filter(each -> !named.contains(each.path()))
                        .toList();
        ledger.inOneTransaction(
                () -> {
                    ledger.recordIndex(release, index);
                    ledger.recordFormerFiles(release, former, clock.instant());
                });
    }
}
