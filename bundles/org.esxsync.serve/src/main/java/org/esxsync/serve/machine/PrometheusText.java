package org.esxsync.serve.machine;

import java.util.Map;
import java.util.TreeMap;

/** Writes the text format of Prometheus, version 0.0.4. */
final class PrometheusText {

    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    /** Begins a metric that can go up and down. */
    PrometheusText gauge(String name, String help) {
        return begin(name, "gauge", help);
    }

    /** Begins a metric that only goes up; its name ends in {@code _total}. */
    PrometheusText counter(String name, String help) {
        return begin(name, "counter", help);
    }

    private PrometheusText begin(String name, String type, String help) {
        text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
        return this;
    }

    PrometheusText sample(String name, double value) {
        return sample(name, Map.of(), value);
    }

    PrometheusText sample(String name, Map<String, String> labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            char separator = '{';
            for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
                text.append(separator)
                        .append(label.getKey())
                        .append("=\"")
                        .append(escaped(label.getValue()))
                        .append('"');
                separator = ',';
            }
            text.append('}');
        }
        text.append(' ').append(number(value)).append('\n');
        return this;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
