package org.esxsync.shell.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.esxsync.api.Quantity;
import org.esxsync.shell.view.Numbers;

/** How many bytes of something have come, and how fast. Times are those of System.nanoTime. */
final class TransferRate {

    private static final long RATE_WINDOW = Duration.ofSeconds(5).toNanos();
    private static final double NANOS = 1e9;
    private static final int BAR_WIDTH = 10;
    private static final int WHOLE = 100;

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

    /**
     * Such as {@code [####------] 43 % 3.4 MB of 7.9 MB, 1.1 MB/s, 4 s left}, without the figures
     * that do not fit.
     *
     * @param room columns that it may fill
     */
    String text(int room) {
        List<String> forms = new ArrayList<>();
        boolean isKnown = total > 0 && !(isRounded && done > total);
        String bytes = Quantity.bytes(done);
        if (isKnown) {
            String percent = percent() + " %";
            String part =
                    bytes + " of " + (isRounded ? Numbers.about(total) : Quantity.bytes(total));
            forms.add("%s %s  %s%s%s".formatted(bar(), percent, part, speed(), left()));
            forms.add("%s  %s%s%s".formatted(percent, part, speed(), left()));
            forms.add("%s  %s%s".formatted(percent, part, left()));
            forms.add("%s  %s".formatted(percent, part));
            forms.add(percent);
        } else {
            forms.add(bytes + speed());
            forms.add(bytes);
        }
        return forms.stream().filter(form -> form.length() <= room).findFirst().orElse("");
    }

    private int percent() {
        return (int) (part() * WHOLE);
    }

    private double part() {
        return Math.min(1, (double) done / total);
    }

    private String bar() {
        int full = (int) (part() * BAR_WIDTH);
        return "[%s%s]".formatted("#".repeat(full), "-".repeat(BAR_WIDTH - full));
    }

    private String speed() {
        long rate = rate();
        return rate > 0 ? ", " + Quantity.bytes(rate) + "/s" : "";
    }

    private String left() {
        long rate = rate();
        return rate > 0 && total > done
                ? ", " + Quantity.duration(Duration.ofSeconds((total - done) / rate)) + " left"
                : "";
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
