package org.esxsync.json;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.esxsync.api.OneLine;
import org.esxsync.api.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV (RFC 4180). Each cell is one line; none is a formula to a spreadsheet, and none has a
 * secret that {@link Secrets} knows.
 */
final class CsvText {

    private static final String LINE_END = "\r\n";

    /** What a spreadsheet takes for the start of a formula. */
    private static final String FORMULA = "=+-@";

    private CsvText() {}

    /**
     * @param columns the names of the fields that are written, in order
     * @param rows the fields of each row, as {@link JsonFields} gives them
     */
    static String of(List<String> columns, List<Map<String, Object>> rows) {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append(LINE_END);
        for (Map<String, Object> row : rows) {
            text.append(
                            columns.stream()
                                    .map(column -> cell(row.get(column)))
                                    .collect(Collectors.joining(",")))
                    .append(LINE_END);
        }
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        String text = OneLine.of(Secrets.mask(text(value)));
        boolean isFormula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return quoted(isFormula ? "'" + text : text);
    }

    private static String text(Object value) {
        return value instanceof Collection<?> words
                ? words.stream().map(Object::toString).collect(Collectors.joining(" "))
                : value.toString();
    }

    private static String quoted(String text) {
        return text.chars().noneMatch(c -> c == '"' || c == ',')
                ? text
                : '"' + text.replace("\"", "\"\"") + '"';
    }
}
