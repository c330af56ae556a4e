package org.esxsync.itests.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
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

    /** What a configuration needs to keep the ledger in it. */
    public String settings() {
        return """
        ledger = jdbc:postgresql://localhost:%d/postgres
        ledger.user = postgres
        """
                .formatted(server.getPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
