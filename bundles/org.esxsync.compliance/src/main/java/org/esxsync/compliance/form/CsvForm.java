package org.esxsync.compliance.form;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.esxsync.compliance.facts.HostBook;
import org.esxsync.compliance.text.SessionText;
import org.jspecify.annotations.Nullable;

/**
 * Tables with commas, semicolons or tabs: {@code esxcli --formatter=csv}, PowerCLI's Export-Csv,
 * RVTools. Columns go by their headings.
 */
final class CsvForm {

    private static final String SEPARATORS = ",;\t";
    private static final String TYPE = "#TYPE ";
    private static final int MOST_COLUMNS = 1000;

    private CsvForm() {}

    static boolean starts(String line) {
        return line.startsWith(TYPE) || separator(line).isPresent();
    }

    private static Optional<Character> separator(String line) {
        if (!line.contains("Name") && !line.contains("ESX Version") && !line.contains("name")) {
            return Optional.empty();
        }
        for (int i = 0; i < SEPARATORS.length(); i++) {
            char separator = SEPARATORS.charAt(i);
            if (line.indexOf(separator) > 0 && isHeader(keys(line, separator))) {
                return Optional.of(separator);
            }
        }
        return Optional.empty();
    }

    private static List<String> keys(String line, char separator) {
        List<String> keys = new ArrayList<>();
        for (String each : line.split(String.valueOf(separator), MOST_COLUMNS)) {
            keys.add(Fields.key(each));
        }
        return keys;
    }

    private static boolean isHeader(List<String> keys) {
        boolean isPackages =
                keys.contains("name")
                        && keys.contains("version")
                        && (keys.contains("vendor")
                                || keys.contains("acceptancelevel")
                                || keys.contains("build"));
        return isPackages || keys.contains("host") && keys.contains("esxversion");
    }

    static void read(SessionText text, HostBook book) throws IOException {
        String line = text.peek();
        if (line != null && line.startsWith(TYPE)) {
            do {
                text.take();
                line = text.peek();
            } while (line != null && line.isBlank());
        }
        Optional<Character> separator = line == null ? Optional.empty() : separator(line);
        if (line == null || separator.isEmpty()) {
            book.problems().add(text.number() + 1, "a table without headings that are known");
            return;
        }
        Table table = new Table(book, keys(line, separator.get()));
        text.take();
        long before = text.number();
        CsvReader<CsvRecord> reader =
                CsvReader.builder()
                        .fieldSeparator(separator.get())
                        .skipEmptyLines(true)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(text.block(Separator::endsOutput));
        try {
            Iterator<CsvRecord> records = reader.iterator();
            while (records.hasNext()) {
                table.row(records.next(), before);
            }
        } catch (CsvParseException e) {
            table.cut(text.number());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        table.end(before, text.isCut());
    }

    /** The rows below one line of headings. */
    private static final class Table {

        private final HostBook book;
        private final List<String> keys;
        private final FieldRecords records;
        private final int cells;
        private @Nullable CsvRecord held;
        private String lastBefore = "";
        private boolean empty = true;

        Table(HostBook book, List<String> keys) {
            this.book = book;
            this.keys = keys;
            this.records = new FieldRecords(book, "CSV");
            boolean endsWithSeparator = keys.get(keys.size() - 1).isEmpty();
            this.cells = endsWithSeparator ? keys.size() - 1 : keys.size();
        }

        /** A row counts once the next one has come, since the last one may be cut. */
        void row(CsvRecord row, long before) {
            accept(before);
            held = row;
        }

        private void accept(long before) {
            CsvRecord row = held;
            held = null;
            if (row != null) {
                accept(row, before);
            }
        }

        private void accept(CsvRecord row, long before) {
            Fields fields = new Fields();
            int count = Math.min(row.getFieldCount(), keys.size());
            for (int i = 0; i < count; i++) {
                fields.put(keys.get(i), row.getField(i));
            }
            empty = false;
            lastBefore = row.getField(row.getFieldCount() - 1);
            boolean isShort = row.getFieldCount() < cells;
            long line = before + row.getStartingLineNumber();
            if (isShort || !records.accept(fields, line)) {
                book.problems()
                        .add(
                                line,
                                isShort
                                        ? "the row is cut, and is left out"
                                        : "the row tells nothing that is known, and is left out");
                book.current().gap("a row of its table could not be read");
            }
        }

        /** The last cell is whole if something comes after it, or if it is as in the row above. */
        private boolean isWhole(CsvRecord last) {
            int count = last.getFieldCount();
            String cell = last.getField(count - 1);
            return count > cells
                    || count == cells && (cell.equals(lastBefore) || TableEnd.isDate(cell));
        }

        void cut(long line) {
            book.problems().add(line, "the table is cut, or its quotes do not match");
            book.current().gap("its table is cut");
        }

        void end(long line, boolean isCut) {
            CsvRecord last = held;
            if (last != null && isCut && !isWhole(last)) {
                held = null;
                empty = false;
                cut(line + last.getStartingLineNumber());
            }
            accept(line);
            if (empty) {
                book.problems()
                        .add(
                                line,
                                keys.contains("esxversion")
                                        ? "RVTools vHost (CSV) without a row"
                                        : "a table without a row");
            }
        }
    }
}
