package org.esxsync.ledger.sql.copy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.esxsync.api.ledger.LedgerRows;
import org.esxsync.ledger.sql.copy.CopiedTable.Column;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a ledger, with the numbers of this database. Used once. */
final class RowWriter {

    private final Session session;
    private final NumberSpace space;

    /** The numbers that VIBs have here, by those of the copy. */
    private final Map<Long, Long> vibs = new HashMap<>();

    RowWriter(Session session, NumberSpace space) {
        this.session = session;
        this.space = space;
    }

    void write(LedgerRows part) throws SQLException {
        CopiedTable table = CopiedTable.named(part.table());
        if (table.name().equals(CopiedTable.VIB)) {
            enterVibs(part.rows());
            return;
        }
        RowTexts texts = new RowTexts();
        for (List<@Nullable Object> row : part.rows()) {
            texts.add(values(table, row));
        }
        session.update(table.insert(), texts.toString());
    }

    private void enterVibs(List<List<@Nullable Object>> rows) throws SQLException {
        Map<String, String> texts = new HashMap<>();
        for (List<@Nullable Object> row : rows) {
            texts.put((String) row.get(1), (String) row.get(2));
        }
        Map<String, Long> numbers = space.enterVibs(session, texts);
        for (List<@Nullable Object> row : rows) {
            vibs.put((Long) row.get(0), Objects.requireNonNull(numbers.get((String) row.get(1))));
        }
    }

    private @Nullable Object[] values(CopiedTable table, List<@Nullable Object> row) {
        @Nullable Object[] values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(table, table.columns().get(i), row.get(i));
        }
        return values;
    }

    private @Nullable Object value(CopiedTable table, Column column, @Nullable Object value) {
        return switch (column.kind()) {
            case TEXT, NUMBER, FLAG -> value;
            case OWN_NUMBER ->
                    table.name().equals(CopiedTable.PATCH) ? patch(value) : publication(value);
            case PUBLICATION -> publication(value);
            case PATCHES -> each(value, this::patch);
            case VIBS -> each(value, count -> vibs.get((Long) count));
        };
    }

    private Long patch(@Nullable Object count) {
        return space.beforePatches() + number(count);
    }

    private Long publication(@Nullable Object count) {
        return space.beforePublications() + number(count);
    }

    private static long number(@Nullable Object count) {
        return (Long) Objects.requireNonNull(count);
    }

    private interface Numbers {
        @Nullable Long of(Object count);
    }

    private static String each(@Nullable Object list, Numbers numbers) {
        String text = (String) Objects.requireNonNull(list);
        List<String> changed = new ArrayList<>();
        for (String count : text.isEmpty() ? new String[0] : text.split(",")) {
            changed.add(Objects.requireNonNull(numbers.of(Long.valueOf(count))).toString());
        }
        return String.join(",", changed);
    }
}
