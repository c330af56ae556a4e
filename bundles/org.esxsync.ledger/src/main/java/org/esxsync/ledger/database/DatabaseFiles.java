package org.esxsync.ledger.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.ledger.LedgerException;

/** The database's file and those beside it: none of them may be anything but a file. */
public final class DatabaseFiles {

    private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal", ".damaged");

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

    private static boolean isOther(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    private static String kind(Path file) {
        return Files.isDirectory(file) ? "a directory" : "a device or pipe";
    }
}
