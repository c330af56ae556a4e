package org.esxsync.sync.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The two modes of plain files in the mirror, whatever the process's umask is. */
public final class FileModes {

    private static final Set<PosixFilePermission> PLAIN =
            PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE =
            PosixFilePermissions.fromString("rwxr-xr-x");

    /** Gives a file a mode. */
    @FunctionalInterface
    public interface Change {
        void make(Path file, Set<PosixFilePermission> mode) throws IOException;
    }

    private FileModes() {}

    /** Gives a plain file one of the two modes, and returns whether its owner may execute it. */
    static boolean normalize(Path file, Change change) throws IOException {
        if (!isPosix(file)) {
            return false;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        boolean executable = mode.contains(PosixFilePermission.OWNER_EXECUTE);
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
        if (isPosix(file) && !isRight(file, executable)) {
            change.make(file, executable ? EXECUTABLE : PLAIN);
        }
    }

    /** Whether a plain file has the mode that it should have; always where there are no modes. */
    public static boolean isRight(Path file, boolean executable) throws IOException {
        return !isPosix(file)
                || Files.getPosixFilePermissions(file).equals(executable ? EXECUTABLE : PLAIN);
    }

    private static boolean isPosix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }
}
