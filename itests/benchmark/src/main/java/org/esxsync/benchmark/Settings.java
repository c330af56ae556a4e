package org.esxsync.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What to measure.
 *
 * @param distribution the built distribution
 * @param json where the results go
 * @param quick whether to measure less, in two minutes
 * @param rounds how often each contender does each job
 * @param jobs words of the jobs wanted; none means all
 */
record Settings(Path distribution, Path json, boolean quick, int rounds, List<String> jobs) {

    private static final int FULL_ROUNDS = 5;
    private static final int QUICK_ROUNDS = 2;

    /** Reads arguments of the form {@code key=value}. */
    static Settings parse(String... arguments) {
        Map<String, String> values =
                Arrays.stream(arguments)
                        .map(argument -> argument.split("=", 2))
                        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        boolean quick = Boolean.parseBoolean(values.get("quick"));
        int rounds = Integer.parseInt(values.getOrDefault("rounds", "0"));
        return new Settings(
                Path.of(values.get("distribution")).toAbsolutePath().normalize(),
                Path.of(values.get("json")),
                quick,
                rounds > 0 ? rounds : quick ? QUICK_ROUNDS : FULL_ROUNDS,
                Arrays.stream(values.getOrDefault("jobs", "").split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    /** Whether a group of jobs is to be measured. */
    boolean wants(String group) {
        return jobs.isEmpty() || jobs.stream().anyMatch(group::contains);
    }

    /** One of two numbers, by the form of the run. */
    <T> T choose(T full, T small) {
        return quick ? small : full;
    }
}
