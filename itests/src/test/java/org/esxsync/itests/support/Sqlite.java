package org.esxsync.itests.support;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;

/** Looks into databases of SQLite, with the driver of the distribution. */
public final class Sqlite implements AutoCloseable {

    private final Path scratch;
    private final URLClassLoader loader;

    /**
     * @param scratch takes a copy of each database, since who opens one may change it
     */
    public Sqlite(Path scratch) throws IOException {
        this.scratch = Files.createDirectories(scratch);
        URL driver = Distribution.bundle("sqlite-jdbc-").toUri().toURL();
        loader = new URLClassLoader(new URL[] {driver}, getClass().getClassLoader());
    }

    /** Opens a database, and makes it where there is none; the caller closes it. */
    public Connection open(Path file) throws SQLException {
        try {
            Driver driver =
                    (Driver) loader.loadClass("org.sqlite.JDBC").getConstructor().newInstance();
            return driver.connect("jdbc:sqlite:" + file, new Properties());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a copy of a database as it is at this moment; the caller closes it. */
    public Connection openCopy(Path file) throws IOException, SQLException {
        for (String suffix : List.of("", "-wal")) {
            Path copy = scratch.resolve("copy.db" + suffix);
            Files.deleteIfExists(copy);
            if (Files.exists(Path.of(file + suffix))) {
                Files.copy(Path.of(file + suffix), copy);
            }
        }
        return open(scratch.resolve("copy.db"));
    }

    /** All rows of all tables, in an order that does not depend on how they came there. */
    public List<String> rows(Path file) throws IOException, SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection copy = openCopy(file)) {
            for (String table :
                    texts(copy, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
                texts(copy, "SELECT * FROM " + table).forEach(row -> rows.add(table + ": " + row));
            }
        }
        return rows.stream().sorted().toList();
    }

    /** The rows that a query gives, as texts. */
    public List<String> ask(Path file, String query) throws IOException, SQLException {
        try (Connection copy = openCopy(file)) {
            return texts(copy, query);
        }
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                StringJoiner text = new StringJoiner("|");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    text.add(rows.getString(i));
                }
                texts.add(text.toString());
            }
        }
        return texts;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
