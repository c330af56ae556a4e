package org.esxsync.sync.care;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.esxsync.api.PlainReason;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.PublishedPatch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.Finding;
import org.esxsync.sync.files.FileModes;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.MirrorPaths;

/**
 * What the ledger says of a release's files at one moment.
 *
 * @param mirror where they are
 * @param release the release
 * @param expected the files that must stand there, with the metadata documents behind them
 * @param index those of them that make its index
 * @param underWay files that a sync is about to add or remove, and those of former indexes, so that
 *     they may be there or not
 * @param isComplete whether the last sync has finished, so that all that it published is recorded
 */
record ExpectedFiles(
        MirrorPaths mirror,
        EsxRelease release,
        Map<Path, PublishedFile> expected,
        Set<PublishedFile> index,
        Set<Path> underWay,
        boolean isComplete) {

    static ExpectedFiles of(MirrorPaths mirror, EsxRelease release, Ledger ledger) {
        Path root = mirror.release(release);
        Map<Path, PublishedFile> expected = new HashMap<>();
        ledger.publishedFiles(release).forEach(file -> expected.put(file.path().under(root), file));
        Set<Path> underWay = new HashSet<>();
        Stream.concat(
                        ledger.openIntents().stream().map(Intent::publication),
                        ledger.openRemovals().stream())
                .filter(each -> each.release().equals(release))
                .map(Publication::files)
                .forEach(files -> files.forEach(file -> underWay.add(file.path().under(root))));
        ledger.formerFiles().stream()
                .filter(each -> each.release().equals(release))
                .forEach(each -> underWay.add(each.path().under(root)));
        boolean pending = ledger.pendingIndexes().contains(release);
        Set<PublishedFile> index = new HashSet<>(ledger.indexFiles(release));
        for (PublishedFile file : index) {
            if (pending) {
                underWay.add(file.path().under(root));
            } else {
                expected.put(file.path().under(root), file);
            }
        }
        for (PublishedPatch patch : ledger.publishedPatches(release)) {
            String sha256 = patch.metadataSha256();
            if (sha256 != null) {
                expected.put(mirror.metadata(sha256), metadata(sha256));
            }
        }
        underWay.removeAll(expected.keySet());
        return new ExpectedFiles(mirror, release, expected, index, underWay, !pending);
    }

    /** Only its digest is known. */
    private static PublishedFile metadata(String sha256) {
        return new PublishedFile(new RelativePath(sha256), StagedFile.Type.FILE, -1, sha256, false);
    }

    /** All that must be there, and all that is. */
    Set<Path> paths() throws IOException {
        Set<Path> paths = new TreeSet<>(expected.keySet());
        Path root = mirror.release(release);
        if (Files.exists(root)) {
            // The administrator may keep a release elsewhere, and have a link to it.
            Path real = root.toRealPath();
            Files.walkFileTree(
                    real, adding(file -> paths.add(root.resolve(real.relativize(file)))));
        }
        return paths;
    }

    private static SimpleFileVisitor<Path> adding(Consumer<Path> paths) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                paths.accept(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem)
                    throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw problem;
            }
        };
    }

    /** The directories of published files whose modes are wrong, from the top. */
    List<Damage> wrongDirectories() {
        Path root = mirror.release(release);
        Set<Path> directories = new TreeSet<>();
        for (Path file : expected.keySet()) {
            Stream.iterate(file.getParent(), each -> each.startsWith(root), Path::getParent)
                    .takeWhile(directories::add)
                    .forEach(each -> {});
        }
        return directories.stream().flatMap(each -> wrongMode(each).stream()).toList();
    }

    /**
     * A link is told with the files behind it; or else a release is kept elsewhere, in a directory
     * that the administrator made.
     */
    private Optional<Damage> wrongMode(Path directory) {
        try {
            return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                            && !FileModes.isRightDirectory(directory)
                    ? damage(directory, Finding.Kind.WRONG_MODE, "its mode is not 0755")
                    : Optional.empty();
        } catch (IOException e) {
            return FileTree.exists(directory)
                    ? damage(
                            directory,
                            Finding.Kind.CHANGED,
                            "it cannot be read: " + PlainReason.of(e))
                    : Optional.empty();
        }
    }

    /** Compares what stands at a path with what should. */
    Optional<Damage> examine(Path file) {
        PublishedFile published = expected.get(file);
        if (published == null) {
            if (file.equals(mirror.release(release))
                    || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                return wrongMode(file);
            }
            boolean extra = !underWay.contains(file) && FileTree.exists(file);
            return extra ? damage(file, Finding.Kind.EXTRA, "not published") : Optional.empty();
        }
        Optional<Path> link = linkAbove(file);
        if (link.isPresent()) {
            return damage(
                    file, Finding.Kind.MISSING, "published, but only behind a link: " + link.get());
        }
        try {
            return compare(file, published);
        } catch (IOException e) {
            return FileTree.exists(file)
                    ? damage(file, Finding.Kind.CHANGED, "it cannot be read: " + PlainReason.of(e))
                    : damage(file, Finding.Kind.MISSING, "published, but missing");
        }
    }

    /** A link in place of a directory of the release, if one leads to the file. */
    private Optional<Path> linkAbove(Path file) {
        Path root = mirror.release(release);
        return Stream.iterate(file.getParent(), each -> each.startsWith(root), Path::getParent)
                .filter(each -> !each.equals(root) && Files.isSymbolicLink(each))
                .findFirst();
    }

    private Optional<Damage> compare(Path file, PublishedFile published) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean plain = published.type() == StagedFile.Type.FILE;
        if (plain ? !attributes.isRegularFile() : !attributes.isSymbolicLink()) {
            return damage(file, Finding.Kind.WRONG_TYPE, "it is " + words(attributes));
        }
        boolean sizeKnown = plain && published.size() >= 0;
        if (sizeKnown && attributes.size() != published.size()) {
            return damage(
                    file,
                    Finding.Kind.CHANGED,
                    "%d bytes instead of %d".formatted(attributes.size(), published.size()));
        }
        PublishedFile found = FileTree.describe(file, published.path());
        if (!found.sha256().equals(published.sha256())) {
            return damage(
                    file,
                    Finding.Kind.CHANGED,
                    "different content: SHA-256 %s… instead of %s…"
                            .formatted(start(found.sha256()), start(published.sha256())));
        }
        if (sizeKnown && !FileModes.isRight(file, published.executable())) {
            return damage(
                    file,
                    Finding.Kind.WRONG_MODE,
                    "its mode is not " + (published.executable() ? "0755" : "0644"));
        }
        return Optional.empty();
    }

    private static String start(String sha256) {
        return sha256.substring(0, 8);
    }

    private static String words(BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            return "a directory";
        }
        return attributes.isSymbolicLink() ? "a link" : "not a regular file";
    }

    private Optional<Damage> damage(Path file, Finding.Kind kind, String detail) {
        return Optional.of(new Damage(release, file, kind, detail));
    }
}
