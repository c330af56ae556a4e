package org.esxsync.itests.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server; tests are skipped where it does not start. */
public final class PostgresqlServer implements AutoCloseable {

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

    /** The first column of each row that a query gives. */
    public List<String> ask(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
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
