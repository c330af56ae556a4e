package org.esxsync.compliance.form;

import java.util.Set;
import org.esxsync.compliance.facts.HostBook;
import org.jspecify.annotations.Nullable;

/** Rows of the tables of VIBs and components without their headings, as a search leaves them. */
final class LooseRow implements LineForm {

    private static final String GAP = " {2,}";
    private static final Set<String> LEVELS =
            Set.of("VMwareCertified", "VMwareAccepted", "PartnerSupported", "CommunitySupported");
    private static final int LEVEL_OF_VIB = 3;
    private static final int LEVEL_OF_COMPONENT = 6;

    private @Nullable FieldRecords records;

    @Override
    public boolean starts(String line) {
        return line.contains("ed ") && fields(line) != null;
    }

    private static @Nullable Fields fields(String line) {
        String[] cells = line.strip().split(GAP);
        if (cells.length > LEVEL_OF_COMPONENT && LEVELS.contains(cells[LEVEL_OF_COMPONENT])) {
            return fields(cells[0], cells[2], cells[4], cells[3]);
        }
        return cells.length > LEVEL_OF_VIB
                        && cells.length < LEVEL_OF_COMPONENT + 1
                        && LEVELS.contains(cells[LEVEL_OF_VIB])
                ? fields(cells[0], cells[1], cells[2], "")
                : null;
    }

    private static Fields fields(String name, String version, String vendor, String displayed) {
        Fields fields = new Fields();
        fields.put("name", name);
        fields.put("version", version);
        fields.put("vendor", vendor);
        fields.put("displayversion", displayed);
        return fields;
    }

    /** It is a part anyway. */
    @Override
    public void cut(HostBook book) {}

    @Override
    public void begin(String line, long number, HostBook book) {
        records = new FieldRecords(book, "rows without headings");
        next(line, number, book);
    }

    @Override
    public boolean next(String line, long number, HostBook book) {
        Fields fields = fields(line);
        if (fields == null || records == null) {
            return line.isBlank();
        }
        records.accept(fields, number);
        book.current().gap("its table has no headings, so that it may be a part of one");
        return true;
    }
}
