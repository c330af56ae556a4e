package org.esxsync.compliance.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.compliance.facts.Fact;
import org.esxsync.compliance.facts.HostBook;

/** What {@code ipkg list_installed} of ESXi 4.x prints: names and versions with dashes between. */
final class PackageList implements LineForm {

    private static final Pattern ROW = Pattern.compile("([A-Za-z][\\w.+-]*) - (\\d\\S*) -.*");
    private static final String END = "Successfully terminated.";

    private boolean ended;

    @Override
    public boolean starts(String line) {
        return line.contains(" - ") && ROW.matcher(line).matches();
    }

    @Override
    public void begin(String line, long number, HostBook book) {
        ended = false;
        book.list(Fact.VIBS, "ipkg list_installed");
        next(line, number, book);
    }

    @Override
    public boolean next(String line, long number, HostBook book) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
            book.vib(number, row.group(1), row.group(2), "");
            return true;
        }
        ended |= line.strip().equals(END);
        return ended || line.isBlank();
    }

    /** It has a mark of its own at its end. */
    @Override
    public void cut(HostBook book) {}

    @Override
    public void end(HostBook book) {
        if (!ended) {
            book.current().gap("its list of packages has no end, so that it may be cut");
        }
    }
}
