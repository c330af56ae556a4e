package org.esxsync.itests.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server; tests are skipped where it does not start. */
public final class PostgresqlServer implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("(?m)^mirror=(.*)$");

    private final EmbeddedPostgres server;

    private PostgresqlServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server, or skips the test. */
    public static PostgresqlServer start() {
        try {
            return new PostgresqlServer(
                    EmbeddedPostgres.builder()
                            .setOverrideWorkingDirectory(
                                    Path.of("target", "postgresql").toAbsolutePath().toFile())
                            .start());
        } catch (IOException | RuntimeException e) {
            return Assumptions.abort("PostgreSQL does not start here: " + e);
        }
    }

    public String url() {
        return url(port());
    }

    private static String url(int port) {
        return "jdbc:postgresql://localhost:%d/postgres".formatted(port);
    }

    /** What a configuration needs to keep the ledger in it. */
    public String settings() {
        return settings(port());
    }

    /** The same by way of another port. */
    public String settings(int port) {
        return """
        ledger = %s
        ledger.user = postgres
        """
                .formatted(url(port));
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    /** A connection that sees the ledgers; the caller closes it. */
    public Connection connect() throws SQLException {
        Connection connection = server.getPostgresDatabase().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = esxsync");
        }
        return connection;
    }

    /** The same, which sees the ledger of one mirror alone: the one that its directory names. */
    public Connection connect(Path mirror) throws IOException, SQLException {
        Path name = mirror.resolve(".esxsync/ledger.name");
        Matcher id = ID.matcher(Files.readString(name));
        assertTrue(id.find(), () -> name + " does not name a mirror");
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT set_config('esxsync.mirror', number::text, false) FROM mirror WHERE id = '%s'"
                            .formatted(id.group(1)));
        }
        return connection;
    }

    /** The first column of each row that a query gives. */
    public List<String> ask(String query) throws SQLException {
        try (Connection connection = connect()) {
            return ask(connection, query);
        }
    }

    /** The same, of the ledger of one mirror. */
    public List<String> ask(Path mirror, String query) throws IOException, SQLException {
        try (Connection connection = connect(mirror)) {
            return ask(connection, query);
        }
    }

    private static List<String> ask(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(query)) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
