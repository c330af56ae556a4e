package org.esxsync.api.ledger;

/**
 * Where a ledger is, as it is configured.
 *
 * @param address the database, such as {@code jdbc:postgresql://db.example/esxsync}; empty for a
 *     file in the mirror
 * @param readAddress a copy of it for those who only look; empty for the database itself
 * @param user who logs in to both; may be empty
 * @param password the user's; may be empty
 */
public record LedgerPlace(String address, String readAddress, String user, String password) {

    /** A file in the mirror. */
    public static final LedgerPlace FILE = new LedgerPlace("", "", "", "");

    /** The same login at another place, which has no copy. */
    public LedgerPlace at(String other) {
        return new LedgerPlace(other, "", user, password);
    }

    /** Without the user and the password, nor what may be one: for messages. */
    @Override
    public String toString() {
        return address.contains("@")
                ? address.replaceFirst("/.*", "…")
                : address.replaceFirst("\\?.*", "");
    }
}
