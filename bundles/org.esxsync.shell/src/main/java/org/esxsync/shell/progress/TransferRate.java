package org.esxsync.shell.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.esxsync.shell.view.Numbers;

/** How many bytes of something have come, and how fast. Times are those of System.nanoTime. */
final class TransferRate {

    private static final long RATE_WINDOW = Duration.ofSeconds(5).toNanos();
    private static final double NANOS = 1e9;
    private static final int BAR_WIDTH = 10;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private long done;
    private long total = -1;
    private boolean isRounded;

    private record Sample(long time, long bytes) {}

    /**
     * Says how much there is.
     *
     * @param bytes to come in all, or -1 while unknown
     * @param rounded whether that is only about right
     */
    void expect(long bytes, boolean rounded) {
        total = bytes;
        isRounded = rounded;
    }

    /** Takes the bytes that have come so far; they may fall back. */
    void set(long bytes, long now) {
        done = bytes;
        samples.add(new Sample(now, bytes));
        while (now - samples.getFirst().time() > RATE_WINDOW) {
            samples.removeFirst();
        }
    }

    long done() {
        return done;
    }

    /** Such as {@code [####------] 43 % 3.4 MB of 7.9 MB, 1.1 MB/s, 4 s left}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(part());
        long rate = rate();
        if (rate > 0) {
            text.append(", ").append(Numbers.bytes(rate)).append("/s");
            if (total > done) {
                Duration left = Duration.ofSeconds((total - done) / rate);
                text.append(", ").append(Numbers.wholeSeconds(left)).append(" left");
            }
        }
        return text.toString();
    }

    private String part() {
        if (total <= 0 || isRounded && done > total) {
            return Numbers.bytes(done);
        }
        double part = Math.min(1, (double) done / total);
        int full = (int) (part * BAR_WIDTH);
        return "[%s%s] %d %%  %s of %s"
                .formatted(
                        "#".repeat(full),
                        "-".repeat(BAR_WIDTH - full),
                        (int) (part * 100),
                        Numbers.bytes(done),
                        isRounded ? Numbers.about(total) : Numbers.bytes(total));
    }

    /** Bytes per second over the last seconds; 0 while it cannot be told. */
    private long rate() {
        if (samples.isEmpty()) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = (last.time() - first.time()) / NANOS;
        return seconds <= 0 ? 0 : Math.max(0, Math.round((last.bytes() - first.bytes()) / seconds));
    }
}
