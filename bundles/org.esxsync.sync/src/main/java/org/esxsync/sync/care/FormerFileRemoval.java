package org.esxsync.sync.care;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
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
import org.esxsync.api.ledger.FormerFile;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;

/**
 * Deletes the files of former indexes once their time is over. The ledger forgets them afterwards,
 * so that the next run deletes what a killed process did not.
 */
final class FormerFileRemoval {

    private final LockedMirror open;
    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final DurableFiles writes;
    private final NeededPaths needed;
    private final Instant old;

    FormerFileRemoval(LockedMirror open, NeededPaths needed) {
        this.open = open;
        this.mirror = open.mirror();
        this.ledger = open.ledger();
        this.writes = open.writes();
        this.needed = needed;
        this.old = open.clock().instant().minus(open.formerStay());
    }

    /**
     * Deletes those whose time is over. One that cannot be deleted does not stop the others.
     *
     * @return why some are still there
     */
    List<EsxSyncException> deleteOld() {
        Map<EsxRelease, List<FormerFile>> due =
                ledger.formerFiles().stream()
                        .filter(each -> !each.since().isAfter(old))
                        .collect(
                                Collectors.groupingBy(
                                        FormerFile::release, TreeMap::new, Collectors.toList()));
        List<EsxSyncException> problems = new ArrayList<>();
        due.forEach((release, files) -> delete(release, files, problems));
        return problems;
    }

    private void delete(EsxRelease release, List<FormerFile> due, List<EsxSyncException> problems) {
        Path root = mirror.release(release);
        Set<RelativePath> kept = needed.of(release);
        List<RelativePath> forgotten = new ArrayList<>();
        List<IOException> failures = new ArrayList<>();
        try {
            moveWhole(root, due, kept);
            Set<Path> changed = new TreeSet<>();
            for (FormerFile file : due) {
                try {
                    if (!kept.contains(file.path())) {
                        delete(file.path().under(root), changed);
                    }
                    forgotten.add(file.path());
                } catch (IOException e) {
                    failures.add(e);
                }
            }
            force(changed);
        } catch (IOException e) {
            forgotten.clear();
            failures.add(e);
        }
        ledger.forgetFormerFiles(release, forgotten);
        if (!failures.isEmpty()) {
            problems.add(problem(release, due.size() - forgotten.size(), failures.get(0)));
        }
    }

    private EsxSyncException problem(EsxRelease release, int files, IOException first) {
        return new EsxSyncException(
                "%s: %s of removed patches cannot be deleted: %s; check disk and rights of %s"
                        .formatted(
                                release,
                                files == 1 ? "1 file" : files + " files",
                                PlainReason.withFile(first),
                                mirror.root()),
                first);
    }

    /**
     * A directory that has nothing else in it goes in one rename, so that no host sees half of it.
     */
    private void moveWhole(Path root, List<FormerFile> due, Set<RelativePath> kept)
            throws IOException {
        Set<Path> own = new HashSet<>();
        Set<Path> tops = new TreeSet<>();
        for (FormerFile file : due) {
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
    private void delete(Path file, Set<Path> changed) throws IOException {
        if (open.delete(file)) {
            changed.add(FileTree.parent(file));
        }
        FileTree.deleteEmpty(FileTree.parent(file), mirror.root());
    }

    private void force(Set<Path> directories) throws IOException {
        for (Path directory : directories) {
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                writes.directory(directory);
            }
        }
    }
}
