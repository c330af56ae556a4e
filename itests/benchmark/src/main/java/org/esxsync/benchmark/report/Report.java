package org.esxsync.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.esxsync.benchmark.contenders.OneShot;
import org.esxsync.benchmark.measure.Measurement;

/**
 * Shows results to people and to programs.
 *
 * @param results what was measured
 * @param targets what was promised of it
 */
public record Report(Results results, Targets targets) {

    private static final double MEGA = 1e6;

    /** The table in Markdown, as it stands in the README. */
    public String table() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Map<String, List<Measurement>>> job : results.byJob().entrySet()) {
            text.append("\n**%s**\n\n".formatted(job.getKey()));
            text.append(
                    "| | wall | min to max | over S | CPU | memory | requests | MB | × ESX Sync"
                            + " |\n");
            text.append("|---|---|---|---|---|---|---|---|---|\n");
            double own = ownSeconds(job.getValue());
            job.getValue()
                    .forEach(
                            (name, measured) -> text.append(row(name, measured, own)).append('\n'));
        }
        if (!results.micros().isEmpty()) {
            text.append("\n| micro-benchmark | µs | ± |\n|---|---|---|\n");
        }
        for (Results.Micro micro : results.micros()) {
            text.append(
                    line(
                            "| %s | %.3f | %s |%n",
                            micro.name(),
                            micro.micros(),
                            micro.error() >= 0 ? line("%.3f", micro.error()) : ""));
        }
        if (!targets.all().isEmpty()) {
            text.append("\n| target | at most | at least | measured | |\n|---|---|---|---|---|\n");
        }
        for (Targets.Target target : targets.all()) {
            text.append(
                    line(
                            "| %s: %s | %s | %s | %s | %s |%n",
                            target.job(),
                            target.promise(),
                            target.atLeast() ? "" : number(target.limit()),
                            target.atLeast() ? number(target.limit()) : "",
                            number(target.measured()),
                            target.met() ? "met" : "**missed**"));
        }
        results.notes().forEach(note -> text.append("\n").append(note).append('\n'));
        return text.toString();
    }

    private static double ownSeconds(Map<String, List<Measurement>> contenders) {
        List<Measurement> own = contenders.get(OneShot.NAME);
        return own == null ? 0 : median(own, Measurement::seconds);
    }

    private static String row(String name, List<Measurement> measured, double own) {
        double seconds = median(measured, Measurement::seconds);
        return line(
                "| %s | %.3f s | %.3f to %.3f | %s | %s | %s | %.0f | %.1f | %s |",
                name,
                seconds,
                measured.stream().mapToDouble(Measurement::seconds).min().orElse(0),
                measured.stream().mapToDouble(Measurement::seconds).max().orElse(0),
                median(measured, Measurement::start) > 0
                        ? line("%.3f s", median(measured, Measurement::overStart))
                        : "",
                known(median(measured, Measurement::cpuSeconds), "%.2f s"),
                known(median(measured, Measurement::memory) / MEGA, "%.0f MB"),
                median(measured, Measurement::requests),
                median(measured, Measurement::bytes) / MEGA,
                own == 0 ? "" : line("%.2f", seconds / own));
    }

    private static String known(double value, String format) {
        return value <= 0 ? "" : line(format, value);
    }

    private static String number(double value) {
        return value >= 100 ? line("%.0f", value) : line("%.3g", value);
    }

    private static double median(List<Measurement> measured, ToDoubleFunction<Measurement> figure) {
        return Results.median(measured.stream().mapToDouble(figure).toArray());
    }

    /** Writes all measurements, and the targets, as JSON. */
    public void writeJson(Path file) throws IOException {
        String measurements =
                results.measurements().stream()
                        .map(
                                each ->
                                        line(
                                                "{\"job\": \"%s\", \"contender\": \"%s\","
                                                        + " \"seconds\": %.4f, \"start\": %.4f,"
                                                        + " \"cpuSeconds\": %.2f,"
                                                        + " \"memory\": %d, \"requests\": %d,"
                                                        + " \"bytes\": %d}",
                                                each.job(),
                                                each.contender(),
                                                each.seconds(),
                                                each.start(),
                                                each.cpuSeconds(),
                                                each.memory(),
                                                each.requests(),
                                                each.bytes()))
                        .collect(Collectors.joining(",\n    "));
        String micros =
                results.micros().stream()
                        .map(
                                each ->
                                        line(
                                                "{\"name\": \"%s\", \"micros\": %.4f}",
                                                each.name(), each.micros()))
                        .collect(Collectors.joining(",\n    "));
        String promises =
                targets.all().stream()
                        .map(
                                each ->
                                        line(
                                                "{\"job\": \"%s\", \"promise\": \"%s\","
                                                        + " \"measured\": %.4f, \"%s\": %.4f,"
                                                        + " \"met\": %b}",
                                                each.job(),
                                                each.promise(),
                                                each.measured(),
                                                each.atLeast() ? "atLeast" : "atMost",
                                                each.limit(),
                                                each.met()))
                        .collect(Collectors.joining(",\n    "));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                """
                {
                  "notes": [%s],
                  "measurements": [
                    %s
                  ],
                  "micros": [
                    %s
                  ],
                  "targets": [
                    %s
                  ]
                }
                """
                        .formatted(
                                results.notes().stream()
                                        .map(note -> '"' + note.replace("\"", "'") + '"')
                                        .collect(Collectors.joining(", ")),
                                measurements,
                                micros,
                                promises));
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
