package org.esxsync.benchmark.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A PostgreSQL server on loopback, as it comes, but for where its files are. */
public final class PostgresqlServer implements AutoCloseable {

    public static final String USER = "postgres";

    private final EmbeddedPostgres server;

    private PostgresqlServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param work takes its program and its data
     */
    public static PostgresqlServer start(Path work) throws IOException {
        return new PostgresqlServer(
                EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(work.resolve("program").toFile())
                        .setDataDirectory(work.resolve("data"))
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start());
    }

    public String url() {
        return "jdbc:postgresql://localhost:%d/postgres".formatted(server.getPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
