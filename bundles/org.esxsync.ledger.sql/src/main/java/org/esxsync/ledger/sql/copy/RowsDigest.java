package org.esxsync.ledger.sql.copy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.esxsync.api.ledger.LedgerRows;
import org.esxsync.ledger.sql.session.RowTexts;
import org.jspecify.annotations.Nullable;

/** Tells whether two ledgers have the same rows, however they are passed on. */
final class RowsDigest {

    private final MessageDigest digest;

    RowsDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }

    void add(LedgerRows part) {
        for (List<@Nullable Object> row : part.rows()) {
            String text = part.table() + new RowTexts().add(row.toArray());
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Of all rows so far; to be asked once. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
