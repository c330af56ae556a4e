package org.esxsync.fileinstall.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.jspecify.annotations.Nullable;

/**
 * Changes files in a directory of configurations: one at a time, whoever else changes them with
 * this program, and each as a whole. A file keeps its mode and owner.
 *
 * @param path the directory
 */
record ConfigurationDirectory(Path path) {

    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();
    private static final String LOCK = ".lock";
    private static final String SECRETS = "secrets";
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOR_GROUP =
            PosixFilePermissions.fromString("rw-r-----");
    private static final Set<PosixFilePermission> OTHERS =
            PosixFilePermissions.fromString("------rwx");
    private static final int SET_GROUP = 02000;
    private static final String SUPERUSER = "root";

    /** A step that may fail. */
    interface Step<T> {
        T run() throws IOException;
    }

    /** The directory that has a file. */
    static ConfigurationDirectory of(Path file) {
        return new ConfigurationDirectory(
                Objects.requireNonNull(
                        file.toAbsolutePath().getParent(), "a file has a directory"));
    }

    /** Runs a step alone. */
    <T> T locked(Step<T> step) {
        IN_THIS_PROCESS.lock();
        try (FileChannel channel =
                        FileChannel.open(
                                path.resolve(LOCK),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            return step.run();
        } catch (IOException e) {
            throw failure(path, e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /**
     * Writes a file that is not there yet.
     *
     * @param check throws if anything else speaks against it; nobody writes here meanwhile
     * @throws EsxSyncException if it is there, or cannot be written
     */
    void create(Path file, String text, Runnable check) {
        locked(
                () -> {
                    check.run();
                    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                        throw new EsxSyncException(
                                file + " is there already; give another name, or remove it first");
                    }
                    replace(file, text, false);
                    return file;
                });
    }

    /**
     * Changes a file, or makes it.
     *
     * @param change from the text that it has to the one that it gets
     * @throws EsxSyncException if it is read-only, or cannot be written; or what the change throws
     */
    void change(Path file, UnaryOperator<String> change) {
        change(file, change, false);
    }

    /**
     * The same of a file that gets a secret: those who are neither its owner nor of its group may
     * no longer read it.
     */
    void changeAndHide(Path file, UnaryOperator<String> change) {
        change(file, change, true);
    }

    private void change(Path file, UnaryOperator<String> change, boolean hide) {
        locked(
                () -> {
                    requireNothingElse(file);
                    boolean exists = Files.exists(file);
                    if (exists) {
                        requireWritable(file);
                    }
                    replace(file, change.apply(exists ? text(file) : ""), hide);
                    return file;
                });
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new EsxSyncException(
                    "%s: %s, nothing was changed".formatted(file, PlainReason.of(e)), e);
        }
    }

    /**
     * Deletes a file.
     *
     * @throws EsxSyncException if it is read-only, or cannot be deleted
     */
    void delete(Path file) {
        locked(
                () -> {
                    if (Files.exists(file)) {
                        requireWritable(file);
                        Files.delete(file);
                    }
                    return file;
                });
    }

    /** The names of the files here, without those in directories. */
    List<String> files() {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /**
     * Keeps a secret in a file that only its owner may read: that of the directory, if the
     * superuser writes it. Where the administrator, or a package, gives all files of the directory
     * of secrets to its group, that group may read it, too.
     *
     * @return the file
     * @throws EsxSyncException if there is one of that name, or it cannot be written
     */
    Path keepSecret(String name, char[] secret) {
        Path directory = path.resolve(SECRETS);
        Path file = directory.resolve(name).toAbsolutePath();
        return locked(
                () -> {
                    if (!Files.isDirectory(directory)) {
                        Files.createDirectory(
                                directory,
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rwx------")));
                        giveToOwner(path, directory);
                    }
                    try {
                        Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
                    } catch (FileAlreadyExistsException e) {
                        throw new EsxSyncException(
                                file
                                        + " is there already; give the source another name, or name"
                                        + " that file with --token-file",
                                e);
                    }
                    try {
                        giveToOwner(directory, file);
                        if (givesItsGroup(directory)) {
                            Files.setPosixFilePermissions(file, FOR_GROUP);
                        }
                        Files.writeString(file, new String(secret) + "\n");
                    } catch (IOException e) {
                        Files.deleteIfExists(file);
                        throw e;
                    }
                    return file;
                });
    }

    /** Whether each new file there gets the directory's group, and that group may look for it. */
    private static boolean givesItsGroup(Path directory) throws IOException {
        return ((int) Files.getAttribute(directory, "unix:mode") & SET_GROUP) != 0
                && Files.getPosixFilePermissions(directory)
                        .contains(PosixFilePermission.GROUP_EXECUTE);
    }

    /** What the superuser makes is for whom the directory is for. */
    private static void giveToOwner(Path directory, Path made) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(made, PosixFileAttributeView.class);
        if (view == null || !System.getProperty("user.name", "").equals(SUPERUSER)) {
            return;
        }
        PosixFileAttributes right = Files.readAttributes(directory, PosixFileAttributes.class);
        if (!right.owner().equals(view.readAttributes().owner())) {
            view.setGroup(right.group());
            view.setOwner(right.owner());
        }
    }

    /** The files of secrets that are kept. */
    List<Path> secrets() {
        Path directory = path.resolve(SECRETS).toAbsolutePath();
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    /** A directory cannot be one, and what a link leads to nowhere would not be seen again. */
    private static void requireNothingElse(Path file) {
        if (Files.isDirectory(file)) {
            throw new EsxSyncException(
                    file + " is a directory, and no file; move it away, nothing was changed");
        }
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            throw new EsxSyncException(
                    file + " is a link that leads nowhere; remove it, nothing was changed");
        }
    }

    /** Root may write everywhere, so that the mode counts and not what this process could do. */
    private static void requireWritable(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        boolean writable =
                Files.isWritable(file)
                        && (view == null
                                || view.readAttributes()
                                        .permissions()
                                        .contains(PosixFilePermission.OWNER_WRITE));
        if (!writable) {
            throw new EsxSyncException(file + " is read-only; nothing was changed");
        }
    }

    private static void replace(Path file, String text, boolean hide) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file;
        Path written = Files.createTempFile(target.toAbsolutePath().getParent(), ".", ".new");
        try {
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            takeMode(target, written);
            if (hide) {
                hideFromOthers(written);
            }
            Files.move(
                    written,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** A temporary file is private; a configuration is for the user of the service, too. */
    private static void takeMode(Path target, Path written) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(written, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        @Nullable PosixFileAttributes old =
                Files.exists(target)
                        ? Files.readAttributes(target, PosixFileAttributes.class)
                        : null;
        view.setPermissions(old == null ? usual(written) : old.permissions());
        if (old == null) {
            giveToOwner(of(target).path(), written);
        } else if (!old.owner().equals(view.readAttributes().owner())) {
            view.setOwner(old.owner());
            view.setGroup(old.group());
        }
    }

    private static void hideFromOthers(Path file) throws IOException {
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) == null) {
            return;
        }
        Set<PosixFilePermission> modes = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        modes.removeAll(OTHERS);
        Files.setPosixFilePermissions(file, modes);
    }

    /** What the umask leaves of the mode that a new file has, which only a new file tells. */
    private static Set<PosixFilePermission> usual(Path beside) throws IOException {
        Path probe = beside.resolveSibling(beside.getFileName() + ".mode");
        try {
            Files.createFile(
                    probe,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-r--r--")));
            return Files.getPosixFilePermissions(probe);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static EsxSyncException failure(Path place, IOException problem) {
        return new EsxSyncException(
                problem instanceof AccessDeniedException
                        ? place + ": this user may not write there; nothing was changed"
                        : "%s: %s; check disk and rights, nothing was changed"
                                .formatted(place, PlainReason.of(problem)),
                problem);
    }
}
