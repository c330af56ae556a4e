package org.esxsync.ledger;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.esxsync.api.ledger.LedgerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database in which damage was met. Whoever meets it leaves a mark beside the file, and the next
 * writer looks closer: a whole database in every sync would take too long.
 */
final class DamagedDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(DamagedDatabase.class);

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private DamagedDatabase() {}

    /** Leaves the mark, where we may. */
    static void mark(Path file) {
        try {
            Files.createFile(markOf(file));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            LOG.debug("{}: its damage cannot be marked: {}", file, e.toString());
        }
    }

    /** Whether somebody met damage, and it is there. Takes away a mark that is not right. */
    static boolean isThere(Path file) {
        if (!Files.exists(markOf(file))) {
            return false;
        }
        try (Session session = Database.connectToCheck(file)) {
            boolean whole =
                    session.first("PRAGMA quick_check(1)", row -> row.text("quick_check"))
                            .filter("ok"::equals)
                            .isPresent();
            if (whole) {
                Files.deleteIfExists(markOf(file));
            }
            return !whole;
        } catch (SQLException e) {
            if (Failure.isDamage(e)) {
                return true;
            }
            throw Failure.of(file, e);
        } catch (IOException e) {
            throw unmovable(file, e);
        }
    }

    /**
     * Moves the database aside, with its log.
     *
     * @return where it is now
     */
    static Path moveAside(Path file, Instant now) {
        Path aside = file.resolveSibling("ledger-damaged-" + NAME.format(now) + ".db");
        try {
            for (String suffix : List.of("-wal", "-shm", "")) {
                Path part = Path.of(file + suffix);
                if (Files.exists(part)) {
                    Files.move(part, Path.of(aside + suffix));
                }
            }
            Files.deleteIfExists(markOf(file));
        } catch (IOException e) {
            throw unmovable(file, e);
        }
        LOG.warn(
                "the ledger {} is damaged and was moved to {}; a new one is made from the mirror"
                        + " and the sources, without the history",
                file,
                aside);
        return aside;
    }

    private static LedgerException unmovable(Path file, IOException problem) {
        return new LedgerException(
                file,
                "it is damaged and cannot be moved aside (%s); move it yourself".formatted(problem),
                problem);
    }

    private static Path markOf(Path file) {
        return Path.of(file + ".damaged");
    }
}
