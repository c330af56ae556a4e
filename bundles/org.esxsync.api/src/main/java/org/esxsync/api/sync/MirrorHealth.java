package org.esxsync.api.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.ledger.Event;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody has to look after a mirror: the verdict that monitoring asks for, the same at
 * each door.
 *
 * @param level the worst of what was found
 * @param findings what is wrong, each as one line, the worst first; empty if all is well
 */
public record MirrorHealth(Level level, List<String> findings) {

    /** From well to unknown, as monitoring plug-ins number them from 0. */
    public enum Level {
        /** The last sync had everything, and nothing stands in the way of the next. */
        HEALTHY,
        /** The mirror is of use, and something waits for a person. */
        WARNING,
        /** The mirror does not get what it should. */
        CRITICAL,
        /** No sync has ended yet, so that nothing can be said. */
        UNKNOWN
    }

    public MirrorHealth {
        findings = List.copyOf(findings);
    }

    /**
     * Judges a status.
     *
     * @param now when it was read
     * @param maxAge how long ago the last success may be, or null if that does not matter
     */
    public static MirrorHealth of(MirrorStatus status, Instant now, @Nullable Duration maxAge) {
        List<String> critical = critical(status, now, maxAge);
        List<String> warnings = warnings(status);
        Level level = !warnings.isEmpty() ? Level.WARNING : Level.HEALTHY;
        List<String> unknown = new ArrayList<>();
        if (!critical.isEmpty()) {
            level = Level.CRITICAL;
        } else if (status.lastSync() == null) {
            level = Level.UNKNOWN;
            unknown.add("no sync has ended yet");
        }
        return new MirrorHealth(
                level, Stream.of(critical, unknown, warnings).flatMap(List::stream).toList());
    }

    private static List<String> critical(
            MirrorStatus status, Instant now, @Nullable Duration maxAge) {
        List<String> findings = new ArrayList<>(status.troubles());
        if (status.sources().isEmpty()) {
            findings.add("no source is configured");
        }
        Event last = status.lastSync();
        if (last != null && last.kind() == Event.Kind.SYNC_FAILED) {
            findings.add("the last sync failed: " + last.detail());
        }
        Instant success = status.lastSuccess();
        if (maxAge != null
                && success != null
                && Duration.between(success, now).compareTo(maxAge) > 0) {
            findings.add("the last success is from %s".formatted(success));
        }
        return findings;
    }

    private static List<String> warnings(MirrorStatus status) {
        List<String> findings = new ArrayList<>();
        Event last = status.lastSync();
        if (last != null && last.kind() == Event.Kind.SYNC_INCOMPLETE) {
            findings.add("the last sync was incomplete: " + last.detail());
        }
        if (last != null && status.lastSuccess() == null) {
            findings.add("no sync has had everything yet");
        }
        status.sources().forEach(source -> addFinding(source, findings));
        status.conflicts()
                .forEach(
                        each ->
                                findings.add(
                                        "%s is in conflict: %s"
                                                .formatted(each.patch(), each.detail())));
        findings.addAll(status.warnings());
        return findings;
    }

    private static void addFinding(SourceStatus source, List<String> findings) {
        SourceSummary summary = source.summary();
        Event error = source.lastError();
        if (error != null) {
            findings.add("source %s: %s".formatted(summary.name(), error.detail()));
        } else if (summary.lastScan() != null && summary.listed() == 0) {
            findings.add("source %s lists no patch".formatted(summary.name()));
        }
    }
}
