package org.esxsync.compliance.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.compliance.facts.HostBook;
import org.jspecify.annotations.Nullable;

/**
 * Indented keys and values, as {@code esxcli software vib get}, {@code profile get} and {@code
 * system version get} print them.
 */
final class KeyValues implements LineForm {

    private static final Pattern LINE = Pattern.compile("\\s+([A-Z][A-Za-z ]{1,40}):(?: (.*))?");
    private static final Pattern FIRST = Pattern.compile("\\s+(?:Name|Product): .*");

    /** A VIB's id or the name of an image profile stands above its keys. */
    private static final Pattern TITLE = Pattern.compile("\\S.*");

    private static final String VIBS = "vibs";

    private Fields fields = new Fields();
    private String lastKey = "";
    private @Nullable FieldRecords records;
    private long firstLine;

    @Override
    public boolean starts(String line) {
        return line.startsWith(" ")
                && (FIRST.matcher(line).matches() || line.stripLeading().startsWith("VIBs: "));
    }

    @Override
    public void begin(String line, long number, HostBook book) {
        records = new FieldRecords(book, "");
        firstLine = number;
        next(line, number, book);
    }

    @Override
    public boolean next(String line, long number, HostBook book) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            flush();
            return line.isBlank() || TITLE.matcher(line).matches() && isTitle(line);
        }
        if (FIRST.matcher(line).matches()) {
            flush();
            firstLine = number;
        }
        String key = Fields.key(parts.group(1));
        lastKey = key;
        String value = parts.group(2) == null ? "" : parts.group(2);
        if (key.equals(VIBS) && records != null) {
            flush();
            records.profileVibs(value, number);
        } else {
            fields.put(key, value);
        }
        return true;
    }

    /** The id of the next VIB. */
    private static boolean isTitle(String line) {
        return line.indexOf(' ') < 0 && line.indexOf('_') > 0;
    }

    private void flush() {
        if (records != null && !fields.isEmpty()) {
            // A VIB's platforms and the like tell nothing by themselves.
            records.accept(fields, firstLine);
        }
        fields = new Fields();
    }

    /** A version or an image profile is whole by itself; a list of VIBs may have had more. */
    @Override
    public void cut(HostBook book) {
        if (!fields.has("product", "version", "build") && !fields.has("creationtime")) {
            LineForm.super.cut(book);
            fields = Fields.isOfIdentity(lastKey) ? new Fields() : fields;
        }
    }

    @Override
    public void end(HostBook book) {
        flush();
        records = null;
    }
}
