package org.esxsync.api.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.esxsync.api.Quantity;
import org.esxsync.api.ledger.Event;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody has to look after a mirror: the verdict that monitoring asks for, the same at
 * each door.
 *
 * @param findings what is wrong, the worst first; empty if all is well
 */
public record MirrorHealth(List<Finding> findings) {

    /** From well to unknown, as monitoring plug-ins number them from 0. */
    public enum Level {
        /** The last sync had everything, and nothing stands in the way of the next. */
        HEALTHY,
        /** The mirror is of use, and something waits for a person. */
        WARNING,
        /** The mirror does not get what it should. */
        CRITICAL,
        /** Nothing can be said, such as before the first sync. */
        UNKNOWN;

        /** What is known to be broken counts more than what is not known. */
        private int weight() {
            return List.of(HEALTHY, WARNING, UNKNOWN, CRITICAL).indexOf(this);
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param level how bad it is
     * @param text what it is, as one line
     */
    public record Finding(Level level, String text) {}

    public MirrorHealth {
        findings =
                findings.stream()
                        .sorted(
                                Comparator.comparingInt((Finding each) -> each.level().weight())
                                        .reversed())
                        .toList();
    }

    /**
     * Judges a status.
     *
     * @param now when it was read
     * @param maxAge how long ago the last success may be, or null if that does not matter
     */
    public static MirrorHealth of(MirrorStatus status, Instant now, @Nullable Duration maxAge) {
        List<Finding> findings = new ArrayList<>();
        status.troubles().forEach(each -> add(findings, Level.CRITICAL, each));
        if (status.sources().isEmpty()) {
            add(findings, Level.CRITICAL, "no source is configured");
        }
        addLastSync(status, maxAge, findings);
        if (maxAge != null) {
            addAge(status.lastSuccess(), now, maxAge, findings);
        }
        status.sources().forEach(source -> addSource(source, findings));
        status.conflicts()
                .forEach(
                        each ->
                                add(
                                        findings,
                                        Level.WARNING,
                                        "%s is in conflict: %s"
                                                .formatted(each.patch(), each.detail())));
        status.warnings().forEach(each -> add(findings, Level.WARNING, each));
        return new MirrorHealth(findings);
    }

    /** Of a mirror of which nothing can be said, and why. */
    public static MirrorHealth unknown(String reason) {
        return new MirrorHealth(List.of(new Finding(Level.UNKNOWN, reason)));
    }

    /** The worst of what was found. */
    public Level level() {
        return findings.isEmpty() ? Level.HEALTHY : findings.get(0).level();
    }

    private static void add(List<Finding> findings, Level level, String text) {
        findings.add(new Finding(level, text));
    }

    private static void addLastSync(
            MirrorStatus status, @Nullable Duration maxAge, List<Finding> findings) {
        Event last = status.lastSync();
        if (last == null) {
            add(findings, Level.UNKNOWN, "no sync has ended yet");
            return;
        }
        if (last.kind() == Event.Kind.SYNC_FAILED) {
            add(findings, Level.CRITICAL, "the last sync failed: " + last.detail());
        } else if (last.kind() == Event.Kind.SYNC_INCOMPLETE) {
            add(
                    findings,
                    Level.WARNING,
                    "the last sync was incomplete: " + Quantity.inText(last.detail()));
        }
        if (status.lastSuccess() == null) {
            add(
                    findings,
                    maxAge == null ? Level.WARNING : Level.CRITICAL,
                    "no sync has had everything yet");
        }
    }

    private static void addAge(
            @Nullable Instant success, Instant now, Duration maxAge, List<Finding> findings) {
        if (success == null) {
            return;
        }
        Duration age = Duration.between(success, now);
        if (age.compareTo(maxAge) > 0) {
            add(
                    findings,
                    Level.CRITICAL,
                    "the last sync that had everything ended %s ago, more than %s"
                            .formatted(words(age), words(maxAge)));
        }
    }

    private static String words(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " h";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    private static void addSource(SourceStatus source, List<Finding> findings) {
        SourceSummary summary = source.summary();
        Event error = source.lastError();
        if (error != null && error.kind() == Event.Kind.SOURCE_FAILED) {
            add(findings, Level.WARNING, "source %s: %s".formatted(summary.name(), error.detail()));
        } else if (error == null && summary.lastScan() != null && summary.listed() == 0) {
            add(findings, Level.WARNING, "source %s lists no patch".formatted(summary.name()));
        } else if (error == null && summary.lastScan() == null) {
            add(
                    findings,
                    Level.WARNING,
                    "source %s has not been read yet; 'sync' reads it".formatted(summary.name()));
        }
    }
}
