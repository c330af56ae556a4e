package org.esxsync.ledger.postgresql.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.ledger.sql.session.Dialect;
import org.esxsync.ledger.sql.session.Session;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one database, for all ledgers in it and for any thread. The first is opened
 * when it is needed.
 */
public final class Pool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

    static final int LOCK_SECONDS = 30;

    /** A listing holds one, and what is asked while it goes on another. */
    private static final int MOST = 16;

    private static final int CONNECT_SECONDS = 10;

    /** So long may the server be silent while it works on a statement. */
    private static final int SILENCE_SECONDS = 600;

    /**
     * PostgreSQL would keep the plan of a statement that is prepared: one for tables that were
     * empty when the connection first ran it, which reads all rows when they are full.
     */
    private static final int PLAN_EACH_TIME = 0;

    /** So that a long list of patches is never in memory as a whole. */
    private static final int ROWS_AT_ONCE = 500;

    /** What holds where the URL does not say otherwise. */
    private static final Map<PGProperty, String> DEFAULTS =
            Map.of(
                    PGProperty.APPLICATION_NAME,
                    "ESX Sync",
                    PGProperty.CONNECT_TIMEOUT,
                    Integer.toString(CONNECT_SECONDS),
                    PGProperty.SOCKET_TIMEOUT,
                    Integer.toString(SILENCE_SECONDS),
                    PGProperty.TCP_KEEP_ALIVE,
                    "true",
                    PGProperty.DEFAULT_ROW_FETCH_SIZE,
                    Integer.toString(ROWS_AT_ONCE),
                    PGProperty.PREPARE_THRESHOLD,
                    Integer.toString(PLAN_EACH_TIME));

    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(1);

    /**
     * What the server, the database or the user's role may have by default, and what must not
     * matter. As it comes with the login, no transaction that is taken back undoes it.
     */
    private static final String OPTIONS =
            "-c default_transaction_isolation=read\\ committed -c lock_timeout=%ds"
                    .formatted(LOCK_SECONDS);

    /**
     * So that the server ends the connection of a machine that was cut off, and none that has
     * nothing to write for a while.
     */
    private static final String APART =
            "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
                    + " -c tcp_user_timeout=10000 -c idle_session_timeout=0";

    /**
     * A process that is frozen in the middle of a transaction, or cut off from a server that does
     * not notice, keeps no rows from others for long: neither those of its mirror from who takes
     * over, nor the VIBs that all mirrors share.
     */
    private static final String WRITER = APART + " -c idle_in_transaction_session_timeout=10s";

    /** The same for who commits at once, and whose last changes need not survive the server. */
    private static final String BRIEF =
            APART + " -c synchronous_commit=off -c idle_in_transaction_session_timeout=2s";

    private static final Dialect DIALECT =
            new Dialect("mirror, ", "lower(%s) = lower(CAST(? AS TEXT) COLLATE \"C\")");

    private final Address address;
    private @Nullable HikariDataSource connections;
    private boolean closed;
    private final Map<Session, Connection> apart = new ConcurrentHashMap<>();

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

    /** Opens a connection apart from the others, for who writes; {@link #end} closes it. */
    Session connect() throws SQLException {
        return connect(dataSource(address, WRITER));
    }

    /**
     * The same, for short transactions that may be lost.
     *
     * @param silenceSeconds how long it waits for an answer
     */
    Session connectBriefly(int silenceSeconds) throws SQLException {
        PGSimpleDataSource source = dataSource(address, BRIEF);
        source.setConnectTimeout(silenceSeconds);
        source.setLoginTimeout(silenceSeconds);
        source.setSocketTimeout(silenceSeconds);
        return connect(source);
    }

    private Session connect(PGSimpleDataSource source) throws SQLException {
        requireOpen();
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        Session session = new Session(connection, DIALECT, false);
        apart.put(session, connection);
        return session;
    }

    /** Closes a connection at once, also one that another thread waits for. */
    void end(Session session) {
        Connection connection = apart.remove(session);
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("a connection was not closed", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        apart.keySet().forEach(this::end);
        if (connections != null) {
            connections.close();
        }
    }

    private Connection connection() throws SQLException {
        return open().getConnection();
    }

    private synchronized HikariDataSource open() throws SQLException {
        requireOpen();
        if (connections == null) {
            PGSimpleDataSource source = dataSource(address, "");
            tryOnce(source);
            connections = new HikariDataSource(configuration(source));
        }
        return connections;
    }

    private synchronized void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("its connections are closed");
        }
    }

    /** The pool would try again and again before it tells of a wrong password. */
    private static void tryOnce(PGSimpleDataSource source) throws SQLException {
        source.getConnection().close();
    }

    /** Not through the JVM's list of drivers, and without loading classes by their names. */
    private static PGSimpleDataSource dataSource(Address address, String more) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        DEFAULTS.forEach(
                (name, value) -> {
                    if (address.parameter(name).isEmpty()) {
                        source.setProperty(name, value);
                    }
                });
        source.setOptions(
                "%s %s %s"
                        .formatted(
                                address.parameter(PGProperty.OPTIONS).orElse(""), OPTIONS, more));
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
        config.setMaximumPoolSize(MOST);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(WAIT.toMillis());
        config.setInitializationFailTimeout(-1);
        return config;
    }
}
