package org.esxsync.ledger.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.esxsync.api.PlainReason;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.ledger.sql.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database in which damage was met. Whoever meets it leaves a mark beside the file, and the next
 * writer looks closer: a whole database in every sync would take too long.
 */
public final class DamagedDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(DamagedDatabase.class);

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private DamagedDatabase() {}

    /** Whether damage is there that somebody met. Takes away a mark that is not right. */
    public static boolean isThere(Path file) {
        if (!DamageMark.isThere(file)) {
            return false;
        }
        try {
            boolean damaged =
                    DamageMark.aside(file).isPresent() || Files.exists(file) && !isWhole(file);
            if (!damaged) {
                unmark(file);
            }
            return damaged;
        } catch (IOException e) {
            throw unmovable(file, e);
        }
    }

    /** Reads all of a database, and tells the first thing that is wrong in SQLite's words. */
    static Optional<String> firstDamage(Session session) throws SQLException {
        return session.all("PRAGMA integrity_check(1)", row -> row.text("integrity_check")).stream()
                .filter(found -> !found.equals("ok"))
                .map(found -> found.replaceAll("\\s+", " ").strip())
                .findFirst();
    }

    private static boolean isWhole(Path file) {
        try (Session session = Connections.toRead(file)) {
            return firstDamage(session).isEmpty();
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
                    DamageMark.aside(file)
                            .orElse(
                                    file.resolveSibling(
                                            DamageMark.NAME_PREFIX + NAME.format(now) + ".db"));
            DamageMark.name(file, aside);
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
            DamageMark.remove(file);
        } catch (IOException e) {
            throw unmovable(file, e);
        }
    }

    private static LedgerException unmovable(Path file, IOException problem) {
        return new LedgerException(
                file,
                "it is damaged and cannot be moved aside (%s); move it yourself"
                        .formatted(PlainReason.withFile(problem)),
                problem);
    }
}
