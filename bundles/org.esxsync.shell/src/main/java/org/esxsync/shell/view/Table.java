package org.esxsync.shell.view;

import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.esxsync.shell.terminal.Ink;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/**
 * A listing. For scripts it is the list of its rows; for people a table whose prose is cut to fit
 * the screen.
 */
public final class Table<T> extends AbstractList<T> implements Result {

    private static final String GAP = "  ";
    private static final int NARROWEST = 8;

    private final List<T> rows;
    private final List<Column<T>> columns;
    private final String whenEmpty;

    /**
     * @param whenEmpty what people are told in place of a table without rows
     */
    Table(List<T> rows, List<Column<T>> columns, String whenEmpty) {
        this.rows = List.copyOf(rows);
        this.columns = List.copyOf(columns);
        this.whenEmpty = whenEmpty;
    }

    @Override
    public T get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }

    /** The first column, which names the rows; for scripts and completion. */
    public List<String> names() {
        Screen anywhere = Screen.plain(ZoneOffset.UTC);
        return rows.stream().map(row -> columns.get(0).cell(row, anywhere)).toList();
    }

    @Override
    public List<String> lines(Screen screen) {
        if (rows.isEmpty()) {
            return PlainText.wrap(whenEmpty, screen.width());
        }
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(Column::heading).toList());
        rows.forEach(row -> cells.add(cells(row, screen)));
        int[] widths = fit(naturalWidths(cells), screen);
        if (excess(widths, screen) > 0) {
            return stacked(cells, screen);
        }
        List<String> lines = new ArrayList<>(cells.stream().map(l -> line(l, widths)).toList());
        lines.set(0, Ink.BOLD.on(screen, lines.get(0)));
        return lines;
    }

    private List<String> cells(T row, Screen screen) {
        return columns.stream().map(column -> column.cell(row, screen)).toList();
    }

    private int[] naturalWidths(List<List<String>> cells) {
        return IntStream.range(0, columns.size())
                .map(
                        i ->
                                cells.stream()
                                        .mapToInt(line -> PlainText.width(line.get(i)))
                                        .max()
                                        .orElse(0))
                .toArray();
    }

    /** Takes what is too much from the widest prose, until all prose is as narrow as it may be. */
    private int[] fit(int[] widths, Screen screen) {
        for (int excess = excess(widths, screen); excess > 0; excess--) {
            int widest = widestProse(widths);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int excess(int[] widths, Screen screen) {
        int gaps = GAP.length() * (widths.length - 1);
        return screen.isLimited() ? Arrays.stream(widths).sum() + gaps - screen.width() : 0;
    }

    /** For a screen that is too narrow: each row's name, and below it the rest with headings. */
    private List<String> stacked(List<List<String>> cells, Screen screen) {
        List<String> headings = cells.get(0);
        List<String> lines = new ArrayList<>();
        for (List<String> row : cells.subList(1, cells.size())) {
            lines.add(Ink.BOLD.on(screen, row.get(0)));
            String line = "";
            for (int i = 1; i < row.size(); i++) {
                String cell = GAP + headings.get(i) + " " + row.get(i);
                if (!line.isEmpty() && PlainText.width(line + cell) > screen.width()) {
                    lines.add(line);
                    line = "";
                }
                line += cell;
            }
            lines.add(
                    columns.get(row.size() - 1).kind() == Column.Kind.PROSE
                            ? PlainText.cut(line, screen.width())
                            : line);
        }
        return lines;
    }

    private int widestProse(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            if (columns.get(i).kind() == Column.Kind.PROSE
                    && widths[i] > (widest < 0 ? NARROWEST : widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private String line(List<String> cells, int[] widths) {
        List<String> line = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            line.add(
                    switch (columns.get(i).kind()) {
                        case NAME -> PlainText.pad(cells.get(i), widths[i]);
                        case PROSE ->
                                PlainText.pad(PlainText.cut(cells.get(i), widths[i]), widths[i]);
                        case NUMBER -> PlainText.padLeft(cells.get(i), widths[i]);
                    });
        }
        return String.join(GAP, line).stripTrailing();
    }
}
