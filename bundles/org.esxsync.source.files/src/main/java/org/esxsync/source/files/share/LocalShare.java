package org.esxsync.source.files.share;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.source.MalformedSourceException;

/**
 * A directory with all below it. A link to a file within it counts as a file; one that leads out of
 * it is refused, and one to a directory within it is passed over, since that one is read anyhow.
 */
public final class LocalShare implements Share {

    private final Path top;
    private final Path realTop;
    private final List<ShareFile> files = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Map<String, EsxSyncException> unreadable = new TreeMap<>();
    private int seen;

    private LocalShare(Path top) throws IOException {
        this.top = top;
        this.realTop = top.toRealPath();
    }

    /**
     * Looks through a directory.
     *
     * @throws org.esxsync.api.EsxSyncException if it cannot be read, or has too many files
     */
    public static LocalShare at(Path top) {
        try {
            LocalShare share = new LocalShare(top);
            share.walk();
            share.files.sort(Comparator.comparing(ShareFile::path));
            return share;
        } catch (IOException e) {
            throw Interrupts.unreadable(top.toString(), e);
        }
    }

    private void walk() throws IOException {
        Files.walkFileTree(
                realTop,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        Interrupts.check(top.toString());
                        if (!directory.equals(realTop) && isHidden(directory)) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        count();
                        if (realTop.relativize(directory).getNameCount() > MAX_DEPTH) {
                            leftOut.add(path(directory) + " (it is too deep)");
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        count();
                        if (attributes.isSymbolicLink()) {
                            link(file);
                        } else if (attributes.isRegularFile() && !isHidden(file)) {
                            add(file, attributes);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException problem)
                            throws IOException {
                        if (file.equals(realTop)) {
                            throw problem;
                        }
                        String path = OneLine.of(path(file), 300);
                        unreadable.put(path, Interrupts.unreadable(path, problem));
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private void count() {
        seen++;
        if (seen > MAX_FILES + 1) {
            throw new MalformedSourceException(
                    top.toString(),
                    "there are more than %d files in it; name a smaller directory"
                            .formatted(MAX_FILES));
        }
    }

    private void link(Path link) throws IOException {
        if (!Files.exists(link)) {
            return;
        }
        if (!link.toRealPath().startsWith(realTop)) {
            leftOut.add(path(link) + " (it leads out of the directory)");
        } else if (Files.isRegularFile(link) && !isHidden(link)) {
            add(link, Files.readAttributes(link, BasicFileAttributes.class));
        }
    }

    private void add(Path file, BasicFileAttributes attributes) {
        files.add(
                new ShareFile(
                        path(file),
                        file.toUri(),
                        file,
                        attributes.size(),
                        attributes.size() + " " + attributes.lastModifiedTime().toMillis()));
    }

    private String path(Path file) {
        return realTop.relativize(file).toString().replace('\\', '/');
    }

    /** What systems keep beside the files of people. */
    private static boolean isHidden(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".")
                || name.equals("lost+found")
                || name.toUpperCase(Locale.ROOT).equals("__MACOSX");
    }

    @Override
    public List<ShareFile> files() {
        return List.copyOf(files);
    }

    @Override
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    @Override
    public Map<String, EsxSyncException> unreadable() {
        return Collections.unmodifiableMap(unreadable);
    }

    @Override
    public String state() {
        return Sums.of(files.stream().map(file -> file.path() + "\n" + file.version()).toList());
    }

    @Override
    public void requireThere() {
        if (!Files.isDirectory(realTop)) {
            throw new MalformedSourceException(
                    top.toString(), "it is gone since the scan began; check that it is mounted");
        }
    }

    @Override
    public byte[] read(ShareFile file, int limit) {
        return read(Path.of(file.location()), file.shown(), limit);
    }

    static byte[] read(Path file, String place, int limit) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new MalformedSourceException(
                        place, "it is larger than %d bytes".formatted(limit));
            }
            return bytes;
        } catch (IOException e) {
            throw Interrupts.unreadable(place, e);
        }
    }
}
