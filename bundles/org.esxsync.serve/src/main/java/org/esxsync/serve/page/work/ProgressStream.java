package org.esxsync.serve.page.work;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.esxsync.serve.work.WorkDesk;
import org.esxsync.serve.work.WorkState;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events for one viewer. While one is on its way to a slow viewer no other is made, so
 * that it costs one buffer and no thread.
 */
final class ProgressStream implements Callback {

    private static final long PERIOD_MILLISECONDS = 500;

    /** A browser asks again; so a stream keeps no server from its end for longer. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    /** What is silent is cut off by us and by what lies between. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final WorkDesk desk;
    private final BooleanSupplier isWanted;
    private final Runnable ended;
    private final Response response;
    private final Callback callback;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Instant end;
    private Instant written = Instant.EPOCH;
    private long version = -1;
    private boolean isWriting;
    private boolean hasEnded;

    /**
     * @param isWanted whether the viewer may go on
     * @param ended told once it has ended
     */
    ProgressStream(
            WorkDesk desk,
            BooleanSupplier isWanted,
            Runnable ended,
            Response response,
            Callback callback,
            Clock clock) {
        this.desk = desk;
        this.isWanted = isWanted;
        this.ended = ended;
        this.response = response;
        this.callback = callback;
        this.scheduler = response.getRequest().getComponents().getScheduler();
        this.clock = clock;
        this.end = clock.instant().plus(LIFE);
    }

    /** Writes what is new, and comes back after a while. */
    void tick() {
        ByteBuffer next = next();
        if (next != null) {
            response.write(false, next, this);
        } else if (isToEnd()) {
            response.write(true, null, Callback.from(callback, ended));
            return;
        }
        synchronized (this) {
            if (hasEnded) {
                return;
            }
        }
        scheduler.schedule(this::tick, PERIOD_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private synchronized boolean isToEnd() {
        boolean isTime = clock.instant().isAfter(end) || !isWanted.getAsBoolean();
        if (isWriting || hasEnded || !isTime) {
            return false;
        }
        hasEnded = true;
        return true;
    }

    private synchronized @Nullable ByteBuffer next() {
        Instant now = clock.instant();
        if (isWriting || hasEnded || now.isAfter(end)) {
            return null;
        }
        WorkState state = desk.state();
        boolean isSilent = Duration.between(written, now).compareTo(SILENCE) >= 0;
        if (state.version() == version && !isSilent) {
            return null;
        }
        String text =
                state.version() == version && !state.isRunning() ? ":\n\n" : event(state, now);
        version = state.version();
        written = now;
        isWriting = true;
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(WorkState state, Instant now) {
        StringBuilder event = new StringBuilder("event: state\n");
        event.append("data: ").append(state.isRunning()).append('\n');
        event.append("data: ").append(WorkPage.spoken(state).replace('\n', ' ')).append('\n');
        WorkPage.fragment(state, now)
                .toString()
                .lines()
                .forEach(line -> event.append("data: ").append(line).append('\n'));
        return event.append('\n').toString();
    }

    @Override
    public synchronized void succeeded() {
        isWriting = false;
    }

    /** The viewer has gone. */
    @Override
    public void failed(Throwable cause) {
        synchronized (this) {
            if (hasEnded) {
                return;
            }
            hasEnded = true;
        }
        ended.run();
        callback.failed(cause);
    }
}
