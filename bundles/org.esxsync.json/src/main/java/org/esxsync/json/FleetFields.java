package org.esxsync.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.esxsync.api.ledger.MirrorReport;
import org.esxsync.api.ledger.ReportedMirror;

/** The fields of the mirrors of one database. */
final class FleetFields {

    /** The columns of a row. */
    static final List<String> ROW =
            List.of(
                    "id",
                    "name",
                    "host",
                    "directory",
                    "lastSuccess",
                    "reportedAt",
                    "succeeded",
                    "freeBytes",
                    "totalBytes",
                    "release",
                    "published",
                    "failed");

    private FleetFields() {}

    static Map<String, Object> mirror(ReportedMirror mirror) {
        MirrorReport report = mirror.report();
        Map<String, Object> fields = common(mirror);
        fields.put("releases", report == null ? List.of() : releases(report));
        return fields;
    }

    private static Map<String, Object> common(ReportedMirror mirror) {
        MirrorReport report = mirror.report();
        return JsonFields.fields(
                "id", mirror.id(),
                "name", report == null ? null : report.name(),
                "host", mirror.host(),
                "directory", mirror.directory(),
                "lastSuccess", JsonFields.text(mirror.lastSuccess()),
                "reportedAt", report == null ? null : JsonFields.text(report.at()),
                "succeeded", report == null ? null : report.isSuccess(),
                "freeBytes", report == null ? null : report.freeBytes(),
                "totalBytes", report == null ? null : report.totalBytes());
    }

    private static List<Map<String, Object>> releases(MirrorReport report) {
        List<Map<String, Object>> releases = new ArrayList<>();
        report.releases()
                .forEach(
                        (release, counts) ->
                                releases.add(
                                        JsonFields.fields(
                                                "release", release.toString(),
                                                "published", counts.published(),
                                                "failed", counts.failed())));
        return releases;
    }

    /** A row for each release, and one for a mirror without any. */
    static List<Map<String, Object>> rows(ReportedMirror mirror) {
        MirrorReport report = mirror.report();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map<String, Object> release :
                report == null ? List.<Map<String, Object>>of() : releases(report)) {
            Map<String, Object> row = common(mirror);
            row.putAll(release);
            rows.add(row);
        }
        return rows.isEmpty() ? List.of(common(mirror)) : rows;
    }
}
