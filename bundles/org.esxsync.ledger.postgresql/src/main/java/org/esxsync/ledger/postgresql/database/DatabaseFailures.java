package org.esxsync.ledger.postgresql.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;
import org.esxsync.api.Secrets;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerOutageException;
import org.jspecify.annotations.Nullable;

/** Says what a database error means, and what to do next. */
final class DatabaseFailures {

    private static final Pattern ENCRYPTION =
            Pattern.compile(
                    "PKIX|certificate|sslmode|does not support SSL|hostname .* could not be"
                            + " verified");

    private DatabaseFailures() {}

    /**
     * @param name the file that names the ledger
     */
    static LedgerException of(Path name, Address address, SQLException error) {
        return isUnreachable(state(error)) && !isOfEncryption(error)
                ? outage(
                        name,
                        address,
                        "it cannot be reached (%s); check that the server runs and lets this machine connect; the next run goes on"
                                .formatted(words(error)),
                        error)
                : refusal(name, address, explain(error), error);
    }

    /**
     * The failure of a transaction's last step.
     *
     * @param name the file that names the ledger
     * @param lost why this process can write nothing more, or null if it may
     */
    static LedgerException ofCommit(
            Path name, Address address, SQLException error, @Nullable String lost) {
        return isUnreachable(state(error))
                ? outage(
                        name,
                        address,
                        "the connection broke while something was being recorded, and whether it was kept is not known (%s); %s"
                                .formatted(
                                        words(error),
                                        lost == null ? "the next run finds out and goes on" : lost),
                        error)
                : of(name, address, error);
    }

    static LedgerException outage(
            Path name, Address address, String detail, @Nullable SQLException cause) {
        return new LedgerOutageException(name, words(address, detail), cause);
    }

    static LedgerException refusal(
            Path name, Address address, String detail, @Nullable SQLException cause) {
        return new LedgerException(name, words(address, detail), cause);
    }

    private static String words(Address address, String detail) {
        return "its database %s: %s".formatted(address, detail);
    }

    /** By the codes of PostgreSQL, whose first two characters are their class. */
    private static String explain(SQLException error) {
        if (origin(error).getCause() instanceof InterruptedException) {
            return "it was interrupted while it waited for a connection; try again";
        }
        if (origin(error) instanceof SQLTransientConnectionException) {
            return "all of its connections are in use; try again when less is asked at once";
        }
        if (isOfEncryption(error)) {
            return "its connection cannot be encrypted as ledger= wants it (%s); check sslmode=, sslrootcert= and the server's certificate"
                    .formatted(words(error));
        }
        String code = state(error);
        return switch (code) {
            case "28P01", "28000" ->
                    "it refuses the login (%s); check ledger.user= and ledger.password=, and the server's pg_hba.conf"
                            .formatted(words(error));
            case "3D000" ->
                    "%s; create it, and let this user make a schema in it".formatted(words(error));
            case "42501" ->
                    "this user may not do that (%s); let it make and use the schema"
                            .formatted(words(error));
            case "25006" ->
                    "it can only be read (%s); give the address of the server that can be written"
                            .formatted(words(error));
            case "53100" -> "the server's disk is full; free some space and try again";
            case "55P03" ->
                    "another program has been writing to this ledger for %d seconds; close that program and try again"
                            .formatted(Pool.LOCK_SECONDS);
            case "42P01" ->
                    "this user does not find a table of it (%s); check that it may use the schema (GRANT USAGE), and only if it may, restore the database from a backup"
                            .formatted(words(error));
            case "42703", "42883", "42P07" ->
                    "its tables are not those of its schema number (%s); restore the database from a backup"
                            .formatted(words(error));
            case "40001", "40P01" ->
                    "another transaction came in between (%s); try again".formatted(words(error));
            case "57014" ->
                    "the server broke a statement off (%s); raise statement_timeout for this user, or leave it out"
                            .formatted(words(error));
            case "22P05", "22021" ->
                    "a text has a character that the database cannot keep (%s); make a database with ENCODING 'UTF8'"
                            .formatted(words(error));
            case "XX001", "XX002" ->
                    "it is damaged (%s); restore it from a backup".formatted(words(error));
            default ->
                    "%s; if this happens again, look into the server's log".formatted(words(error));
        };
    }

    /** Connection errors, too many connections, and servers that start, stop or end one. */
    private static boolean isUnreachable(String code) {
        return code.startsWith("08")
                || code.startsWith("57P")
                || code.equals("53300")
                || code.equals("25P03");
    }

    /** The driver tells these as it tells a server that is away, but they do not pass. */
    private static boolean isOfEncryption(SQLException error) {
        return ENCRYPTION.matcher(words(error)).find();
    }

    /** The pool wraps what the server said when it had no connection to give. */
    private static SQLException origin(SQLException error) {
        SQLException origin = error;
        while (origin.getCause() instanceof SQLException cause) {
            origin = cause;
        }
        return origin;
    }

    private static String state(SQLException error) {
        String state = origin(error).getSQLState();
        return state == null ? "" : state;
    }

    private static String words(SQLException error) {
        return Secrets.mask(String.valueOf(origin(error).getMessage()).replaceAll("\\s+", " "))
                .strip();
    }
}
