package org.esxsync.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process and all that it started, as Linux tells of them; elsewhere nothing is known.
 *
 * @param pid the process
 */
public record ProcessFamily(long pid) {

    private static final long KIB = 1024;
    private static final double TICKS = 100;

    /** The sum of what each process has had in memory at most. */
    public long memory() {
        return memory(pid);
    }

    private static long memory(long pid) {
        long sum = field(pid, "VmHWM:").orElse(0L) * KIB;
        for (long child : children(pid)) {
            sum += memory(child);
        }
        return sum;
    }

    private static List<Long> children(long pid) {
        return read("/proc/%d/task/%d/children".formatted(pid, pid))
                .map(text -> Arrays.stream(text.strip().split(" ")))
                .orElse(Stream.empty())
                .filter(child -> !child.isBlank())
                .map(Long::valueOf)
                .toList();
    }

    /** What the process itself has in memory now. */
    public long resident() {
        return field(pid, "VmRSS:").orElse(0L) * KIB;
    }

    /** Seconds of the process and of all that it started and that still run. */
    public double cpuSecondsOfAll() {
        double sum = Math.max(0, cpuSeconds());
        for (long child : children(pid)) {
            sum += new ProcessFamily(child).cpuSecondsOfAll();
        }
        return sum;
    }

    /** Seconds of the process itself, or -1. */
    public double cpuSeconds() {
        return read("/proc/" + pid + "/stat")
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                .map(fields -> (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS)
                .orElse(-1.0);
    }

    /** Lets the peak start anew, where that is allowed. */
    public void forgetPeak() {
        try {
            Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
        } catch (IOException e) {
            return;
        }
    }

    private static Optional<Long> field(long pid, String name) {
        return read("/proc/" + pid + "/status")
                .flatMap(
                        status ->
                                status.lines()
                                        .filter(line -> line.startsWith(name))
                                        .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                                        .findFirst());
    }

    private static Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
