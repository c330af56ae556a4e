package org.esxsync.ledger.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A PostgreSQL server, started once for all tests of a run; tests are skipped where it does not
 * start.
 */
public final class TestServer implements BeforeAllCallback {

    private record Running(EmbeddedPostgres server, String problem) implements AutoCloseable {

        static Running start() {
            try {
                return new Running(
                        EmbeddedPostgres.builder()
                                .setOverrideWorkingDirectory(
                                        Path.of("target", "postgresql").toAbsolutePath().toFile())
                                .start(),
                        "");
            } catch (IOException | RuntimeException e) {
                return new Running(null, e.toString());
            }
        }

        @Override
        public void close() throws IOException {
            if (server != null) {
                server.close();
            }
        }
    }

    private static Running running;
    private static int databases;

    @Override
    public void beforeAll(ExtensionContext context) {
        running =
                context.getRoot()
                        .getStore(Namespace.create(TestServer.class))
                        .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
        Assumptions.assumeTrue(
                running.server() != null,
                () -> "PostgreSQL does not start here: " + running.problem());
    }

    /** Makes an empty database, and returns its URL. */
    public static String newDatabase() {
        String name = "test" + ++databases;
        execute("postgres", "CREATE DATABASE " + name);
        return "jdbc:postgresql://localhost:%d/%s".formatted(running.server().getPort(), name);
    }

    /** Runs SQL in the database of a URL. */
    public static void executeIn(String url, String sql) {
        execute(url.replaceAll(".*/|\\?.*", ""), sql);
    }

    private static void execute(String database, String sql) {
        try (Connection connection =
                        running.server().getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
