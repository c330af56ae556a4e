package org.esxsync.ledger.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.esxsync.api.patch.RelativePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file beside a database that tells of damage: empty at first, and once the database is being
 * moved aside, with the name that it gets.
 */
final class DamageMark {

    static final String NAME_PREFIX = "ledger-damaged-";

    private static final Logger LOG = LoggerFactory.getLogger(DamageMark.class);

    private DamageMark() {}

    /** Leaves the mark, where we may. */
    static void leave(Path database) {
        try {
            Files.createFile(of(database));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            LOG.debug("{}: its damage cannot be marked: {}", database, e.toString());
        }
    }

    static boolean isThere(Path database) {
        return Files.exists(of(database));
    }

    /** Writes down where the database is being moved. */
    static void name(Path database, Path aside) throws IOException {
        Files.writeString(
                of(database),
                aside.getFileName().toString(),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.SYNC);
    }

    /** Where the database is being moved, once that has begun. */
    static Optional<Path> aside(Path database) throws IOException {
        if (!isThere(database)) {
            return Optional.empty();
        }
        String name = Files.readString(of(database));
        return name.startsWith(NAME_PREFIX)
                ? Optional.of(database.resolveSibling(new RelativePath(name).value()))
                : Optional.empty();
    }

    static void remove(Path database) throws IOException {
        Files.deleteIfExists(of(database));
    }

    private static Path of(Path database) {
        return Path.of(database + ".damaged");
    }
}
