package org.esxsync.ledger.tables;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Vib;
import org.esxsync.ledger.database.Session;

/** The VIBs of patches: the table {@code vib}. */
final class VibRows {

    private VibRows() {}

    /** Enters the VIBs that are not there, and returns the numbers of all for a patch's row. */
    static String enter(Session session, List<Vib> vibs) throws SQLException {
        List<String> numbers = new ArrayList<>();
        for (Vib vib : vibs) {
            numbers.add(Long.toString(enter(session, VibTexts.text(vib))));
        }
        return String.join(",", numbers);
    }

    private static long enter(Session session, String text) throws SQLException {
        String sha256 =
                Digest.of(Digest.Algorithm.SHA_256, text.getBytes(StandardCharsets.UTF_8)).hex();
        Optional<Long> known = number(session, sha256);
        if (known.isPresent()) {
            return known.get();
        }
        session.update("INSERT INTO vib (sha256, text) VALUES (?, ?)", sha256, text);
        return number(session, sha256).orElseThrow();
    }

    private static Optional<Long> number(Session session, String sha256) throws SQLException {
        return session.first(
                "SELECT number FROM vib WHERE sha256 = ?", row -> row.number("number"), sha256);
    }
}
