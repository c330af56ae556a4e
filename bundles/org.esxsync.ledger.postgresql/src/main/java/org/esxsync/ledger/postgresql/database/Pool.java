package org.esxsync.ledger.postgresql.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.esxsync.ledger.sql.session.Dialect;
import org.esxsync.ledger.sql.session.Session;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The connections to one database, for all ledgers in it and for any thread. The first is opened
 * when it is needed.
 */
public final class Pool implements AutoCloseable {

    static final int LOCK_SECONDS = 30;

    /** A listing holds one, and what is asked while it goes on another. */
    private static final int MOST = 16;

    private static final int CONNECT_SECONDS = 10;

    /** So long may the server be silent while it works on a statement. */
    private static final int SILENCE_SECONDS = 600;

    /** So that a long list of patches is never in memory as a whole. */
    private static final int ROWS_AT_ONCE = 500;

    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Dialect DIALECT = new Dialect("mirror, ", "lower(%s) = lower(?)");

    private final Address address;
    private @Nullable HikariDataSource connections;
    private boolean closed;

    public Pool(Address address) {
        this.address = address;
    }

    public Address address() {
        return address;
    }

    /** Takes a connection, which goes back when the session is closed. */
    Session take(boolean isReader) throws SQLException {
        return new Session(connection(), DIALECT, isReader);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connections != null) {
            connections.close();
        }
    }

    private Connection connection() throws SQLException {
        return open().getConnection();
    }

    private synchronized HikariDataSource open() throws SQLException {
        if (closed) {
            throw new SQLException("its connections are closed");
        }
        if (connections == null) {
            PGSimpleDataSource source = dataSource(address);
            tryOnce(source);
            connections = new HikariDataSource(configuration(source));
        }
        return connections;
    }

    /** The pool would try again and again before it tells of a wrong password. */
    private static void tryOnce(PGSimpleDataSource source) throws SQLException {
        source.getConnection().close();
    }

    /** Not through the JVM's list of drivers, and without loading classes by their names. */
    private static PGSimpleDataSource dataSource(Address address) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setApplicationName("ESX Sync");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SILENCE_SECONDS);
        source.setTcpKeepAlive(true);
        source.setDefaultRowFetchSize(ROWS_AT_ONCE);
        source.setURL(address.url());
        source.setCurrentSchema(address.schema());
        if (!address.user().isEmpty()) {
            source.setUser(address.user());
        }
        if (!address.password().isEmpty()) {
            source.setPassword(address.password());
        }
        return source;
    }

    private static HikariConfig configuration(PGSimpleDataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("esxsync-ledger");
        config.setDataSource(source);
        config.setAutoCommit(false);
        config.setConnectionInitSql("SET lock_timeout = '%ds'".formatted(LOCK_SECONDS));
        config.setMaximumPoolSize(MOST);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(WAIT.toMillis());
        config.setInitializationFailTimeout(-1);
        return config;
    }
}
