package org.esxsync.ledger.sql.session;

/**
 * What databases say differently. All else in {@code tables} is the same for them.
 *
 * @param keyPrefix what the keys of all tables begin with, with a comma after it; may be empty
 * @param anyCase a condition that a column ({@code %s}) is the parameter in any case of ASCII
 *     letters
 */
public record Dialect(String keyPrefix, String anyCase) {

    /** The columns of a table's key, to say what an {@code ON CONFLICT} is about. */
    public String key(String columns) {
        return keyPrefix + columns;
    }

    public String sameInAnyCase(String column) {
        return anyCase.formatted(column);
    }
}
