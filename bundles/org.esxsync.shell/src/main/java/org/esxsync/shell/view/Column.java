package org.esxsync.shell.view;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Screen;

/**
 * A column of a {@link Table}.
 *
 * @param heading its heading
 * @param kind how it is laid out
 * @param text what it says about a row; need not be plain yet
 * @param spared when it is left out where the line would not fit: 1 for the first; 0 for never
 */
record Column<T>(String heading, Kind kind, BiFunction<T, Screen, String> text, int spared) {

    /** How a column is laid out. */
    enum Kind {
        /** On the left and never cut, since people copy it. */
        NAME,
        /** On the left; cut where the line would not fit. */
        PROSE,
        /** On the right and never cut. */
        NUMBER
    }

    Column(String heading, Kind kind, BiFunction<T, Screen, String> text) {
        this(heading, kind, text, 0);
    }

    /** The same, which is left out where the line would not fit, in this order. */
    Column<T> spared(int order) {
        return new Column<>(heading, kind, text, order);
    }

    static <T> Column<T> name(String heading, Function<T, String> text) {
        return new Column<>(heading, Kind.NAME, (row, screen) -> text.apply(row));
    }

    static <T> Column<T> prose(String heading, Function<T, String> text) {
        return new Column<>(heading, Kind.PROSE, (row, screen) -> text.apply(row));
    }

    static <T> Column<T> number(String heading, Function<T, Object> number) {
        return new Column<>(heading, Kind.NUMBER, (row, screen) -> "" + number.apply(row));
    }

    String cell(T row, Screen screen) {
        return PlainText.of(text.apply(row, screen));
    }
}
