package org.esxsync.benchmark.measure;

/**
 * What one contender needed for one job, once.
 *
 * @param job the job
 * @param contender who did it
 * @param seconds by the clock
 * @param start of these, what a bare {@code releases} took right before; 0 where no Java starts
 * @param cpuSeconds of its own processes, in user mode and in the kernel; negative if not known
 * @param memory the most bytes that its processes had in memory at a time; 0 if not known
 * @param requests how many it made
 * @param bytes how many it got
 */
public record Measurement(
        String job,
        String contender,
        double seconds,
        double start,
        double cpuSeconds,
        long memory,
        long requests,
        long bytes) {

    public static Measurement of(String job, String contender, Usage usage, Traffic traffic) {
        return new Measurement(
                job,
                contender,
                usage.seconds(),
                0,
                usage.cpuSeconds(),
                usage.memory(),
                traffic.requests(),
                traffic.bytes());
    }

    /** The same, beside a bare {@code releases} that took so many seconds. */
    public Measurement beside(double bare) {
        return new Measurement(job, contender, seconds, bare, cpuSeconds, memory, requests, bytes);
    }

    /** Seconds beyond those of a bare {@code releases}. */
    public double overStart() {
        return seconds - start;
    }
}
