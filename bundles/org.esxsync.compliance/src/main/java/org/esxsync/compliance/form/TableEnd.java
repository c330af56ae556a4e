package org.esxsync.compliance.form;

/** What the end of a table tells of whether it is cut. */
final class TableEnd {

    private static final int LENGTH_OF_DATE = 10;

    private TableEnd() {}

    /** Whether a cell is a whole date, such as {@code 2022-01-31} or {@code 03-27-2023}. */
    static boolean isDate(String cell) {
        return cell.length() == LENGTH_OF_DATE
                && cell.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    }
}
