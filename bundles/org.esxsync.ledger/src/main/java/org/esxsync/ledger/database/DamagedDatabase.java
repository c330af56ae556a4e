package org.esxsync.ledger.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.patch.RelativePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database in which damage was met. Whoever meets it leaves a mark beside the file, and the next
 * writer looks closer: a whole database in every sync would take too long.
 */
public final class DamagedDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(DamagedDatabase.class);

    private static final String PREFIX = "ledger-damaged-";

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

    /** Whether damage is there that somebody met. Takes away a mark that is not right. */
    public static boolean isThere(Path file) {
        if (!Files.exists(markOf(file))) {
            return false;
        }
        try {
            boolean damaged = asideOf(file).isPresent() || Files.exists(file) && !isWhole(file);
            if (!damaged) {
                unmark(file);
            }
            return damaged;
        } catch (IOException e) {
            throw unmovable(file, e);
        }
    }

    private static boolean isWhole(Path file) {
        try (Session session = Database.connectToCheck(file)) {
            return session.first("PRAGMA quick_check(1)", row -> row.text("quick_check"))
                    .filter("ok"::equals)
                    .isPresent();
        } catch (SQLException e) {
            if (DatabaseFailures.isDamage(e)) {
                return false;
            }
            throw DatabaseFailures.of(file, e);
        }
    }

    /**
     * Moves the database aside, with its log. The mark says where until {@link #unmark} is called,
     * so that a process that is killed meanwhile leaves nothing that the next one could mistake for
     * a whole database.
     *
     * @return where it is now
     */
    public static Path moveAside(Path file, Instant now) {
        try {
            Path aside =
                    asideOf(file).orElse(file.resolveSibling(PREFIX + NAME.format(now) + ".db"));
            Files.writeString(
                    markOf(file),
                    aside.getFileName().toString(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC);
            boolean isNew = Files.exists(file) && Files.exists(aside);
            if (!isNew) {
                moveParts(file, aside);
            }
            LOG.warn(
                    "the ledger {} is damaged and was moved to {}; a new one is made from the"
                            + " mirror and the sources, without the history",
                    file,
                    aside);
            return aside;
        } catch (IOException e) {
            throw unmovable(file, e);
        }
    }

    /** Without its log, a damaged database could pass for a whole one: the log goes last. */
    private static void moveParts(Path file, Path aside) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Path part = Path.of(file + suffix);
            if (Files.exists(part)) {
                Files.move(part, Path.of(aside + suffix));
            }
        }
    }

    /** Takes the mark away: a new ledger tells what happened to the old one. */
    public static void unmark(Path file) {
        try {
            Files.deleteIfExists(markOf(file));
        } catch (IOException e) {
            throw unmovable(file, e);
        }
    }

    /** Where the database is being moved, once that has begun. */
    private static Optional<Path> asideOf(Path file) throws IOException {
        if (!Files.exists(markOf(file))) {
            return Optional.empty();
        }
        String name = Files.readString(markOf(file));
        return name.startsWith(PREFIX)
                ? Optional.of(new RelativePath(name).under(file.toAbsolutePath().getParent()))
                : Optional.empty();
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
