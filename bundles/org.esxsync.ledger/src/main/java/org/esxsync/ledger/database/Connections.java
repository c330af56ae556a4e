package org.esxsync.ledger.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.esxsync.api.ledger.Durability;
import org.esxsync.ledger.sql.session.Dialect;
import org.esxsync.ledger.sql.session.Session;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.jdbc4.JDBC4Connection;

/** Opens connections to a database file. */
final class Connections {

    static final int BUSY_SECONDS = 30;

    private static final String SCHEME = "jdbc:sqlite:";
    private static final Dialect DIALECT = new Dialect("", "%s = ? COLLATE NOCASE");

    private Connections() {}

    /** Opens a database to read and write, and makes it where there is none. */
    static Session toWrite(Path file, Durability durability) throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(
                durability == Durability.FULL
                        ? SQLiteConfig.SynchronousMode.FULL
                        : SQLiteConfig.SynchronousMode.NORMAL);
        return session(config, url(file, ""), false);
    }

    static Session toRead(Path file) throws SQLException {
        return toRead(file, "");
    }

    /** Opens a database that nobody writes to, where we may not make the files of its log. */
    static Session toReadWithoutLog(Path file) throws SQLException {
        return toRead(file, "?immutable=1");
    }

    /** Opens a copy of a database to try something on it. */
    static Session toCopy(Path file) throws SQLException {
        return session(config(), url(file, ""), false);
    }

    /**
     * A reader that may write keeps itself from it, rather than being opened to read only: then the
     * last one to close can take away the files that readers and writers share.
     */
    private static Session toRead(Path file, String options) throws SQLException {
        SQLiteConfig config = config();
        if (mayWrite(file)) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        } else {
            config.setReadOnly(true);
        }
        Session session = session(config, url(file, options), true);
        session.execute("PRAGMA query_only = ON");
        return session;
    }

    /** Not through the driver, which would enter itself in the JVM's list of drivers for good. */
    private static Connection connect(SQLiteConfig config, String url) throws SQLException {
        return new JDBC4Connection(url, url.substring(SCHEME.length()), config.toProperties());
    }

    private static Session session(SQLiteConfig config, String url, boolean isReader)
            throws SQLException {
        return new Session(connect(config, url), DIALECT, isReader);
    }

    private static boolean mayWrite(Path file) {
        return Files.isWritable(file) && Files.isWritable(file.toAbsolutePath().getParent());
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_SECONDS * 1000);
        config.enforceForeignKeys(true);
        // or else the driver asks for the key of each row that was inserted, in a statement more
        config.setGetGeneratedKeys(false);
        return config;
    }

    /** A URI, since in a plain path a question mark would start the driver's options. */
    private static String url(Path file, String options) {
        return SCHEME + file.toAbsolutePath().toUri() + options;
    }
}
