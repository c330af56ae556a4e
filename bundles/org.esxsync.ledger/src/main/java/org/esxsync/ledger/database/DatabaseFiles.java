package org.esxsync.ledger.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.esxsync.api.PlainReason;
import org.esxsync.api.ledger.LedgerException;

/** The database's file and those beside it: none of them may be anything but a file. */
public final class DatabaseFiles {

    private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal", ".damaged");

    /** The database itself, and what SQLite makes beside it. */
    private static final List<String> OWN = List.of("", "-wal", "-shm");

    private static final Set<PosixFilePermission> MODE =
            PosixFilePermissions.fromString("rw-r--r--");

    private DatabaseFiles() {}

    /**
     * @throws LedgerException if a directory, say, has the name of one of the files
     */
    public static void requireFiles(Path database) {
        if (isOther(database)) {
            throw new LedgerException(
                    database,
                    "it is %s and not a file; move it away, and the next sync makes a new ledger"
                            .formatted(kind(database)),
                    null);
        }
        for (String suffix : BESIDE) {
            Path file = Path.of(database + suffix);
            if (isOther(file)) {
                throw new LedgerException(
                        database,
                        "%s beside it is %s and not a file; move it away and try again"
                                .formatted(file.getFileName(), kind(file)),
                        null);
            }
        }
    }

    /**
     * Whether there is a database to read.
     *
     * @throws LedgerException if this user may not read it, or may not see whether it is there
     */
    public static boolean isThere(Path database) {
        try {
            database.getFileSystem().provider().checkAccess(database, AccessMode.READ);
            return true;
        } catch (AccessDeniedException e) {
            throw new LedgerException(
                    database,
                    "%s; run as the owner of the mirror, or set state.group= to a group of this user and sync once"
                            .formatted(PlainReason.of(e)),
                    e);
        } catch (IOException e) {
            return Files.exists(database);
        }
    }

    /**
     * Makes a database that is not there yet, and lets nobody but the owner write to it. SQLite
     * gives the files beside it the same mode, which would depend on the process's umask.
     *
     * @throws LedgerException if it cannot be done
     */
    public static void setModes(Path database) {
        if (Files.getFileAttributeView(database, PosixFileAttributeView.class) == null) {
            return;
        }
        try {
            if (Files.notExists(database)) {
                Files.createFile(database);
            }
            for (String suffix : OWN) {
                Path file = Path.of(database + suffix);
                if (Files.exists(file) && !Files.getPosixFilePermissions(file).equals(MODE)) {
                    Files.setPosixFilePermissions(file, MODE);
                }
            }
        } catch (FileSystemException e) {
            if (e.getClass() != FileSystemException.class) {
                throw unwritable(database, e);
            }
            // The mount says which mode all files have, or another user owns the file.
        } catch (IOException e) {
            throw unwritable(database, e);
        }
    }

    private static LedgerException unwritable(Path database, IOException problem) {
        return new LedgerException(
                database,
                "it cannot be written (%s); check who may write to the file and its directory"
                        .formatted(PlainReason.withFile(problem)),
                problem);
    }

    private static boolean isOther(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    private static String kind(Path file) {
        return Files.isDirectory(file) ? "a directory" : "a device or pipe";
    }
}
