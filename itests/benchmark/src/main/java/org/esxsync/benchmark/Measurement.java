package org.esxsync.benchmark;

/**
 * What one contender needed for one job, once.
 *
 * @param job the job
 * @param contender who did it
 * @param seconds by the clock
 * @param cpuSeconds of its own processes, in user mode and in the kernel; negative if not known
 * @param memory the most bytes that its processes had in memory at a time; 0 if not known
 * @param requests how many it made
 * @param bytes how many it got
 */
record Measurement(
        String job,
        String contender,
        double seconds,
        double cpuSeconds,
        long memory,
        long requests,
        long bytes) {

    static Measurement of(String job, String contender, Usage usage, WebServer.Traffic traffic) {
        return new Measurement(
                job,
                contender,
                usage.seconds(),
                usage.cpuSeconds(),
                usage.memory(),
                traffic.requests(),
                traffic.bytes());
    }
}
