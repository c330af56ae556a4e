package org.esxsync.ledger.postgresql.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.ledger.sql.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a schema of the database to the tables that this code knows. The table {@code
 * ledger_version} counts the scripts that were applied.
 *
 * @param scripts SQL, each to be applied to what the one before it left
 */
public record Schema(List<String> scripts) {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final int VERSION = 3;

    /** The statements need 11; no older one than this is maintained any more. */
    private static final long OLDEST_SERVER = 14;

    /** Two programs that bring one database up to date wait for each other. */
    private static final long LOCK = 0x45535853;

    public Schema {
        scripts = List.copyOf(scripts);
    }

    /** The schema of this version of ESX Sync. */
    public static Schema current() {
        return new Schema(IntStream.rangeClosed(1, VERSION).mapToObj(Schema::script).toList());
    }

    /**
     * Makes the schema where there is none, and applies the scripts that are missing: all of them
     * or none.
     *
     * @param name the file that names the ledger, for messages
     * @throws LedgerException if the schema is that of another program, or a newer one
     */
    void bringUpToDate(Pool pool, Path name, Session session) throws SQLException {
        if (version(pool, name, session) == scripts.size()) {
            return;
        }
        session.first("SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
        int version = version(pool, name, session);
        if (version == scripts.size()) {
            return;
        }
        if (version == 0) {
            requireServer(pool, name, session);
        }
        if (version == 0 && !isThere(session, pool.address().schema())) {
            session.execute("CREATE SCHEMA \"%s\"".formatted(pool.address().schema()));
        }
        for (String script : scripts.subList(version, scripts.size())) {
            session.execute(script);
        }
        record(session, version);
        LOG.info(
                "The ledgers in {} were brought from schema {} to {}",
                pool.address(),
                version,
                scripts.size());
    }

    /** What the server and the database must be, before anything is in them. */
    private static void requireServer(Pool pool, Path name, Session session) throws SQLException {
        String encoding = setting(session, "server_encoding");
        if (!encoding.equals("UTF8")) {
            throw refusal(
                    pool,
                    name,
                    "its encoding is %s, which does not have all characters; make a database with ENCODING 'UTF8'"
                            .formatted(encoding));
        }
        long version = Long.parseLong(setting(session, "server_version_num"));
        if (version < OLDEST_SERVER * 10_000) {
            throw refusal(
                    pool,
                    name,
                    "its server is PostgreSQL %d; use version %d or newer"
                            .formatted(version / 10_000, OLDEST_SERVER));
        }
    }

    private static String setting(Session session, String setting) throws SQLException {
        return session.first(
                        "SELECT current_setting(?) AS value", row -> row.text("value"), setting)
                .orElseThrow();
    }

    private void record(Session session, int version) throws SQLException {
        if (version == 0) {
            session.execute("CREATE TABLE ledger_version (version integer NOT NULL)");
            session.update("INSERT INTO ledger_version VALUES (?)", scripts.size());
        } else {
            session.update("UPDATE ledger_version SET version = ?", scripts.size());
        }
    }

    /**
     * Checks that nothing is missing.
     *
     * @throws LedgerException if the schema is that of another program, a newer or an older one
     */
    void requireUpToDate(Pool pool, Path name, Session session) throws SQLException {
        int version = version(pool, name, session);
        if (version < scripts.size()) {
            throw refusal(
                    pool,
                    name,
                    version == 0
                            ? "it has no ledgers in the schema %s; restore it from a backup"
                                    .formatted(pool.address().schema())
                            : "it was written by an older version of ESX Sync (schema %d, this one reads %d); run a sync, which brings it up to date"
                                    .formatted(version, scripts.size()));
        }
    }

    /** How many scripts were applied. */
    private int version(Pool pool, Path name, Session session) throws SQLException {
        String schema = pool.address().schema();
        Tables tables = tables(session, schema);
        if (!tables.areOurs()) {
            if (tables.areThere()) {
                throw refusal(
                        pool,
                        name,
                        "its schema %s has the tables of another program; name another one with currentSchema= in the URL"
                                .formatted(schema));
            }
            return 0;
        }
        int version =
                session.first(
                                "SELECT version FROM ledger_version",
                                row -> (int) row.number("version"))
                        .orElse(0);
        if (version > scripts.size()) {
            throw refusal(
                    pool,
                    name,
                    "it was written by a newer version of ESX Sync (schema %d, this one knows %d); use that version"
                            .formatted(version, scripts.size()));
        }
        if (version <= 0) {
            throw refusal(
                    pool,
                    name,
                    "its schema number is %d, which ESX Sync never writes; restore it from a backup"
                            .formatted(version));
        }
        return version;
    }

    private static boolean isThere(Session session, String schema) throws SQLException {
        return session.first("SELECT 1 FROM pg_namespace WHERE nspname = ?", row -> true, schema)
                .isPresent();
    }

    private record Tables(boolean areThere, boolean areOurs) {}

    /** Asked for at once, since another program may make them between two questions. */
    private static Tables tables(Session session, String schema) throws SQLException {
        return session.first(
                        """
                        SELECT count(*) AS tables,
                            count(*) FILTER (WHERE tablename = 'ledger_version') AS ours
                        FROM pg_tables WHERE schemaname = ?
                        """,
                        row -> new Tables(row.number("tables") > 0, row.number("ours") > 0),
                        schema)
                .orElseThrow();
    }

    private static LedgerException refusal(Pool pool, Path name, String detail) {
        return DatabaseFailures.refusal(name, pool.address(), detail, null);
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
