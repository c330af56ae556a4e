package org.esxsync.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** All measurements of a run, in their order. */
final class Results {

    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Micro> micros = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * A promise and what came of it.
     *
     * @param job what it is about
     * @param promise what is promised
     * @param measured what was measured
     * @param limit what it may be
     * @param atLeast whether the limit is the least, and not the most
     */
    record Target(String job, String promise, double measured, double limit, boolean atLeast) {

        boolean met() {
            return atLeast ? measured >= limit : measured <= limit;
        }
    }

    /**
     * What a micro-benchmark measured.
     *
     * @param name what was done
     * @param micros how many microseconds it takes
     * @param error half the width of the interval of 99.9 %
     */
    record Micro(String name, double micros, double error) {}

    void add(Micro micro) {
        micros.add(micro);
    }

    List<Micro> micros() {
        return micros;
    }

    void add(Measurement measurement) {
        measurements.add(measurement);
        System.out.printf(
                "%-34s %-28s %8.3f s%n",
                measurement.job(), measurement.contender(), measurement.seconds());
    }

    /** Says something of the run that the figures do not. */
    void note(String note) {
        notes.add(note);
        System.out.println(note);
    }

    /** Promises that a measured value is at most so much. */
    void atMost(String job, String promise, double measured, double limit) {
        targets.add(new Target(job, promise, measured, limit, false));
    }

    /** Promises that a measured value is at least so much. */
    void atLeast(String job, String promise, double measured, double limit) {
        targets.add(new Target(job, promise, measured, limit, true));
    }

    List<Measurement> measurements() {
        return measurements;
    }

    List<Target> targets() {
        return targets;
    }

    List<String> notes() {
        return notes;
    }

    /** The measurements of each job and contender, in the order of the first. */
    Map<String, Map<String, List<Measurement>>> byJob() {
        return measurements.stream()
                .collect(
                        Collectors.groupingBy(
                                Measurement::job,
                                LinkedHashMap::new,
                                Collectors.groupingBy(
                                        Measurement::contender,
                                        LinkedHashMap::new,
                                        Collectors.toList())));
    }

    boolean has(String job, String contender) {
        return measurements.stream().anyMatch(each -> isOf(each, job, contender));
    }

    /** The median of one figure of a contender at a job. */
    double median(String job, String contender, ToDoubleFunction<Measurement> figure) {
        return median(
                measurements.stream()
                        .filter(each -> isOf(each, job, contender))
                        .mapToDouble(figure)
                        .toArray());
    }

    double seconds(String job, String contender) {
        return median(job, contender, Measurement::seconds);
    }

    private static boolean isOf(Measurement each, String job, String contender) {
        return each.job().equals(job) && each.contender().equals(contender);
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
