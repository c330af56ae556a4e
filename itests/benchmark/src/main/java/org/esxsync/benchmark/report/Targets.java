package org.esxsync.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.benchmark.measure.Measurement;

/** What is promised of measurements, and what came of it. A promise about none is left out. */
public final class Targets {

    private final Results results;
    private final List<Target> all = new ArrayList<>();

    public Targets(Results results) {
        this.results = results;
    }

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

    List<Target> all() {
        return all;
    }

    /** A measured value is at most so much. */
    public void atMost(String job, String promise, double measured, double limit) {
        all.add(new Target(job, promise, measured, limit, false));
    }

    /** A measured value is at least so much. */
    public void atLeast(String job, String promise, double measured, double limit) {
        all.add(new Target(job, promise, measured, limit, true));
    }

    /** A contender needs at most so many seconds. */
    public void seconds(String job, String own, double limit) {
        if (results.has(job, own)) {
            atMost(job, own + ", seconds", results.seconds(job, own), limit);
        }
    }

    /** A contender needs at most so many times what another one needs. */
    public void ratio(String job, String own, String peer, double limit) {
        if (results.has(job, own) && results.has(job, peer)) {
            double ratio = results.seconds(job, own) / results.seconds(job, peer);
            atMost(job, own + ", × " + peer, ratio, limit);
        }
    }

    /**
     * A contender needs at most so many seconds more than another one, and than its start if it has
     * one.
     */
    public void more(String job, String own, String peer, double limit) {
        if (results.has(job, own) && results.has(job, peer)) {
            atMost(
                    job,
                    own + ", seconds more than " + peer + (starts(job, own) ? " and S" : ""),
                    overStart(job, own) - results.seconds(job, peer),
                    limit);
        }
    }

    /** A contender needs at most so many seconds more than its start. */
    public void overStart(String job, String own, double limit) {
        if (results.has(job, own)) {
            atMost(job, own + ", seconds more than S", overStart(job, own), limit);
        }
    }

    private double overStart(String job, String own) {
        return results.median(job, own, Measurement::overStart);
    }

    private boolean starts(String job, String own) {
        return results.median(job, own, Measurement::start) > 0;
    }
}
