package org.esxsync.shell.view;

import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.esxsync.shell.terminal.Ink;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/**
 * A listing. For scripts it is the list of its rows; for people a table whose prose is cut to fit
 * the screen, and which lacks the least useful columns where that is not enough.
 */
public final class Table<T> extends AbstractList<T> implements Result {

    private static final String GAP = "  ";
    private static final String LEFT_OUT =
            "left out: %s; a wider terminal, --csv or --json shows all";
    private static final Set<Column.Kind> PROSE =
            EnumSet.of(Column.Kind.PROSE, Column.Kind.SENTENCE, Column.Kind.PLACE);

    /** On a narrower screen rows go below each other, rather than lose what they say. */
    private static final int NARROW = 60;

    private final List<T> rows;
    private final List<Column<T>> columns;
    private final String whenEmpty;
    private final String below;

    /**
     * @param whenEmpty what people are told in place of a table without rows
     */
    Table(List<T> rows, List<Column<T>> columns, String whenEmpty) {
        this(rows, columns, whenEmpty, "");
    }

    private Table(List<T> rows, List<Column<T>> columns, String whenEmpty, String below) {
        this.rows = List.copyOf(rows);
        this.columns = List.copyOf(columns);
        this.whenEmpty = whenEmpty;
        this.below = below;
    }

    /**
     * The same with a sentence below its rows.
     *
     * @param text empty for none
     */
    Table<T> with(String text) {
        return new Table<>(rows, columns, whenEmpty, text);
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
        Table<T> shown = fitting(screen);
        List<String> lines = new ArrayList<>(shown.rowLines(screen));
        List<Column<T>> leftOut = new ArrayList<>(columns);
        leftOut.removeAll(shown.columns);
        if (!leftOut.isEmpty()) {
            String headings =
                    leftOut.stream().map(Column::heading).collect(Collectors.joining(", "));
            lines.addAll(PlainText.wrap(LEFT_OUT.formatted(headings), screen.width()));
        }
        if (!below.isEmpty()) {
            lines.addAll(PlainText.wrap(below, screen.width()));
        }
        return lines;
    }

    /** The same without so many of the least useful columns that the rest fits, if that helps. */
    private Table<T> fitting(Screen screen) {
        Table<T> table = this;
        while (screen.width() >= NARROW && table.isTooWide(screen)) {
            Optional<Table<T>> smaller = table.withoutTheLeastUseful();
            if (smaller.isEmpty()) {
                return table;
            }
            table = smaller.get();
        }
        return table;
    }

    private boolean isTooWide(Screen screen) {
        return excess(fit(naturalWidths(cells(screen)), screen), screen) > 0;
    }

    private List<String> rowLines(Screen screen) {
        List<List<String>> cells = cells(screen);
        int[] widths = fit(naturalWidths(cells), screen);
        if (excess(widths, screen) > 0) {
            return stacked(cells, screen);
        }
        List<String> lines = new ArrayList<>(cells.stream().map(l -> line(l, widths)).toList());
        lines.set(0, Ink.BOLD.on(screen, lines.get(0)));
        return lines;
    }

    /** The headings, and the cells of each row. */
    private List<List<String>> cells(Screen screen) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(Column::heading).toList());
        rows.forEach(row -> cells.add(cells(row, screen)));
        return cells;
    }

    private Optional<Table<T>> withoutTheLeastUseful() {
        return columns.stream()
                .filter(column -> column.spared() > 0)
                .min(Comparator.comparingInt(Column::spared))
                .map(
                        spared ->
                                new Table<>(
                                        rows,
                                        columns.stream().filter(each -> each != spared).toList(),
                                        whenEmpty,
                                        below));
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

    /** Takes what is too much from the widest prose first, and then from the longest ids. */
    private int[] fit(int[] natural, Screen screen) {
        int[] widths = natural.clone();
        for (int excess = excess(widths, screen); excess > 0; excess--) {
            int widest = widest(widths, natural, PROSE);
            if (widest < 0) {
                widest = widest(widths, natural, EnumSet.of(Column.Kind.ID));
            }
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
            boolean endsWithSentence = kindOf(row.size() - 1) == Column.Kind.SENTENCE;
            String line = "";
            for (int i = 1; i < row.size() - (endsWithSentence ? 1 : 0); i++) {
                String cell = GAP + headings.get(i) + " " + row.get(i);
                if (!line.isEmpty() && PlainText.width(line + cell) > screen.width()) {
                    lines.add(line);
                    line = "";
                }
                line += cell;
            }
            lines.add(
                    kindOf(row.size() - 1) == Column.Kind.PROSE
                            ? PlainText.cut(line, screen.width())
                            : line);
            if (endsWithSentence) {
                String sentence = headings.get(row.size() - 1) + " " + row.get(row.size() - 1);
                PlainText.wrap(sentence, screen.width() - GAP.length())
                        .forEach(each -> lines.add(GAP + each));
            }
        }
        return lines;
    }

    private Column.Kind kindOf(int column) {
        return columns.get(column).kind();
    }

    /** The widest column of some kinds that may become narrower, or -1. */
    private int widest(int[] widths, int[] natural, Set<Column.Kind> kinds) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            if (kinds.contains(columns.get(i).kind())
                    && widths[i] > columns.get(i).narrowest(natural[i])
                    && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private String line(List<String> cells, int[] widths) {
        List<String> line = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            line.add(columns.get(i).laidOut(cells.get(i), widths[i]));
        }
        return String.join(GAP, line).stripTrailing();
    }
}
