package org.esxsync.ledger.postgresql.database;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.esxsync.api.ledger.MirrorReport;
import org.esxsync.api.ledger.MirrorReport.Counts;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.sql.session.Row;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;
import org.esxsync.ledger.sql.session.UtcText;
import org.jspecify.annotations.Nullable;

/** How the mirrors of a database stand, as each of them told. */
public final class MirrorReports {

    private record Entry(int number, ReportedMirror mirror) {}

    private MirrorReports() {}

    static void record(Session session, UUID mirror, Home home, MirrorReport report)
            throws SQLException {
        String at = UtcText.of(report.at());
        session.update(
                """
                UPDATE mirror SET host = ?, directory = ?, name = ?, reported_at = ?,
                    succeeded = ?, last_success = coalesce(CAST(? AS TEXT), last_success),
                    free_bytes = ?, total_bytes = ?
                WHERE id = ?
                """,
                home.host(),
                home.directory(),
                report.name(),
                at,
                report.isSuccess(),
                report.isSuccess() ? at : null,
                report.freeBytes(),
                report.totalBytes(),
                mirror);
        session.update(
                """
                DELETE FROM mirror_release_report WHERE mirror =
                    (SELECT number FROM mirror WHERE id = ?)
                """,
                mirror);
        RowTexts rows = new RowTexts();
        report.releases()
                .forEach(
                        (release, counts) ->
                                rows.add(release.toString(), counts.published(), counts.failed()));
        session.update(
                """
                INSERT INTO mirror_release_report (mirror, release, published, failed)
                SELECT number, entry.value ->> 0, CAST(entry.value ->> 1 AS INTEGER),
                    CAST(entry.value ->> 2 AS INTEGER)
                FROM mirror CROSS JOIN json_each(?) AS entry WHERE id = ?
                """,
                rows.toString(),
                mirror);
    }

    static List<ReportedMirror> all(Session session) throws SQLException {
        List<Entry> entries =
                session.all(
                        "SELECT * FROM mirror WHERE in_use ORDER BY host, directory, number",
                        row ->
                                new Entry(
                                        (int) row.number("number"),
                                        new ReportedMirror(
                                                row.text("id"),
                                                row.text("host"),
                                                row.text("directory"),
                                                instantOrNull(row, "last_success"),
                                                report(row, new TreeMap<>()))));
        SortedMap<Integer, SortedMap<EsxRelease, Counts>> counts = counts(session);
        return entries.stream()
                .map(
                        each ->
                                with(
                                        each.mirror(),
                                        counts.getOrDefault(each.number(), new TreeMap<>())))
                .toList();
    }

    private static @Nullable MirrorReport report(Row row, SortedMap<EsxRelease, Counts> releases)
            throws SQLException {
        Instant at = instantOrNull(row, "reported_at");
        return at == null
                ? null
                : new MirrorReport(
                        row.text("name"),
                        at,
                        row.flag("succeeded"),
                        releases,
                        row.number("free_bytes"),
                        row.number("total_bytes"));
    }

    private static SortedMap<Integer, SortedMap<EsxRelease, Counts>> counts(Session session)
            throws SQLException {
        record Of(int mirror, EsxRelease release, Counts counts) {}
        SortedMap<Integer, SortedMap<EsxRelease, Counts>> counts = new TreeMap<>();
        session.all(
                        "SELECT * FROM mirror_release_report",
                        row ->
                                new Of(
                                        (int) row.number("mirror"),
                                        row.release("release"),
                                        new Counts(
                                                (int) row.number("published"),
                                                (int) row.number("failed"))))
                .forEach(
                        each ->
                                counts.computeIfAbsent(each.mirror(), number -> new TreeMap<>())
                                        .put(each.release(), each.counts()));
        return counts;
    }

    private static ReportedMirror with(
            ReportedMirror mirror, SortedMap<EsxRelease, Counts> releases) {
        MirrorReport report = mirror.report();
        return new ReportedMirror(
                mirror.id(),
                mirror.host(),
                mirror.directory(),
                mirror.lastSuccess(),
                report == null
                        ? null
                        : new MirrorReport(
                                report.name(),
                                report.at(),
                                report.isSuccess(),
                                releases,
                                report.freeBytes(),
                                report.totalBytes()));
    }

    private static @Nullable Instant instantOrNull(Row row, String column) throws SQLException {
        return row.textOrNull(column) == null ? null : row.instant(column);
    }
}
