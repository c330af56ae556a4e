package org.esxsync.sync.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.api.file.DirectoryTree;

/**
 * What writers of earlier epochs left in a mirror that several machines may write to. Each writer
 * stages below a directory that is named by its epoch, and whatever comes into a release comes from
 * there, whatever leaves one goes there first, by one rename. So the next writer takes away what a
 * stale one still could do:
 *
 * <ol>
 *   <li>It renames the directories of earlier epochs ({@code 6} becomes {@code 6.7}). A rename that
 *       a stale writer had begun was made before that, and is found in its release from then on; or
 *       it fails, since its path is gone.
 *   <li>It finishes or drops the open intents, and then deletes those directories. A file server
 *       that knows directories by handles, and not by paths, refuses the rename from then on, too.
 *   <li>After that it renews the indexes that are pending. An index that a stale writer had staged
 *       is deleted by then, so that none can take the place of a newer one.
 * </ol>
 *
 * <p>A stale writer can stage more once it wakes up. It puts nothing of that into place: before the
 * first rename comes an intent, and with it the ledger's refusal.
 *
 * @param mirror as the writer of this epoch sees it
 */
public record Stages(MirrorPaths mirror) {

    private static final Pattern NAME = Pattern.compile("(\\d{1,18})(\\.\\d{1,18})?");

    /** Takes the directories of earlier epochs away from their writers. */
    void takeOver() throws IOException {
        Files.createDirectories(mirror.staging());
        for (Path each : oldestFirst(mirror.stages())) {
            Path ours = mirror.stages().resolve(taken(number(each)));
            if (Files.exists(ours)) {
                // A stale writer has made it again.
                DirectoryTree.delete(each);
            } else {
                move(each, ours);
            }
        }
        takePartials();
    }

    /** Those that were taken over before, and have what intents name, come first. */
    private List<Path> oldestFirst(Path directory) throws IOException {
        return list(directory).stream()
                .filter(each -> isEarlier(each))
                .sorted(
                        Comparator.comparing((Path each) -> !name(each).contains("."))
                                .thenComparing(Stages::number))
                .toList();
    }

    private String taken(long epoch) {
        return epoch + "." + mirror.epoch();
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Its writer has just ended and cleared it.
            return;
        }
    }

    /**
     * Interrupted downloads go on as copies: a stale writer, or a node that downloads for it, may
     * have the files open, and write to them when they are published. Neither finds the directory
     * of its epoch again.
     */
    private void takePartials() throws IOException {
        Files.createDirectories(mirror.partials());
        for (Path each : list(mirror.allPartials())) {
            if (Files.isRegularFile(each)) {
                takePartial(each);
            }
        }
        for (Path each : oldestFirst(mirror.allPartials())) {
            Path ours = mirror.allPartials().resolve(taken(number(each)));
            move(each, ours);
            takePartialsOf(ours);
            DirectoryTree.delete(ours);
        }
    }

    /** Those of the writer, and of each node that downloaded for it. */
    private void takePartialsOf(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        for (Path each : list(directory)) {
            if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                for (Path partial : list(each)) {
                    takePartial(partial);
                }
            } else {
                takePartial(each);
            }
        }
    }

    private void takePartial(Path partial) throws IOException {
        try {
            Files.copy(
                    partial,
                    mirror.partials().resolve(name(partial)),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.deleteIfExists(partial);
        } catch (NoSuchFileException e) {
            // Its writer has just deleted it.
            return;
        }
    }

    /** Where a writer staged what one of its intents names. */
    public Path of(String stage) {
        int end = stage.indexOf('/');
        Matcher epoch = NAME.matcher(stage.substring(0, Math.max(end, 0)));
        if (mirror.epoch() == 0 || !epoch.matches()) {
            return mirror.stages().resolve(stage);
        }
        long number = Long.parseLong(epoch.group(1));
        return number == mirror.epoch()
                ? mirror.stages().resolve(stage)
                : mirror.stages().resolve(taken(number)).resolve(stage.substring(end + 1));
    }

    /** Empties the staging area, but for what later writers have there. */
    void clear() throws IOException {
        if (mirror.epoch() == 0) {
            DirectoryTree.delete(mirror.stages());
        } else if (Files.isDirectory(mirror.stages())) {
            for (Path each : list(mirror.stages())) {
                if (!isLater(each)) {
                    DirectoryTree.delete(each);
                }
            }
        }
        Files.createDirectories(mirror.staging());
    }

    /** Takes away the directories of this epoch, if there is nothing in them. */
    void leave() throws IOException {
        if (mirror.epoch() > 0) {
            deleteEmpty(mirror.staging());
            if (Files.isDirectory(mirror.partials())) {
                for (Path ofNode : list(mirror.partials())) {
                    deleteEmpty(ofNode);
                }
            }
            deleteEmpty(mirror.partials());
        }
    }

    private static void deleteEmpty(Path directory) throws IOException {
        if (Files.isDirectory(directory) && list(directory).isEmpty()) {
            Files.deleteIfExists(directory);
        }
    }

    private boolean isEarlier(Path directory) {
        long number = number(directory);
        return number >= 0 && number < mirror.epoch() && !name(directory).equals(taken(number));
    }

    private boolean isLater(Path directory) {
        return number(directory) > mirror.epoch();
    }

    /** The epoch that a directory is named by; -1 if it is none. */
    private static long number(Path directory) {
        Matcher epoch = NAME.matcher(name(directory));
        return epoch.matches() ? Long.parseLong(epoch.group(1)) : -1;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
