package org.esxsync.advisory.place;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.esxsync.advisory.record.Finding;
import org.esxsync.api.OneLine;
import org.esxsync.api.PlainReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a directory with all that is below it, a zip, or one file, as far as it has changed. Links
 * in a directory are not followed. Used once, by one thread.
 */
public final class Place {

    private static final Logger LOG = LoggerFactory.getLogger(Place.class);

    private static final int MAX_DEPTH = 32;
    private static final int SHOWN = 300;
    private static final Set<FileVisitOption> NO_LINKS = EnumSet.noneOf(FileVisitOption.class);

    private final Path root;
    private final @Nullable Path memoryFile;
    private final Reading reading = new Reading();
    private final Documents documents;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Memory memory;
    private final Memory.Writer remembered = new Memory.Writer();
    private boolean hasChanged;

    private Place(Path root, @Nullable Path memoryFile) {
        this.root = root;
        this.memoryFile = memoryFile;
        this.documents = new Documents(root.toString(), reading);
        this.memory = Memory.read(memoryFile);
    }

    /**
     * Reads a place.
     *
     * @param root the directory, the zip or the file
     * @param memoryFile where is remembered what was found, or null to remember nothing
     * @throws IOException if the place itself cannot be read
     * @throws org.esxsync.api.EsxSyncException if the thread was interrupted
     */
    public static Reading read(Path root, @Nullable Path memoryFile) throws IOException {
        Place place = new Place(root.toRealPath(), memoryFile);
        place.read();
        place.remember();
        return place.reading;
    }

    private void read() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            walk();
        } else {
            file(root, attributes, Kind.of(root.toString()), true);
        }
    }

    private void walk() throws IOException {
        Files.walkFileTree(
                root,
                NO_LINKS,
                MAX_DEPTH,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        boolean isHidden =
                                !directory.equals(root)
                                        && directory.getFileName().toString().startsWith(".");
                        return isHidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        Kind kind = Kind.of(file.toString());
                        if (attributes.isRegularFile() && kind != Kind.OTHER) {
                            file(file, attributes, kind, false);
                        } else if (attributes.isDirectory()) {
                            documents.problem(
                                    name(file), "it is more than %d deep".formatted(MAX_DEPTH));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException problem)
                            throws IOException {
                        if (file.equals(root)) {
                            throw problem;
                        }
                        documents.problem(name(file), PlainReason.of(problem));
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private void file(Path file, BasicFileAttributes attributes, Kind kind, boolean isPlace) {
        long mark =
                fingerprint.of(
                        name(file),
                        attributes.size(),
                        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        List<Finding> known = memory.findings(mark);
        if (known != null) {
            documents.checkInterrupt();
            reading.unchangedFile();
            reading.add(known);
            remembered.add(mark, known);
            return;
        }
        documents.take();
        try {
            open(file, kind, isPlace);
        } catch (IOException e) {
            documents.checkInterrupt();
            documents.problem(name(file), PlainReason.of(e));
        }
        boolean isWhole = documents.isWhole();
        List<Finding> found = documents.take();
        reading.add(found);
        if (isWhole) {
            remembered.add(mark, found);
        }
        hasChanged = true;
    }

    private void open(Path file, Kind kind, boolean isPlace) throws IOException {
        if (kind == Kind.ZIP) {
            new Zips(documents).read(file, name(file));
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (isPlace && kind == Kind.OTHER) {
                documents.readAny(in, name(file));
            } else {
                documents.read(kind, in, name(file));
            }
        }
    }

    private String name(Path file) {
        Path shown = file.equals(root) ? file.getFileName() : root.relativize(file);
        return OneLine.of(String.valueOf(shown), SHOWN);
    }

    /** Whoever may not write in the mirror reads all again. */
    private void remember() {
        if (memoryFile == null || !hasChanged) {
            return;
        }
        try {
            remembered.write(memoryFile);
        } catch (IOException e) {
            LOG.info(
                    "{} cannot be written, so that all of {} is read again next time: {}",
                    memoryFile,
                    root,
                    PlainReason.of(e));
        }
    }
}
