package org.esxsync.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command used.
 *
 * @param seconds by the clock
 * @param cpuSeconds of all its processes
 * @param memory the most bytes that they had in memory at a time, or 0 where nothing tells
 */
public record Usage(double seconds, double cpuSeconds, long memory) {

    private static final long SAMPLE_MILLIS = 20;
    private static final double MOST_SECONDS = 600;
    private static final int TOLD = 20;
    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

    /** The shell tells at its end what its children used. */
    private static final String METER = "\"$@\"; code=$?; times >\"$USAGE\"; exit $code";

    /**
     * Runs a command to its end.
     *
     * @throws IOException if it ends with another code than 0, or lasts longer than ten minutes
     */
    public static Usage of(List<String> command, Map<String, String> environment, Path work)
            throws IOException, InterruptedException {
        Path times = Files.createTempFile(work, "usage", ".txt");
        Path output = Files.createTempFile(work, "output", ".txt");
        List<String> metered = new ArrayList<>(List.of("sh", "-c", METER, "sh"));
        metered.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(metered)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("USAGE", times.toString());
        long start = System.nanoTime();
        Process process = builder.start();
        ProcessFamily family = new ProcessFamily(process.pid());
        long memory = 0;
        while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
            memory = Math.max(memory, family.memory());
            if (System.nanoTime() - start > MOST_SECONDS * 1e9) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException(command + " lasts too long");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException(
                    "%s ended with %d:%n%s"
                            .formatted(command, process.exitValue(), lastLines(output)));
        }
        double cpuSeconds = cpuSeconds(Files.readString(times));
        Files.delete(times);
        Files.delete(output);
        return new Usage(seconds, cpuSeconds, memory);
    }

    private static String lastLines(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD), lines.size()));
    }

    private static double cpuSeconds(String times) {
        Matcher matcher = TIME.matcher(times);
        double sum = 0;
        while (matcher.find()) {
            sum += 60 * Integer.parseInt(matcher.group(1)) + Double.parseDouble(matcher.group(2));
        }
        return sum;
    }
}
