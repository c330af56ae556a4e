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

    private static final int NARROWEST = 8;
    private static final int NARROWEST_SENTENCE = 30;

    /** What an id begins and ends with still tells it from others. */
    private static final int NARROWEST_ID = 24;

    /** How a column is laid out. */
    enum Kind {
        /** On the left and never cut, since people copy it. */
        NAME,
        /** On the left; shortened in its middle where all prose is as narrow as it may be. */
        ID,
        /** On the left; cut where the line would not fit. */
        PROSE,
        /** As prose, but no narrower than some words: what says why is not cut to a stump. */
        SENTENCE,
        /** On the left; cut where the line would not fit, but at its start, which says least. */
        PLACE,
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

    static <T> Column<T> id(String heading, Function<T, String> text) {
        return new Column<>(heading, Kind.ID, (row, screen) -> text.apply(row));
    }

    static <T> Column<T> place(String heading, Function<T, String> text) {
        return new Column<>(heading, Kind.PLACE, (row, screen) -> text.apply(row));
    }

    static <T> Column<T> prose(String heading, Function<T, String> text) {
        return new Column<>(heading, Kind.PROSE, (row, screen) -> text.apply(row));
    }

    static <T> Column<T> sentence(String heading, Function<T, String> text) {
        return new Column<>(heading, Kind.SENTENCE, (row, screen) -> text.apply(row));
    }

    static <T> Column<T> number(String heading, Function<T, Object> number) {
        return new Column<>(heading, Kind.NUMBER, (row, screen) -> "" + number.apply(row));
    }

    /** How narrow it may become where the line would not fit; its whole width for most. */
    int narrowest(int width) {
        return switch (kind) {
            case NAME, NUMBER -> width;
            case ID -> Math.min(width, NARROWEST_ID);
            case SENTENCE -> Math.min(width, NARROWEST_SENTENCE);
            case PROSE, PLACE -> Math.min(width, NARROWEST);
        };
    }

    /** A cell as wide as the column. */
    String laidOut(String cell, int width) {
        return switch (kind) {
            case NAME -> PlainText.pad(cell, width);
            case ID -> PlainText.pad(PlainText.cutMiddle(cell, width), width);
            case PROSE, SENTENCE -> PlainText.pad(PlainText.cut(cell, width), width);
            case PLACE -> PlainText.pad(PlainText.cutStart(cell, width), width);
            case NUMBER -> PlainText.padLeft(cell, width);
        };
    }

    String cell(T row, Screen screen) {
        return PlainText.of(text.apply(row, screen));
    }
}
