package org.esxsync.sync.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** The modes of what is in a mirror, whatever the process's umask is. */
public final class FileModes {

    /** A published directory. */
    public static final Set<PosixFilePermission> DIRECTORY =
            PosixFilePermissions.fromString("rwxr-xr-x");

    /** The directory with the mirror's state, which its group may read. */
    public static final Set<PosixFilePermission> STATE =
            PosixFilePermissions.fromString("rwxr-x---");

    private static final Set<PosixFilePermission> PLAIN =
            PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = DIRECTORY;

    private static final int STICKY = 01000;

    /** Gives a file or directory a mode. */
    @FunctionalInterface
    public interface Change {
        void make(Path file, Set<PosixFilePermission> mode) throws IOException;
    }

    private FileModes() {}

    /**
     * Gives a plain file one of the two modes, and returns whether its owner may execute it.
     *
     * @param keepsExecutable whether what can be executed stays so
     */
    static boolean normalize(Path file, boolean keepsExecutable, Change change) throws IOException {
        if (!isPosix(file)) {
            return false;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        boolean executable = keepsExecutable && mode.contains(PosixFilePermission.OWNER_EXECUTE);
        Set<PosixFilePermission> right = executable ? EXECUTABLE : PLAIN;
        if (!mode.equals(right)) {
            change.make(file, right);
        }
        return executable;
    }

    /** Whether a plain file's owner may execute it. */
    static boolean isExecutable(Path file) throws IOException {
        return isPosix(file)
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    }

    static void set(Path file, boolean executable, Change change) throws IOException {
        if (!isRight(file, executable)) {
            change.make(file, executable ? EXECUTABLE : PLAIN);
        }
    }

    /** Gives a plain file of the mirror's own the mode 0644. */
    public static void setPlain(Path file) throws IOException {
        if (!isRight(file, false)) {
            set(file, PLAIN);
        }
    }

    static void setDirectory(Path directory, Change change) throws IOException {
        if (!isRightDirectory(directory)) {
            change.make(directory, DIRECTORY);
        }
    }

    /** Whether a plain file has the mode that it should have; always where there are no modes. */
    public static boolean isRight(Path file, boolean executable) throws IOException {
        return has(file, executable ? EXECUTABLE : PLAIN);
    }

    /** The same for a published directory. */
    public static boolean isRightDirectory(Path directory) throws IOException {
        return has(directory, DIRECTORY);
    }

    /** Whether a file or directory has a mode; always where there are no modes. */
    public static boolean has(Path path, Set<PosixFilePermission> mode) throws IOException {
        return !isPosix(path) || Files.getPosixFilePermissions(path).equals(mode);
    }

    /** Takes the right to write from all but the owner, where somebody else has it. */
    public static void protect(Path path) throws IOException {
        if (isPosix(path)) {
            Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            mode.add(PosixFilePermission.OWNER_WRITE);
            boolean isOpen = mode.remove(PosixFilePermission.GROUP_WRITE);
            if (mode.remove(PosixFilePermission.OTHERS_WRITE) || isOpen) {
                Files.setPosixFilePermissions(path, mode);
            }
        }
    }

    /**
     * Gives a directory that everybody may write to the mode of a published one; not so one in
     * which nobody can touch what others own, such as {@code /tmp}.
     */
    public static void closeToAll(Path directory) throws IOException {
        if (isPosix(directory)
                && Files.getPosixFilePermissions(directory)
                        .contains(PosixFilePermission.OTHERS_WRITE)
                && ((int) Files.getAttribute(directory, "unix:mode") & STICKY) == 0) {
            set(directory, DIRECTORY);
        }
    }

    /** Makes a directory of this mode, unless it is there; those above it get what umask says. */
    public static void makeDirectory(Path directory, Set<PosixFilePermission> mode)
            throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent =
                Files.createDirectories(
                        Objects.requireNonNull(directory.toAbsolutePath().getParent()));
        try {
            if (isPosix(parent)) {
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(mode));
                set(directory, mode);
            } else {
                Files.createDirectory(directory);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /**
     * Gives a file or directory a mode.
     *
     * @return whether it has it now; not so where the mount says which mode all files have
     */
    public static boolean set(Path path, Set<PosixFilePermission> mode) throws IOException {
        if (!isPosix(path)) {
            return false;
        }
        try {
            Files.setPosixFilePermissions(path, mode);
        } catch (FileSystemException e) {
            if (e.getClass() != FileSystemException.class) {
                throw e;
            }
        }
        return has(path, mode);
    }

    private static boolean isPosix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }
}
