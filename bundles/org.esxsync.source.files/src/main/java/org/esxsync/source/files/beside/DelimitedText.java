package org.esxsync.source.files.beside;

import java.util.ArrayList;
import java.util.List;

/**
 * Text with separators (RFC 4180): a field with a separator, a quote or a line break in it stands
 * in quotes. The separator is a tab if the first line has one, else the more frequent one of comma
 * and semicolon there.
 */
final class DelimitedText {

    private final String text;
    private final char separator;
    private int at;

    private DelimitedText(String text) {
        this.text = text;
        String first = text.lines().findFirst().orElse("");
        this.separator =
                first.indexOf('\t') >= 0 ? '\t' : count(first, ';') > count(first, ',') ? ';' : ',';
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /**
     * The rows with the fields of each, stripped; without empty rows.
     *
     * @param most how many rows are read
     */
    static List<List<String>> rows(String text, int most) {
        DelimitedText reader = new DelimitedText(text);
        List<List<String>> rows = new ArrayList<>();
        while (reader.at < text.length() && rows.size() < most) {
            List<String> row = reader.row();
            if (row.stream().anyMatch(field -> !field.isEmpty())) {
                rows.add(row);
            }
        }
        return rows;
    }

    private List<String> row() {
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (at < text.length() && text.charAt(at) == separator) {
            at++;
            fields.add(field());
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        return fields;
    }

    private String field() {
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean blank = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quoted) {
                boolean escaped = c == '"' && text.startsWith("\"\"", at);
                if (c != '"' || escaped) {
                    field.append(c);
                    blank &= Character.isWhitespace(c);
                    at += escaped ? 1 : 0;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && blank) {
                field.setLength(0);
                quoted = true;
            } else if (c == separator || c == '\n' || c == '\r') {
                break;
            } else {
                field.append(c);
                blank &= Character.isWhitespace(c);
            }
            at++;
        }
        return field.toString().strip();
    }
}
