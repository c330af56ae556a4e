package org.esxsync.ledger.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.esxsync.api.PlainReason;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.ledger.sql.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the tables that this code knows. {@code PRAGMA user_version} counts the
 * scripts that were applied, and {@code PRAGMA application_id} tells a ledger from other databases.
 *
 * @param scripts SQL, each to be applied to what the one before it left
 */
public record Schema(List<String> scripts) {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final int VERSION = 8;
    private static final long APPLICATION_ID = 0x45535853;

    public Schema {
        scripts = List.copyOf(scripts);
    }

    /** The schema of this version of ESX Sync. */
    public static Schema current() {
        return new Schema(IntStream.rangeClosed(1, VERSION).mapToObj(Schema::script).toList());
    }

    /** Whether nothing was ever put into the database, as when its maker was interrupted. */
    static boolean isEmpty(Session session) throws SQLException {
        return session.first(
                        "SELECT count(*) AS objects FROM sqlite_schema", row -> row.flag("objects"))
                .filter(hasObjects -> !hasObjects)
                .isPresent();
    }

    /**
     * Applies the scripts that are missing, all of them or none.
     *
     * @throws LedgerException if the database is not a ledger, or a newer one
     */
    void bringUpToDate(Path file, Session session) throws SQLException {
        long version = version(file, session);
        if (version == scripts.size()) {
            return;
        }
        if (version > 0) {
            rehearse(file, session, version);
        }
        apply(session, version);
        if (version > 0) {
            LOG.info(
                    "The ledger {} was brought from schema {} to {}",
                    file,
                    version,
                    scripts.size());
            shrink(file, session);
        }
    }

    /** Gives room back, which takes room at first; without it, the ledger is as good. */
    private static void shrink(Path file, Session session) {
        try {
            session.execute("VACUUM");
        } catch (SQLException e) {
            LOG.warn("The ledger {} stays larger than it needs to be: {}", file, e.getMessage());
        }
    }

    private void apply(Session session, long version) throws SQLException {
        session.execute("BEGIN IMMEDIATE");
        try {
            for (String script : scripts.subList((int) version, scripts.size())) {
                session.execute(script);
            }
            session.execute("PRAGMA user_version = " + scripts.size());
            session.execute("COMMIT");
        } catch (SQLException e) {
            rollBack(session, e);
            throw e;
        }
    }

    /** The error may have taken the transaction back already. */
    private static void rollBack(Session session, SQLException error) {
        try {
            session.execute("ROLLBACK");
        } catch (SQLException e) {
            error.addSuppressed(e);
        }
    }

    /**
     * Tries the scripts on a copy; only if that is whole afterwards is the ledger itself touched.
     */
    private void rehearse(Path file, Session session, long version) throws SQLException {
        Path copy = file.resolveSibling("ledger-rehearsal.db");
        try {
            Files.deleteIfExists(copy);
            session.execute("VACUUM INTO '%s'".formatted(copy.toString().replace("'", "''")));
            try (Session rehearsal = Connections.toCopy(copy)) {
                apply(rehearsal, version);
                requireWhole(rehearsal);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new LedgerException(
                    file,
                    "the copy %s for its migration cannot be removed (%s); remove it and try again"
                            .formatted(copy, PlainReason.of(e)),
                    e);
        }
    }

    private static void requireWhole(Session rehearsal) throws SQLException {
        String result =
                rehearsal.first("PRAGMA quick_check(1)", row -> row.text("quick_check")).orElse("");
        if (!result.equals("ok")) {
            throw new SQLException("after the migration of a copy: " + result);
        }
    }

    /**
     * Checks that nothing is missing.
     *
     * @throws LedgerException if the database is not a ledger, a newer or an older one
     */
    void requireUpToDate(Path file, Session session) throws SQLException {
        long version = version(file, session);
        if (version < scripts.size()) {
            throw new LedgerException(
                    file,
                    "it was written by an older version of ESX Sync (schema %d, this one reads %d);"
                                    .formatted(version, scripts.size())
                            + " run a sync, which brings it up to date",
                    null);
        }
    }

    private long version(Path file, Session session) throws SQLException {
        long version = pragma(session, "user_version");
        if (pragma(session, "application_id") != APPLICATION_ID && !isEmpty(session)) {
            throw new LedgerException(
                    file,
                    "it is the database of another program; move it away, and the next sync makes"
                            + " a new ledger",
                    null);
        }
        if (version > scripts.size()) {
            throw new LedgerException(
                    file,
                    "it was written by a newer version of ESX Sync (schema %d, this one knows %d);"
                                    .formatted(version, scripts.size())
                            + " use that version, or restore the ledger of this one from a backup",
                    null);
        }
        if (version < 0 || version == 0 && !isEmpty(session)) {
            throw new LedgerException(
                    file,
                    "its schema number (PRAGMA user_version) is %d, which ESX Sync never writes; %s"
                            .formatted(version, DatabaseFailures.WAY_OUT),
                    null);
        }
        return version;
    }

    private static long pragma(Session session, String name) throws SQLException {
        return session.first("PRAGMA " + name, row -> row.number(name)).orElse(0L);
    }

    private static String script(int version) {
        String name = "schema/" + version + ".sql";
        try (InputStream script = Schema.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the bundle lacks " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
