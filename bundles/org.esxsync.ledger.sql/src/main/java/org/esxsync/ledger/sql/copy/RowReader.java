package org.esxsync.ledger.sql.copy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.esxsync.api.ledger.HistoryBreak;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.LedgerRows;
import org.esxsync.ledger.sql.copy.CopiedTable.Column;
import org.esxsync.ledger.sql.session.Cursor;
import org.esxsync.ledger.sql.session.Row;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.tables.EventRows;
import org.jspecify.annotations.Nullable;

/**
 * Reads all rows of a ledger. Of each patch, VIB and publication it keeps a number in memory, and
 * of the rest a few hundred rows at once. Used within one transaction, and once.
 */
final class RowReader {

    /** How many rows, or characters of them, are passed on at once. */
    private static final int MOST_ROWS = 500;

    private static final int MOST_CHARACTERS = 1_000_000;

    private final Session session;
    private final Consumer<LedgerRows> consumer;
    private final Map<Long, Long> vibs = new HashMap<>();
    private final Map<Long, Long> patches = new HashMap<>();
    private final Map<Long, Long> publications = new HashMap<>();
    private List<List<@Nullable Object>> rows = new ArrayList<>();
    private long characters;

    private RowReader(Session session, Consumer<LedgerRows> consumer) {
        this.session = session;
        this.consumer = consumer;
    }

    /**
     * @param name the ledger, for messages
     * @throws LedgerException if the history was changed
     */
    static void read(Session session, Path name, Consumer<LedgerRows> consumer)
            throws SQLException {
        Optional<HistoryBreak> found = EventRows.firstBreak(session);
        if (found.isPresent()) {
            throw new LedgerException(
                    name,
                    "its history was changed at event %d (%s), and a copy would hide since when; compare it with an export or a backup"
                            .formatted(found.get().number(), found.get().reason()),
                    null);
        }
        RowReader reader = new RowReader(session, consumer);
        for (CopiedTable table : CopiedTable.ALL) {
            reader.read(table);
        }
    }

    private void read(CopiedTable table) throws SQLException {
        boolean isVib = table.name().equals(CopiedTable.VIB);
        Set<Long> wanted = isVib ? vibsOfPatches() : Set.of();
        try (Cursor<Optional<List<@Nullable Object>>> cursor =
                session.query(
                        table.select(),
                        row ->
                                isVib && !wanted.contains(row.number("number"))
                                        ? Optional.empty()
                                        : Optional.of(values(table, row)))) {
            while (cursor.next()) {
                Optional<List<@Nullable Object>> next = cursor.current();
                if (next.isPresent()) {
                    add(table, next.get());
                }
            }
        }
        pass(table);
    }

    /** A database of several mirrors has those of the others, too. */
    private Set<Long> vibsOfPatches() throws SQLException {
        Set<Long> used = new HashSet<>();
        try (Cursor<String> lists =
                session.query("SELECT vibs FROM patch", row -> row.text("vibs"))) {
            while (lists.next()) {
                for (String number : numbers(lists.current())) {
                    used.add(Long.valueOf(number));
                }
            }
        }
        return used;
    }

    private static String[] numbers(String list) {
        return list.isEmpty() ? new String[0] : list.split(",");
    }

    private List<@Nullable Object> values(CopiedTable table, Row row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (Column column : table.columns()) {
            values.add(value(table, column, row));
        }
        return values;
    }

    private @Nullable Object value(CopiedTable table, Column column, Row row) throws SQLException {
        String name = column.name().replace("\"", "");
        return switch (column.kind()) {
            case TEXT -> row.textOrNull(name);
            case NUMBER -> row.numberOrNull(name);
            case FLAG -> row.flag(name) ? 1L : 0L;
            case OWN_NUMBER -> count(counted(table), row.number(name));
            case PUBLICATION -> known(publications, row.number(name));
            case PATCHES -> known(patches, row.text(name));
            case VIBS -> known(vibs, row.text(name));
        };
    }

    private Map<Long, Long> counted(CopiedTable table) {
        return switch (table.name()) {
            case CopiedTable.VIB -> vibs;
            case CopiedTable.PATCH -> patches;
            default -> publications;
        };
    }

    private static long count(Map<Long, Long> counted, long number) {
        long count = counted.size() + 1L;
        counted.put(number, count);
        return count;
    }

    private static String known(Map<Long, Long> counted, String list) throws SQLException {
        List<String> counts = new ArrayList<>();
        for (String number : numbers(list)) {
            counts.add(Long.toString(known(counted, Long.parseLong(number))));
        }
        return String.join(",", counts);
    }

    private static long known(Map<Long, Long> counted, long number) throws SQLException {
        Long count = counted.get(number);
        if (count == null) {
            throw new SQLException("a row names the number %d, which is nowhere".formatted(number));
        }
        return count;
    }

    private void add(CopiedTable table, List<@Nullable Object> row) {
        rows.add(row);
        for (Object value : row) {
            characters += value instanceof String text ? text.length() : 1;
        }
        if (rows.size() == MOST_ROWS || characters > MOST_CHARACTERS) {
            pass(table);
        }
    }

    private void pass(CopiedTable table) {
        if (!rows.isEmpty()) {
            consumer.accept(new LedgerRows(table.name(), rows));
            rows = new ArrayList<>();
            characters = 0;
        }
    }
}
