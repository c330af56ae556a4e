package org.esxsync.compliance.form;

import java.util.Optional;
import java.util.regex.Pattern;
import org.esxsync.compliance.facts.HostBook;
import org.jspecify.annotations.Nullable;

/**
 * The tables of {@code esxcli software vib list} and {@code component list}, with or without the
 * row of dashes below the headings.
 */
final class PackageTable implements LineForm {

    private static final Pattern DASHES = Pattern.compile("[- ]*-{2,}[- ]*");

    private @Nullable Columns columns;
    private @Nullable FieldRecords records;

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
    }

    @Override
    public boolean next(String line, long number, HostBook book) {
        if (starts(line)) {
            begin(line, number, book);
            return true;
        }
        if (line.isBlank() || columns == null || records == null) {
            return false;
        }
        if (line.contains("--") && DASHES.matcher(line).matches()) {
            return true;
        }
        Optional<Fields> row = columns.row(line);
        if (row.isEmpty() || !isWhole(row.get())) {
            book.problems()
                    .add(number, "the row is cut or moved, and is left out: " + line.strip());
            book.current().gap("a row of its table is cut or moved");
            return true;
        }
        records.accept(row.get(), number);
        return true;
    }

    /** What has a blank in its name, or no digit in its version, is another column. */
    private static boolean isWhole(Fields row) {
        return row.has("name", "version", "vendor")
                && row.get("name").indexOf(' ') < 0
                && row.get("version").indexOf(' ') < 0
                && row.get("version").chars().anyMatch(Character::isDigit);
    }
}
