package org.esxsync.serve.html;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * A line over time as SVG: a step at each point, from zero up.
 *
 * @param title what it shows
 * @param points by time; at least one
 * @param shown writes a value as people read it
 */
public record LineChart(String title, List<Point> points, LongFunction<String> shown) {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 160;
    private static final int LEFT = 64;
    private static final int RIGHT = 8;
    private static final int TOP = 10;
    private static final int BOTTOM = 24;
    private static final int LINES = 2;

    /**
     * A value that holds from a time on.
     *
     * @param at the time
     * @param value not negative
     */
    public record Point(Instant at, long value) {}

    public LineChart {
        points = List.copyOf(points);
    }

    /** The chart, which says its title to who cannot see it. */
    public Html svg() {
        Html svg = new Html();
        svg.open(
                "svg",
                "viewBox",
                "0 0 %d %d".formatted(WIDTH, HEIGHT),
                "class",
                "chart",
                "role",
                "img",
                "aria-label",
                title);
        for (int line = 0; line <= LINES; line++) {
            grid(svg, top() * line / LINES);
        }
        svg.open("path", "class", "area", "d", line() + " V%d H%d Z".formatted(y(0), LEFT))
                .close("path");
        svg.open("path", "class", "line", "d", line()).close("path");
        label(svg, LEFT, HEIGHT - 6, "start", day(first()));
        label(svg, WIDTH - RIGHT, HEIGHT - 6, "end", day(last()));
        return svg.close("svg");
    }

    private void grid(Html svg, long value) {
        String y = Integer.toString(y(value));
        svg.open(
                        "line",
                        "class",
                        "grid",
                        "x1",
                        Integer.toString(LEFT),
                        "x2",
                        Integer.toString(WIDTH - RIGHT),
                        "y1",
                        y,
                        "y2",
                        y)
                .close("line");
        label(svg, LEFT - 8, y(value) + 4, "end", shown.apply(value));
    }

    private static void label(Html svg, int x, int y, String anchor, String text) {
        svg.element(
                "text",
                text,
                "x",
                Integer.toString(x),
                "y",
                Integer.toString(y),
                "text-anchor",
                anchor);
    }

    private String line() {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            double x = x(point.at());
            path.append(
                    path.isEmpty()
                            ? "M%d %d H%s V%d".formatted(LEFT, y(0), number(x), y(point.value()))
                            : " H%s V%d".formatted(number(x), y(point.value())));
        }
        return path.append(" H%d".formatted(WIDTH - RIGHT)).toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private double x(Instant at) {
        long span = Math.max(1, last().getEpochSecond() - first().getEpochSecond());
        double part = (double) (at.getEpochSecond() - first().getEpochSecond()) / span;
        return LEFT + part * (WIDTH - RIGHT - LEFT);
    }

    private int y(long value) {
        double part = (double) value / top();
        return (int) Math.round(HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP));
    }

    /** An even number, so that its half is one, too. */
    private long top() {
        long highest = points.stream().mapToLong(Point::value).max().orElse(0);
        return Math.max(LINES, highest + highest % LINES);
    }

    private Instant first() {
        return points.get(0).at();
    }

    private Instant last() {
        return points.get(points.size() - 1).at();
    }

    private static String day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
