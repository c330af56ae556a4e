package org.esxsync.itests.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.support.PostgresqlServer;
import org.esxsync.itests.support.Sqlite;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a killed sync left in a mirror with what its ledger says, before the next sync puts
 * it right: all that is recorded is there, and nothing is there that the ledger does not know.
 */
final class KilledLedger implements AutoCloseable {

    private static final String RECORDED =
            "SELECT release || '/' || path, size FROM published_file"
                    + " JOIN publication ON publication = number WHERE state = 'STANDING'";
    private static final String KNOWN =
            "SELECT release || '/' || path, size FROM published_file"
                    + " JOIN publication ON publication = number"
                    + " UNION SELECT release || '/' || path, size FROM index_file"
                    + " UNION SELECT release || '/' || path, size FROM former_file";

    private final @Nullable PostgresqlServer server;
    private final Sqlite sqlite;

    /**
     * @param scratch an empty directory
     * @param server has the ledgers, if they are no files
     */
    KilledLedger(Path scratch, @Nullable PostgresqlServer server) throws IOException {
        this.server = server;
        this.sqlite = new Sqlite(scratch);
    }

    /** What is wrong, by path. */
    Set<String> differences(Path mirror) throws Exception {
        Path state = mirror.resolve(".esxsync");
        if (!Files.exists(state.resolve(server == null ? "ledger.db" : "ledger.name"))) {
            return filesOf(mirror);
        }
        if (server != null) {
            try (Connection connection = server.connect(mirror)) {
                return differences(mirror, connection);
            }
        }
        try (Connection connection = sqlite.openCopy(state.resolve("ledger.db"))) {
            return isEmpty(connection) ? filesOf(mirror) : differences(mirror, connection);
        }
    }

    private static boolean isEmpty(Connection connection) throws Exception {
        return all(connection, "SELECT name, 0 FROM sqlite_schema WHERE name = 'publication'")
                .isEmpty();
    }

    private static Set<String> differences(Path mirror, Connection connection) throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Map.Entry<String, Long> file : all(connection, RECORDED).entrySet()) {
            Path path = mirror.resolve(file.getKey());
            if (!Files.exists(path) || Files.size(path) != file.getValue()) {
                wrong.add(file.getKey() + " is recorded and not there");
            }
        }
        Set<String> unknown = filesOf(mirror);
        unknown.removeAll(all(connection, KNOWN).keySet());
        unknown.forEach(each -> wrong.add(each + " is there and not recorded"));
        return wrong;
    }

    private static Map<String, Long> all(Connection connection, String query) throws Exception {
        Map<String, Long> sizes = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                sizes.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sizes;
    }

    /** All that hosts can see. */
    private static Set<String> filesOf(Path mirror) throws IOException {
        Set<String> files = new TreeSet<>();
        for (Path file : Tree.files(mirror)) {
            Path path = mirror.relativize(file);
            if (!path.startsWith(".esxsync")) {
                files.add(path.toString());
            }
        }
        return files;
    }

    @Override
    public void close() throws IOException {
        sqlite.close();
    }
}
