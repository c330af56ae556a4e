package org.esxsync.serve.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.serve.mirror.MirrorFiles;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.PlainAnswer;
import org.esxsync.serve.server.ServedTraffic;

/** {@code /metrics}: the figures of the mirror and of this server, for Prometheus. */
public final class MetricsDoor implements Door {

    private static final List<Event.Kind> ENDS =
            List.of(Event.Kind.SYNC_FINISHED, Event.Kind.SYNC_INCOMPLETE, Event.Kind.SYNC_FAILED);

    private final RecentStatus recent;
    private final MirrorFiles files;
    private final Recent<List<ReleaseSummary>> releases;
    private final RecentChanges changes;
    private final ServedTraffic traffic;
    private final SyncFigures syncs;
    private final HostAnswers hosts;
    private final String version;

    /**
     * @param files tells whether there is a mirror
     * @param version of this bundle
     */
    MetricsDoor(
            RecentStatus recent,
            MirrorFiles files,
            Recent<List<ReleaseSummary>> releases,
            RecentChanges changes,
            ServedTraffic traffic,
            SyncFigures syncs,
            HostAnswers hosts,
            String version) {
        this.recent = recent;
        this.files = files;
        this.releases = releases;
        this.changes = changes;
        this.traffic = traffic;
        this.syncs = syncs;
        this.hosts = hosts;
        this.version = version;
    }

    @Override
    public boolean answer(String path, Request request, Response response, Callback callback) {
        if (!path.equals("/metrics")) {
            return false;
        }
        if (!Door.isRead(request)) {
            PlainAnswer.notAllowed(request, response, callback);
            return true;
        }
        PlainAnswer.send(
                request, response, callback, HttpStatus.OK_200, PrometheusText.MEDIA_TYPE, text());
        return true;
    }

    private String text() {
        PrometheusText out = new PrometheusText();
        out.gauge("esxsync_build_info", "The version that serves; always 1.");
        out.sample("esxsync_build_info", Map.of("version", version), 1);
        RecentStatus.Reading reading = recent.get();
        out.gauge(
                "esxsync_health_level",
                "The verdict of status --check: 0 healthy, 1 warning, 2 critical, 3 unknown.");
        out.sample("esxsync_health_level", reading.health().level().ordinal());
        MirrorStatus status = reading.status();
        // Of a mirror that is not there zeros would be told, as if its patches had left it.
        if (status != null && reading.isThere() && files.isThere()) {
            addSyncs(out, status);
            addPatches(out, status);
            addMirror(out, status);
            addSources(out, status, reading.at());
        }
        hosts.addTo(out);
        addTraffic(out);
        return out.toString();
    }

    private void addSyncs(PrometheusText out, MirrorStatus status) {
        Instant success = status.lastSuccess();
        if (success != null) {
            out.gauge(
                    "esxsync_last_success_timestamp_seconds",
                    "When a sync last had everything that was wanted.");
            out.sample("esxsync_last_success_timestamp_seconds", seconds(success));
        }
        Event last = status.lastSync();
        if (last != null) {
            out.gauge(
                    "esxsync_last_sync_timestamp_seconds", "When the last sync ended, by outcome.");
            for (Event.Kind kind : ENDS) {
                if (kind == last.kind()) {
                    out.sample(
                            "esxsync_last_sync_timestamp_seconds",
                            Map.of("outcome", outcome(kind)),
                            seconds(last.at()));
                }
            }
        }
        Instant next = status.nextRun();
        if (next != null) {
            out.gauge("esxsync_next_sync_timestamp_seconds", "When the next sync starts.");
            out.sample("esxsync_next_sync_timestamp_seconds", seconds(next));
        }
        try {
            addFigures(out, syncs.get());
        } catch (EsxSyncException e) {
            // The level of health tells it.
        }
    }

    private static void addFigures(PrometheusText out, SyncFigures.Figures figures) {
        Duration took = figures.last();
        if (took != null) {
            out.gauge(
                    "esxsync_sync_duration_seconds",
                    "How long the last sync took, from its first event to its last.");
            out.sample("esxsync_sync_duration_seconds", took.toMillis() / 1000.0);
        }
        out.counter(
                "esxsync_downloaded_bytes_total",
                "Bytes that syncs have downloaded, as the history tells at their ends.");
        out.sample("esxsync_downloaded_bytes_total", figures.downloaded());
    }

    private static String outcome(Event.Kind kind) {
        return kind.name().substring("SYNC_".length()).toLowerCase(Locale.ROOT);
    }

    private void addPatches(PrometheusText out, MirrorStatus status) {
        MirrorStatus.Patches patches = status.patches();
        out.gauge("esxsync_patches", "How many patches there are, each counted once, by state.");
        Map.of(
                        "listed", patches.listed(),
                        "claimed", patches.claimed(),
                        "published", patches.published(),
                        "missing", patches.missing(),
                        "ignored", patches.ignored())
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        each ->
                                out.sample(
                                        "esxsync_patches",
                                        Map.of("state", each.getKey()),
                                        each.getValue()));
        out.gauge("esxsync_conflicts", "How many conflicts wait for a person.");
        out.sample("esxsync_conflicts", status.conflicts().size());
        try {
            addReleases(out);
        } catch (EsxSyncException e) {
            // The level of health tells it.
        }
    }

    private void addReleases(PrometheusText out) {
        out.gauge("esxsync_release_patches", "How many patches a release has, by state.");
        for (ReleaseSummary each : releases.get()) {
            String release = each.release().toString();
            sample(out, release, "known", each.known());
            sample(out, release, "claimed", each.claimed());
            sample(out, release, "published", each.published());
        }
        out.gauge("esxsync_recalls", "How many patches their publishers have recalled.");
        out.sample("esxsync_recalls", changes.get().recalls());
    }

    private static void sample(PrometheusText out, String release, String state, int count) {
        out.sample("esxsync_release_patches", Map.of("release", release, "state", state), count);
    }

    private static void addMirror(PrometheusText out, MirrorStatus status) {
        out.gauge("esxsync_mirror_bytes", "Bytes of the mirror's files.");
        out.sample("esxsync_mirror_bytes", status.space().used());
        out.gauge("esxsync_disk_free_bytes", "Bytes that are free on the mirror's disk.");
        out.sample("esxsync_disk_free_bytes", status.space().free());
        out.gauge("esxsync_disk_size_bytes", "Bytes that the mirror's disk has.");
        out.sample("esxsync_disk_size_bytes", status.space().total());
    }

    private static void addSources(PrometheusText out, MirrorStatus status, Instant now) {
        out.gauge("esxsync_source_age_seconds", "How long ago a source was last read as a whole.");
        for (SourceStatus each : status.sources()) {
            Instant scan = each.summary().lastScan();
            if (scan != null) {
                out.sample(
                        "esxsync_source_age_seconds",
                        Map.of("source", each.summary().name()),
                        Math.max(0, Duration.between(scan, now).toSeconds()));
            }
        }
        out.gauge("esxsync_source_failed", "Whether a source could last not be read: 0 or 1.");
        for (SourceStatus each : status.sources()) {
            out.sample(
                    "esxsync_source_failed",
                    Map.of("source", each.summary().name()),
                    each.lastError() == null ? 0 : 1);
        }
    }

    private void addTraffic(PrometheusText out) {
        out.counter("esxsync_http_requests_total", "Requests that were answered, by status.");
        traffic.requests()
                .forEach(
                        (status, count) ->
                                out.sample(
                                        "esxsync_http_requests_total",
                                        Map.of("status", Integer.toString(status)),
                                        count));
        out.counter("esxsync_http_sent_bytes_total", "Bytes of the bodies that were sent.");
        out.sample("esxsync_http_sent_bytes_total", traffic.bytes());
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
