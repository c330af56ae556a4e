package org.esxsync.jmx;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorStatus;
import org.jspecify.annotations.Nullable;

/** Reads a mirror's status once for all attributes that are asked for together. */
final class MirrorFigures implements MirrorMXBean {

    /** A client asks for each attribute by itself, and a status looks at every file. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Supplier<MirrorStatus> source;
    private final Clock clock;
    private @Nullable Taken taken;

    private record Taken(MirrorStatus status, Instant at) {}

    MirrorFigures(Supplier<MirrorStatus> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    private synchronized MirrorStatus status() {
        Instant now = clock.instant();
        Taken last = taken;
        if (last == null || Duration.between(last.at(), now).abs().compareTo(KEPT) > 0) {
            last = new Taken(read(), now);
            taken = last;
        }
        return last.status();
    }

    /** A client of another JVM does not know our exceptions. */
    private MirrorStatus read() {
        try {
            return source.get();
        } catch (EsxSyncException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }

    private static @Nullable Date date(@Nullable Instant time) {
        return time == null ? null : Date.from(time);
    }

    private <T> @Nullable T ofLastSync(Function<Event, T> figure) {
        Event last = status().lastSync();
        return last == null ? null : figure.apply(last);
    }

    @Override
    public String getMirror() {
        return status().mirror().toString();
    }

    private MirrorHealth health() {
        return MirrorHealth.of(status(), clock.instant(), null);
    }

    @Override
    public String getHealth() {
        return health().level().name();
    }

    @Override
    public boolean isHealthy() {
        return health().level() == MirrorHealth.Level.HEALTHY;
    }

    @Override
    public int getHealthLevel() {
        return health().level().ordinal();
    }

    @Override
    public List<String> getHealthFindings() {
        return health().findings().stream().map(MirrorHealth.Finding::text).toList();
    }

    @Override
    public @Nullable String getOwner() {
        return status().owner();
    }

    @Override
    public @Nullable Date getLastSync() {
        return ofLastSync(last -> Date.from(last.at()));
    }

    @Override
    public @Nullable String getLastSyncEnd() {
        return ofLastSync(last -> last.kind().name());
    }

    @Override
    public @Nullable String getLastSyncDetail() {
        return ofLastSync(Event::detail);
    }

    @Override
    public @Nullable Date getLastSuccess() {
        return date(status().lastSuccess());
    }

    @Override
    public long getSecondsSinceSuccess() {
        Instant last = status().lastSuccess();
        return last == null ? -1 : Math.max(0, Duration.between(last, clock.instant()).toSeconds());
    }

    @Override
    public @Nullable Date getNextRun() {
        return date(status().nextRun());
    }

    @Override
    public int getListed() {
        return status().patches().listed();
    }

    @Override
    public int getClaimed() {
        return status().patches().claimed();
    }

    @Override
    public int getPublished() {
        return status().patches().published();
    }

    @Override
    public int getMissing() {
        return status().patches().missing();
    }

    @Override
    public int getIgnored() {
        return status().patches().ignored();
    }

    @Override
    public List<String> getConflicts() {
        return status().conflicts().stream()
                .map(each -> "%s (%s): %s".formatted(each.patch(), each.release(), each.detail()))
                .toList();
    }

    @Override
    public int getConflictCount() {
        return status().conflicts().size();
    }

    @Override
    public List<String> getTroubles() {
        return status().troubles();
    }

    @Override
    public int getTroubleCount() {
        return status().troubles().size();
    }

    @Override
    public List<String> getWarnings() {
        return status().warnings();
    }

    @Override
    public int getWarningCount() {
        return status().warnings().size();
    }

    @Override
    public long getUsedBytes() {
        return status().space().used();
    }

    @Override
    public long getFreeBytes() {
        return status().space().free();
    }

    @Override
    public long getTotalBytes() {
        return status().space().total();
    }

    @Override
    public int getSourceCount() {
        return status().sources().size();
    }

    @Override
    public int getFailedSourceCount() {
        return (int) status().sources().stream().filter(each -> each.lastError() != null).count();
    }

    @Override
    public List<SourceFigures> getSources() {
        return status().sources().stream().map(SourceFigures::new).toList();
    }
}
