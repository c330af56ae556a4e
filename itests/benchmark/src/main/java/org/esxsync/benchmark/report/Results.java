package org.esxsync.benchmark.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.esxsync.benchmark.measure.Measurement;

/** All measurements of a run, in their order. */
public final class Results {

    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Micro> micros = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * What a micro-benchmark measured.
     *
     * @param name what was done
     * @param micros how many microseconds it takes
     * @param error half the width of the interval of 99.9 %
     */
    public record Micro(String name, double micros, double error) {}

    public void add(Micro micro) {
        micros.add(micro);
    }

    List<Micro> micros() {
        return micros;
    }

    public void add(Measurement measurement) {
        measurements.add(measurement);
        System.out.printf(
                "%-50s %-44s %8.3f s%n",
                measurement.job(), measurement.contender(), measurement.seconds());
    }

    /** Says something of the run that the figures do not, once. */
    public void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
            System.out.println(note);
        }
    }

    List<Measurement> measurements() {
        return measurements;
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

    public boolean has(String job, String contender) {
        return measurements.stream().anyMatch(each -> isOf(each, job, contender));
    }

    /** The median of one figure of a contender at a job. */
    public double median(String job, String contender, ToDoubleFunction<Measurement> figure) {
        return median(
                measurements.stream()
                        .filter(each -> isOf(each, job, contender))
                        .mapToDouble(figure)
                        .toArray());
    }

    public double seconds(String job, String contender) {
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
