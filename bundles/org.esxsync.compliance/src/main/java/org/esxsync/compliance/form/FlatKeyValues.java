package org.esxsync.compliance.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.compliance.facts.HostBook;
import org.jspecify.annotations.Nullable;

/** What {@code esxcli --formatter=keyvalue} prints: {@code VIBExt[0].Name.string=esx-base}. */
final class FlatKeyValues implements LineForm {

    private static final Pattern LINE =
            Pattern.compile(
                    "([A-Za-z]\\w*(?:\\[\\d{1,9}])?)\\.([A-Za-z][A-Za-z ]*)(?:\\[\\d{1,9}])?"
                            + "(?:\\.[a-z]+(?:\\[])?(?:\\[\\d{1,9}])?)?=(.*)");

    private @Nullable FieldRecords records;
    private Fields fields = new Fields();
    private String thing = "";
    private String lastKey = "";
    private long firstLine;

    @Override
    public boolean starts(String line) {
        return line.indexOf('=') > 0 && line.indexOf('.') > 0 && LINE.matcher(line).matches();
    }

    @Override
    public void begin(String line, long number, HostBook book) {
        records = new FieldRecords(book, "key=value");
        thing = "";
        next(line, number, book);
    }

    @Override
    public boolean next(String line, long number, HostBook book) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return line.isBlank();
        }
        if (!thing.equals(parts.group(1))) {
            flush();
            thing = parts.group(1);
            firstLine = number;
        }
        lastKey = Fields.key(parts.group(2));
        fields.put(lastKey, parts.group(3));
        return true;
    }

    private void flush() {
        if (records != null && !fields.isEmpty()) {
            records.accept(fields, firstLine);
        }
        fields = new Fields();
    }

    @Override
    public void cut(HostBook book) {
        LineForm.super.cut(book);
        fields = Fields.isOfIdentity(lastKey) ? new Fields() : fields;
    }

    @Override
    public void end(HostBook book) {
        flush();
        records = null;
    }
}
