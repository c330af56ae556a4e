package org.esxsync.sync.care;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.index.ReleaseIndexes;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;

/**
 * Removes patches from the index first, then deletes the files that no other patch needs, then
 * updates the ledger. The next run finishes the removals of a killed process.
 */
public final class Removals {

    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final ReleaseIndexes indexes;
    private final DurableFiles writes;
    private final Clock clock;

    public Removals(LockedMirror open) {
        this.mirror = open.mirror();
        this.ledger = open.ledger();
        this.indexes = new ReleaseIndexes(open);
        this.writes = open.writes();
        this.clock = open.clock();
    }

    /**
     * Finishes all removals. One that fails stays open and does not stop the others.
     *
     * @return why some are still open
     */
    public List<EsxSyncException> finish() {
        Map<EsxRelease, List<Publication>> leaving = new TreeMap<>();
        for (Publication each : ledger.openRemovals()) {
            leaving.computeIfAbsent(each.release(), release -> new ArrayList<>()).add(each);
        }
        List<EsxSyncException> problems = new ArrayList<>();
        leaving.forEach((release, each) -> finish(release, each, problems));
        return problems;
    }

    private void finish(
            EsxRelease release, List<Publication> leaving, List<EsxSyncException> problems) {
        try {
            if (ledger.pendingIndexes().contains(release)) {
                indexes.renew(release);
            }
        } catch (LedgerException e) {
            throw e;
        } catch (EsxSyncException e) {
            problems.add(e);
            return;
        }
        Set<RelativePath> kept = kept(release);
        for (Publication each : leaving) {
            try {
                finish(each, kept);
            } catch (IOException e) {
                problems.add(
                        new EsxSyncException(
                                "%s: %s cannot be removed: %s; check disk and rights of %s"
                                        .formatted(
                                                release,
                                                each.patch().id(),
                                                PlainReason.withFile(e),
                                                mirror.root()),
                                e));
            }
        }
    }

    private void finish(Publication publication, Set<RelativePath> kept) throws IOException {
        EsxRelease release = publication.release();
        Path root = mirror.release(release);
        moveWhole(publication, kept);
        for (PublishedFile file : publication.files()) {
            if (!kept.contains(file.path())) {
                delete(file.path().under(root));
            }
        }
        int files = publication.files().size();
        ledger.inOneTransaction(
                () -> {
                    ledger.recordRemoval(release, publication.patch().key());
                    ledger.append(
                            new Event(
                                    clock.instant(),
                                    Event.Kind.PATCH_REMOVED,
                                    publication.patch().source(),
                                    publication.patch().key(),
                                    release,
                                    files == 1 ? "1 file" : files + " files"));
                });
    }

    /** What others need at the same paths. */
    private Set<RelativePath> kept(EsxRelease release) {
        return Stream.of(
                        ledger.publishedFiles(release).stream(),
                        ledger.indexFiles(release).stream(),
                        ledger.openIntents().stream()
                                .filter(each -> each.publication().release().equals(release))
                                .flatMap(each -> each.publication().files().stream()))
                .flatMap(files -> files)
                .map(PublishedFile::path)
                .collect(Collectors.toSet());
    }

    /**
     * A directory that is this patch's alone goes in one rename, so that no host sees half of it.
     */
    private void moveWhole(Publication publication, Set<RelativePath> kept) throws IOException {
        Path root = mirror.release(publication.release());
        Set<Path> own = new HashSet<>();
        Set<Path> tops = new TreeSet<>();
        for (PublishedFile file : publication.files()) {
            if (!kept.contains(file.path())) {
                Path path = file.path().under(root);
                own.add(path);
                tops.add(root.resolve(root.relativize(path).getName(0)));
            }
        }
        for (Path top : tops) {
            if (Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS) && holdsOnly(top, own)) {
                Path gone = mirror.staging().resolve("removed");
                DirectoryTree.delete(gone);
                writes.move(top, gone);
                writes.directory(root);
                DirectoryTree.delete(gone);
            }
        }
    }

    private static boolean holdsOnly(Path directory, Set<Path> own) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .allMatch(own::contains);
        }
    }

    /** Takes a file away, and the directories that only held it. */
    private void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            writes.directory(FileTree.parent(file));
        }
        FileTree.deleteEmpty(FileTree.parent(file), mirror.root());
    }
}
