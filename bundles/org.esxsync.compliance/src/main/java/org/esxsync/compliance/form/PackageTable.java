package org.esxsync.compliance.form;

import org.esxsync.compliance.facts.Fact;
import org.esxsync.compliance.facts.HostBook;
import org.jspecify.annotations.Nullable;

/**
 * The tables of {@code esxcli software vib list} and {@code component list}, with or without the
 * row of dashes below the headings, and with or without empty lines between the rows. A row counts
 * once the next line has come, since the last one may be cut.
 */
final class PackageTable implements LineForm {

    private @Nullable Columns columns;
    private @Nullable FieldRecords records;
    private Columns.@Nullable Row held;
    private long heldAt;
    private int cellsBefore;
    private String lastBefore = "";
    private boolean afterBlank;
    private boolean isDoubleSpaced;

    @Override
    public boolean starts(String line) {
        return line.contains("Name ")
                && line.contains("Version")
                && line.contains("Vendor")
                && line.indexOf(',') < 0
                && new Columns(line).has("name", "version", "vendor");
    }

    @Override
    public boolean interrupts() {
        return true;
    }

    @Override
    public void begin(String line, long number, HostBook book) {
        columns = new Columns(line);
        records = new FieldRecords(book, "");
        held = null;
        cellsBefore = columns.count();
        lastBefore = "";
        afterBlank = false;
        isDoubleSpaced = false;
    }

    @Override
    public boolean next(String line, long number, HostBook book) {
        if (starts(line)) {
            end(book);
            begin(line, number, book);
            return true;
        }
        if (line.isBlank()) {
            afterBlank = true;
            return true;
        }
        return columns != null && (isDashes(line) || row(columns, line, number, book));
    }

    private static boolean isDashes(String line) {
        return line.contains("--") && line.chars().allMatch(c -> c == '-' || c == ' ');
    }

    private boolean row(Columns columns, String line, long number, HostBook book) {
        Columns.Row row = columns.row(line).filter(each -> isWhole(each.fields())).orElse(null);
        if (row == null && afterBlank && !isDoubleSpaced) {
            return false;
        }
        isDoubleSpaced |= afterBlank;
        afterBlank = false;
        if (row == null) {
            leaveOut(line.strip(), number, book);
            return true;
        }
        accept();
        held = row;
        heldAt = number;
        return true;
    }

    private void leaveOut(String row, long number, HostBook book) {
        if (columns != null && records != null) {
            records.begin(columns.has("displayversion") ? Fact.COMPONENTS : Fact.VIBS);
        }
        book.problems().add(number, "the row is cut or moved, and is left out: " + row);
        book.current().gap("a row of its table is cut or moved");
    }

    /** What has a blank in its name, or no digit in its version, is another column. */
    private static boolean isWhole(Fields row) {
        return row.has("name", "version", "vendor")
                && row.get("name").indexOf(' ') < 0
                && Character.isLetterOrDigit(row.get("name").charAt(0))
                && row.get("version").indexOf(' ') < 0
                && row.get("version").chars().anyMatch(Character::isDigit);
    }

    private void accept() {
        Columns.Row row = held;
        if (row != null && records != null) {
            records.accept(row.fields(), heldAt);
            cellsBefore = row.cells();
            lastBefore = row.last();
        }
        held = null;
    }

    /** A last cell without the end of its line is whole if it is a date, or as in the row above. */
    @Override
    public void cut(HostBook book) {
        Columns.Row row = held;
        boolean isWhole =
                row != null
                        && columns != null
                        && row.cells() == columns.count()
                        && (row.last().equals(lastBefore) || TableEnd.isDate(row.last()));
        if (row != null && !isWhole) {
            leaveOut(row.fields().get("name"), heldAt, book);
            held = null;
        }
    }

    @Override
    public void end(HostBook book) {
        Columns.Row last = held;
        if (last != null && last.cells() < cellsBefore) {
            book.problems().add(heldAt, "the last row of the table is shorter; it may be cut");
            book.current().gap("its table may be cut: its last row is shorter than the one before");
        }
        accept();
    }
}
