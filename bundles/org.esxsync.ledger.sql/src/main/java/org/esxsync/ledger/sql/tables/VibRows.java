package org.esxsync.ledger.sql.tables;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Vib;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;

/** The VIBs of patches: the table {@code vib}. Used within one transaction. */
public final class VibRows {

    private final Session session;

    /** The numbers of those that were entered; many patches consist of the same ones. */
    private final Map<Vib, Long> numbers = new IdentityHashMap<>();

    VibRows(Session session) {
        this.session = session;
    }

    /** Enters the VIBs that are not there, and returns the numbers of all for a patch's row. */
    String enter(List<Vib> vibs) throws SQLException {
        enterAll(vibs);
        return vibs.stream()
                .map(vib -> requireNonNull(numbers.get(vib)).toString())
                .collect(joining(","));
    }

    /** Enters the VIBs that are not there, of however many patches. */
    void enterAll(Collection<Vib> vibs) throws SQLException {
        Map<Vib, String> sha256s = new IdentityHashMap<>();
        Map<String, String> texts = new TreeMap<>();
        for (Vib vib : vibs) {
            if (!numbers.containsKey(vib) && !sha256s.containsKey(vib)) {
                String text = VibTexts.text(vib);
                String sha256 = sha256(text);
                sha256s.put(vib, sha256);
                texts.put(sha256, text);
            }
        }
        if (!texts.isEmpty()) {
            Map<String, Long> entered = enterTexts(session, texts);
            sha256s.forEach((vib, sha256) -> numbers.put(vib, requireNonNull(entered.get(sha256))));
        }
    }

    private static String sha256(String text) {
        return Digest.of(Digest.Algorithm.SHA_256, text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /**
     * Enters the texts that are not there.
     *
     * @param texts by their SHA-256
     * @return the numbers of all, by SHA-256
     */
    public static Map<String, Long> enterTexts(Session session, Map<String, String> texts)
            throws SQLException {
        Map<String, Long> known = numbers(session, texts.keySet());
        Map<String, String> missing = new TreeMap<>(texts);
        missing.keySet().removeAll(known.keySet());
        if (!missing.isEmpty()) {
            known.putAll(insert(session, missing));
            missing.keySet().removeAll(known.keySet());
        }
        if (!missing.isEmpty()) {
            // Another mirror has entered them meanwhile.
            known.putAll(numbers(session, missing.keySet()));
        }
        return known;
    }

    private static Map<String, Long> insert(Session session, Map<String, String> texts)
            throws SQLException {
        RowTexts rows = new RowTexts();
        texts.forEach(rows::add);
        return numbers(
                session,
                """
                INSERT INTO vib (sha256, text)
                SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE TRUE ORDER BY key
                ON CONFLICT (sha256) DO NOTHING
                RETURNING number, sha256
                """,
                rows);
    }

    private static Map<String, Long> numbers(Session session, Collection<String> sha256s)
            throws SQLException {
        RowTexts rows = new RowTexts();
        sha256s.forEach(rows::add);
        return numbers(
                session,
                """
                SELECT number, sha256 FROM json_each(?) AS entry CROSS JOIN vib
                WHERE sha256 = entry.value ->> 0
                """,
                rows);
    }

    private static Map<String, Long> numbers(Session session, String query, RowTexts rows)
            throws SQLException {
        Map<String, Long> numbers = new HashMap<>();
        session.all(
                        query,
                        row -> Map.entry(row.text("sha256"), row.number("number")),
                        rows.toString())
                .forEach(each -> numbers.put(each.getKey(), each.getValue()));
        return numbers;
    }
}
