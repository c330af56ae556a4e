package org.esxsync.ledger;

import java.sql.SQLException;
import java.util.List;
import org.esxsync.api.patch.Digest;

/** The digests of artifacts, published or checked. */
final class Digests {

    private Digests() {}

    static Digest digest(String algorithm, String hex) {
        return new Digest(
                Digest.Algorithm.named(algorithm)
                        .orElseThrow(
                                () -> new IllegalArgumentException("no such digest: " + algorithm)),
                hex);
    }

    /**
     * @param table the table, whose first columns name its owner and the owner's artifact
     */
    static void insert(
            Session session, String table, long owner, int artifact, List<Digest> digests)
            throws SQLException {
        int position = 1;
        for (Digest digest : digests) {
            session.update(
                    "INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?)",
                    owner,
                    artifact,
                    position++,
                    digest.algorithm().standardName(),
                    digest.hex());
        }
    }
}
