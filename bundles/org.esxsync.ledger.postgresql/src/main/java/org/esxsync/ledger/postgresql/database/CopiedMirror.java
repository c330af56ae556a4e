package org.esxsync.ledger.postgresql.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.ledger.sql.copy.NumberSpace;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.tables.VibRows;

/**
 * A mirror whose ledger is being copied into the database, within one transaction.
 *
 * @param mirrors the mirrors that are there
 * @param number that of this one, which is not in use yet
 * @param id its id
 * @param home where it is
 */
public record CopiedMirror(Mirrors mirrors, int number, UUID id, Home home) {

    /** So many patches, and publications, may a mirror have. */
    private static final long MOST = 100_000_000;

    /** So many numbers may others take while ours are set apart. */
    private static final long GAP = 10_000;

    /** Those who set numbers apart wait for each other. */
    private static final long LOCK = 0x45535854;

    /** A mirror that has all events of this one, or of which this one has all. */
    private record Relative(int number, Home home, boolean isOlder) {}

    /** Adds a mirror that is not in use before its ledger has been copied to here. */
    public static CopiedMirror add(Mirrors mirrors, UUID id, Instant now, Home home) {
        return new CopiedMirror(mirrors, mirrors.addUnused(id, now, home), id, home);
    }

    /** Sets numbers apart that no other mirror takes. */
    public NumberSpace numberSpace() {
        long patches = mirrors.change(session -> setApart(session, "mirror_patch"));
        long publications = mirrors.change(session -> setApart(session, "mirror_publication"));
        return new NumberSpace() {
            @Override
            public long beforePatches() {
                return patches;
            }

            @Override
            public long beforePublications() {
                return publications;
            }

            /** In a transaction of their own: all mirrors share them, and must not wait. */
            @Override
            public Map<String, Long> enterVibs(Session copy, Map<String, String> texts) {
                return mirrors.change(session -> VibRows.enterTexts(session, texts));
            }
        };
    }

    private static long setApart(Session session, String table) throws SQLException {
        session.first("SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
        return session.first(
                        """
                        SELECT setval(name, nextval(name) + %d) - %d AS first
                        FROM CAST(pg_get_serial_sequence('%s', 'number') AS regclass) AS name
                        """
                                .formatted(GAP + MOST, MOST, table),
                        row -> row.number("first"))
                .orElseThrow();
    }

    /**
     * Refuses a second ledger of one mirror. One that was copied from here before, and has not gone
     * on, makes room.
     *
     * @param session that of the copy, which has its history
     */
    public void requireNoOther(Session session) throws SQLException {
        for (Relative each :
                session.all(
                        """
                        SELECT other.number, other.host, other.directory,
                            head.number <= own.number AS is_older
                        FROM mirror AS other
                        JOIN mirror_history_head AS head ON head.mirror = other.number
                        CROSS JOIN history_head AS own
                        JOIN mirror_event AS common
                            ON common.mirror = CASE WHEN head.number <= own.number
                                THEN current_mirror() ELSE other.number END
                            AND common.number = least(head.number, own.number)
                            AND common.hash = CASE WHEN head.number <= own.number
                                THEN head.hash ELSE own.hash END
                        WHERE other.in_use AND other.number <> current_mirror()
                        """,
                        row ->
                                new Relative(
                                        (int) row.number("number"),
                                        new Home(row.text("host"), row.text("directory")),
                                        row.flag("is_older")))) {
            if (!each.isOlder() || !each.home().equals(home)) {
                throw hasIt(each);
            }
            session.update("UPDATE mirror SET in_use = FALSE WHERE number = ?", each.number());
        }
    }

    private LedgerException hasIt(Relative other) {
        return mirrors.refusal(
                "it has a ledger of this mirror already, that of %s on %s%s; if nobody uses that any more, set in_use = FALSE for the number %d in its table mirror"
                        .formatted(
                                other.home().directory(),
                                other.home().host(),
                                other.isOlder() ? "" : ", which knows more than the one here",
                                other.number()));
    }

    /** Counts from the end of the transaction on. */
    public void use(Session session) throws SQLException {
        session.update("UPDATE mirror SET in_use = TRUE WHERE number = ?", number);
    }

    /** Removes what a copy has left that did not come to its end. */
    public void forget() {
        mirrors.change(
                session -> {
                    session.update("DELETE FROM mirror_writer WHERE mirror = ?", number);
                    return session.update("DELETE FROM mirror WHERE number = ?", number);
                });
    }

    /** The ledger's file, for messages. */
    public Path name() {
        return mirrors.name();
    }
}
