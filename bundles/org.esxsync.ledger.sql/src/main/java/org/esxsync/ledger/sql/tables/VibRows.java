package org.esxsync.ledger.sql.tables;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Vib;
import org.esxsync.ledger.sql.session.Session;

/** The VIBs of patches: the table {@code vib}. Used within one transaction. */
final class VibRows {

    private final Session session;

    /** The numbers of those that were entered; many patches consist of the same ones. */
    private final Map<Vib, Long> numbers = new IdentityHashMap<>();

    VibRows(Session session) {
        this.session = session;
    }

    /** Enters the VIBs that are not there, and returns the numbers of all for a patch's row. */
    String enter(List<Vib> vibs) throws SQLException {
        List<String> entered = new ArrayList<>();
        for (Vib vib : vibs) {
            Long number = numbers.get(vib);
            if (number == null) {
                number = enter(VibTexts.text(vib));
                numbers.put(vib, number);
            }
            entered.add(number.toString());
        }
        return String.join(",", entered);
    }

    private long enter(String text) throws SQLException {
        String sha256 =
                Digest.of(Digest.Algorithm.SHA_256, text.getBytes(StandardCharsets.UTF_8)).hex();
        Optional<Long> known = number(sha256);
        if (known.isPresent()) {
            return known.get();
        }
        session.update("INSERT INTO vib (sha256, text) VALUES (?, ?)", sha256, text);
        return number(sha256).orElseThrow();
    }

    private Optional<Long> number(String sha256) throws SQLException {
        return session.first(
                "SELECT number FROM vib WHERE sha256 = ?", row -> row.number("number"), sha256);
    }
}
