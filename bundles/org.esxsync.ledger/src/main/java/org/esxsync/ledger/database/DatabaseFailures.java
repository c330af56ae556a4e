package org.esxsync.ledger.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.ledger.LedgerException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what a database error means, and what to do next. */
public final class DatabaseFailures {

    /** SQLite has one code for all of these, and tells them by these words. */
    private static final List<String> SCHEMA_ERRORS =
            List.of(
                    "no such table",
                    "no such column",
                    "has no column",
                    "duplicate column",
                    "already exists");

    /** Such as {@code [SQLITE_BUSY] The database file is locked (database is locked)}. */
    private static final Pattern CODED = Pattern.compile("\\[SQLITE_[A-Z_]+].*?\\((.*)\\)");

    static final String WAY_OUT =
            "restore the ledger from a backup, or move it away, and the next sync makes a new one"
                    + " from the mirror and the sources, without the history";

    private DatabaseFailures() {}

    static LedgerException of(Path file, SQLException error) {
        if (isDamage(error)) {
            DamageMark.leave(file);
        }
        return new LedgerException(file, explain(error), error);
    }

    /**
     * The failure of a database with wrong bytes in it.
     *
     * @param found what was met
     */
    static LedgerException ofDamage(Path file, String found) {
        DamageMark.leave(file);
        return new LedgerException(file, damaged(found), null);
    }

    private static String damaged(String found) {
        return "it is damaged (%s); restore it from a backup, or the next sync moves it aside and makes a new one from the mirror and the sources, without the history"
                .formatted(found);
    }

    private static String explain(SQLException error) {
        return switch (primaryCode(error)) {
            case SQLITE_NOTADB, SQLITE_CORRUPT -> damaged(words(error));
            case SQLITE_FULL -> "the disk is full; free some space and try again";
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
                    "it cannot be opened or written (%s); check who may write to the file and its directory, and whether the file system is mounted to read only"
                            .formatted(words(error));
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    "another program has been writing to it for %d seconds; close that program and try again"
                            .formatted(Connections.BUSY_SECONDS);
            case SQLITE_IOERR ->
                    "the disk is full or reports an error; check the disk and its free space, and"
                            + " try again";
            case SQLITE_ERROR ->
                    isSchemaError(error)
                            ? "its tables are not those of its schema number (%s); %s"
                                    .formatted(words(error), WAY_OUT)
                            : "%s; if this happens again, restore the ledger from a backup"
                                    .formatted(words(error));
            default ->
                    "%s; if this happens again, restore the ledger from a backup"
                            .formatted(words(error));
        };
    }

    /** Whether the file is no database any more, or one with wrong bytes in it. */
    public static boolean isDamage(SQLException error) {
        return switch (primaryCode(error)) {
            case SQLITE_NOTADB, SQLITE_CORRUPT -> true;
            default -> false;
        };
    }

    /** Whether the file could not be opened or its companions not be written. */
    static boolean isAccess(SQLException error) {
        return switch (primaryCode(error)) {
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN -> true;
            default -> false;
        };
    }

    /** Whether the SQL is for other tables than the database has. */
    static boolean isSchemaError(SQLException error) {
        return primaryCode(error) == SQLiteErrorCode.SQLITE_ERROR
                && SCHEMA_ERRORS.stream().anyMatch(oneLine(error)::contains);
    }

    /** The low byte of an extended code is the code that it extends. */
    private static SQLiteErrorCode primaryCode(SQLException error) {
        return error instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    /** SQLite's own words, which stand behind its code and what its driver says of that. */
    private static String words(SQLException error) {
        Matcher coded = CODED.matcher(oneLine(error));
        return coded.matches() ? coded.group(1) : oneLine(error);
    }

    private static String oneLine(SQLException error) {
        return String.valueOf(error.getMessage()).replaceAll("\\s+", " ");
    }
}
