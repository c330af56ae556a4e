package org.esxsync.ledger.sql.copy;

import java.sql.SQLException;
import java.util.Map;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.tables.VibRows;

/** The numbers that the copied rows may take. */
public interface NumberSpace {

    /** The number before the first patch. */
    long beforePatches();

    /** The number before the first publication. */
    long beforePublications();

    /**
     * Enters VIBs that are not there.
     *
     * @param session that of the copy's transaction
     * @param texts by their SHA-256
     * @return their numbers, by SHA-256
     */
    default Map<String, Long> enterVibs(Session session, Map<String, String> texts)
            throws SQLException {
        return VibRows.enterTexts(session, texts);
    }

    /** That of a database with nothing in it. */
    NumberSpace EMPTY =
            new NumberSpace() {
                @Override
                public long beforePatches() {
                    return 0;
                }

                @Override
                public long beforePublications() {
                    return 0;
                }
            };
}
