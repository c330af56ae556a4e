package org.esxsync.ledger.sql.copy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerRows;
import org.esxsync.api.ledger.LedgerTransfer;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.Transactions.Action;

/** Reads a ledger as a whole, and writes one. */
public final class LedgerCopy {

    /** Takes an error of a database out of a consumer, which may not throw it. */
    private static final class CarriedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final SQLException problem;

        CarriedException(SQLException problem) {
            super(problem);
            this.problem = problem;
        }
    }

    private LedgerCopy() {}

    /**
     * Passes on all rows of a ledger.
     *
     * @param name the ledger, for messages
     */
    public static void read(Session session, Path name, Consumer<LedgerRows> consumer)
            throws SQLException {
        RowReader.read(session, name, consumer);
    }

    /**
     * Writes all rows of a ledger, and reads them again.
     *
     * @param name the ledger, for messages
     * @param afterHistory done when the history is written and nothing else yet
     * @throws LedgerException if what is read again is not what was written
     */
    public static void write(
            Session session,
            Path name,
            NumberSpace space,
            LedgerTransfer.Rows rows,
            Action afterHistory)
            throws SQLException {
        RowsDigest written = new RowsDigest();
        RowWriter writer = new RowWriter(session, space);
        try {
            rows.passTo(
                    part -> {
                        try {
                            writer.write(part);
                            if (part.table().equals(CopiedTable.HISTORY_HEAD)) {
                                afterHistory.run(session);
                            }
                        } catch (SQLException e) {
                            throw new CarriedException(e);
                        }
                        written.add(part);
                    });
        } catch (CarriedException e) {
            throw e.problem;
        }
        RowsDigest kept = new RowsDigest();
        RowReader.read(session, name, kept::add);
        if (!written.hex().equals(kept.hex())) {
            throw new LedgerException(
                    name,
                    "the copy of it is not what was copied, and was given up; the former ledger"
                            + " stays in use; please report this",
                    null);
        }
    }
}
