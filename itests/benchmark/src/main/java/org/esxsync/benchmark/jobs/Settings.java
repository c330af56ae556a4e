package org.esxsync.benchmark.jobs;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param distribution the built distribution
 * @param base another, earlier build to start beside it; or null
 * @param json where the results go
 * @param quick whether to measure less, in some three minutes
 * @param rounds how often each contender does each job
 * @param jobs words of the jobs wanted; none means all
 */
public record Settings(
        Path distribution,
        @Nullable Path base,
        Path json,
        boolean quick,
        int rounds,
        List<String> jobs) {

    private static final int FULL_ROUNDS = 5;
    private static final int QUICK_ROUNDS = 2;

    /** Reads arguments of the form {@code key=value}. */
    public static Settings parse(String... arguments) {
        Map<String, String> values =
                Arrays.stream(arguments)
                        .map(argument -> argument.split("=", 2))
                        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        boolean quick = Boolean.parseBoolean(values.get("quick"));
        String base = values.getOrDefault("base", "");
        int rounds = Integer.parseInt(values.getOrDefault("rounds", "0"));
        return new Settings(
                directory(Path.of(values.get("distribution"))),
                base.isBlank() ? null : directory(Path.of(base)),
                Path.of(values.get("json")),
                quick,
                rounds > 0 ? rounds : quick ? QUICK_ROUNDS : FULL_ROUNDS,
                Arrays.stream(values.getOrDefault("jobs", "").split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    private static Path directory(Path named) {
        return named.toAbsolutePath().normalize();
    }

    /** Whether a group of jobs is to be measured. */
    public boolean wants(String group) {
        return jobs.isEmpty() || jobs.stream().anyMatch(group::contains);
    }

    /** One of two numbers, by the form of the run. */
    public <T> T choose(T full, T small) {
        return quick ? small : full;
    }
}
