package org.esxsync.json;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryBreak;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.LedgerCopyReport;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.PrunedPatch;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.VerifyReport;
import org.jspecify.annotations.Nullable;

/**
 * The fields of JSON output. Programs of others read them: add to them, but never rename one or
 * change what it means. Times are ISO 8601 in UTC, sizes are bytes, and what is unknown is null.
 */
final class JsonFields {

    private JsonFields() {}

    static Map<String, Object> release(ReleaseSummary release) {
        return fields(
                "release", release.release().toString(),
                "matcher", release.matcher(),
                "known", release.known(),
                "claimed", release.claimed(),
                "published", release.published());
    }

    static Map<String, Object> source(SourceSummary source) {
        return fields(
                "name", source.name(),
                "location", source.location(),
                "patches", source.listed(),
                "lastScan", text(source.lastScan()),
                "definedBy", source.definedBy());
    }

    static Map<String, Object> patch(PatchSummary summary) {
        Map<String, Object> fields = summary(summary);
        putKind(fields, summary.patch());
        fields.put("vibIds", summary.patch().vibs().stream().map(Vib::id).toList());
        fields.put("profile", profile(summary.patch().profile()));
        fields.put("supersededBy", summary.supersededBy());
        fields.put("recalled", summary.recalled());
        fields.put("sources", summary.sources());
        return fields;
    }

    private static Map<String, Object> summary(PatchSummary summary) {
        Map<String, Object> fields = patch(summary.patch());
        fields.put("claimedBy", texts(summary.claimedBy()));
        fields.put("publishedIn", texts(summary.publishedIn()));
        fields.put("bytes", summary.size() < 0 ? null : summary.size());
        return fields;
    }

    static Map<String, Object> details(PatchDetails details) {
        Patch patch = details.summary().patch();
        Map<String, Object> fields = summary(details.summary());
        fields.put("firstSeen", text(details.firstSeen()));
        fields.put("lastSeen", text(details.lastSeen()));
        fields.put("listed", details.listed());
        fields.put("verified", details.verified().stream().map(JsonFields::verified).toList());
        putKind(fields, patch);
        fields.put("vibs", patch.vibs().stream().map(JsonFields::vib).toList());
        fields.put("profile", profile(patch.profile()));
        fields.put("notice", notice(patch.notice()));
        fields.put("supersededBy", details.summary().supersededBy());
        fields.put("recalled", details.summary().recalled());
        fields.put("warnings", details.warnings());
        fields.put("installation", details.installation());
        return fields;
    }

    private static void putKind(Map<String, Object> fields, Patch patch) {
        fields.put("kind", code(patch.kind()));
        fields.put("releaseTime", text(patch.releaseTime()));
    }

    static Map<String, Object> event(HistoryEntry entry) {
        Map<String, Object> fields = fields("number", entry.number());
        fields.putAll(event(entry.event()));
        return fields;
    }

    private static Map<String, Object> event(Event event) {
        return fields(
                "at", text(event.at()),
                "event", code(event.kind()),
                "source", event.source(),
                "patch", event.patch() == null ? null : event.patch().id(),
                "revision", event.patch() == null ? null : event.patch().revision(),
                "release", text(event.release()),
                "detail", event.detail());
    }

    static Map<String, Object> changes(MirrorChanges changes) {
        return fields(
                "event", changes.event(),
                "since", text(changes.since()),
                "changes", changes.changes().stream().map(JsonFields::change).toList());
    }

    static Map<String, Object> change(PatchChange change) {
        return fields(
                "change", code(change.kind()),
                "patch", change.patch().id(),
                "revision", change.patch().revision(),
                "source", change.source(),
                "releases", texts(change.releases()),
                "at", text(change.at()),
                "title", change.title());
    }

    static Map<String, Object> ledgerCheck(LedgerCheck check) {
        HistoryBreak first = check.firstBreak();
        return fields(
                "events",
                check.events(),
                "firstBreak",
                first == null ? null : fields("number", first.number(), "reason", first.reason()));
    }

    static Map<String, Object> ledgerCopy(LedgerCopyReport report) {
        return fields(
                "from", report.from(),
                "to", report.to(),
                "setting", report.setting(),
                "events", report.events(),
                "patches", report.patches(),
                "rows", report.rows(),
                "seconds", seconds(report.duration()));
    }

    static Map<String, Object> plan(SyncPlan plan) {
        return fields(
                "patches", plan.patches().stream().map(JsonFields::planned).toList(),
                "settled", plan.settled().stream().map(JsonFields::outcome).toList(),
                "failedSources", failures(plan.failedSources()),
                "bytes", plan.knownSize(),
                "patchesOfUnknownSize", plan.patchesOfUnknownSize(),
                "expectedBytes", plan.expectedSize(),
                "patchesWithoutSize", plan.patchesWithoutSize(),
                "disk", disk(plan.disk()),
                "remarks", plan.remarks());
    }

    private static Map<String, Object> disk(DiskSpace disk) {
        return fields(
                "neededBytes", disk.needed(),
                "expectedBytes", disk.expected(),
                "freeBytes", disk.free());
    }

    static Map<String, Object> report(SyncReport report) {
        return fields(
                "status", code(report.status()),
                "outcomes", report.outcomes().stream().map(JsonFields::outcome).toList(),
                "failedSources", failures(report.failedSources()),
                "downloadedBytes", report.downloadedBytes(),
                "seconds", seconds(report.duration()),
                "warnings", report.warnings());
    }

    static Map<String, Object> status(MirrorStatus status) {
        Event last = status.lastSync();
        MirrorStatus.Patches patches = status.patches();
        return fields(
                "mirror", status.mirror().toString(),
                "owner", status.owner(),
                "lastSync", last == null ? null : event(last),
                "lastSuccess", text(status.lastSuccess()),
                "nextRun", text(status.nextRun()),
                "scheduleIsKept", status.scheduleIsKept(),
                "patches", patches.listed(),
                "claimed", patches.claimed(),
                "published", patches.published(),
                "missing", patches.missing(),
                "ignored", patches.ignored(),
                "conflicts", status.conflicts().stream().map(JsonFields::outcome).toList(),
                "troubles", status.troubles(),
                "warnings", status.warnings(),
                "usedBytes", status.space().used(),
                "freeBytes", status.space().free(),
                "totalBytes", status.space().total(),
                "sources", status.sources().stream().map(JsonFields::source).toList());
    }

    static Map<String, Object> health(MirrorHealth health, @Nullable MirrorStatus status) {
        return fields(
                "level", code(health.level()),
                "exitCode", health.level().ordinal(),
                "findings", health.findings().stream().map(JsonFields::finding).toList(),
                "status", status == null ? null : status(status));
    }

    private static Map<String, Object> finding(MirrorHealth.Finding finding) {
        return fields("level", code(finding.level()), "text", finding.text());
    }

    private static Map<String, Object> source(SourceStatus source) {
        Map<String, Object> fields = source(source.summary());
        Event error = source.lastError();
        fields.put("lastError", error == null ? null : event(error));
        return fields;
    }

    static Map<String, Object> verification(VerifyReport report) {
        return fields(
                "whole", report.isWhole(),
                "findings", report.findings().stream().map(JsonFields::finding).toList(),
                "files", report.files(),
                "bytes", report.bytes(),
                "seconds", seconds(report.duration()));
    }

    static Map<String, Object> finding(Finding finding) {
        return fields(
                "path", finding.path(),
                "kind", code(finding.kind()),
                "detail", finding.detail(),
                "repaired", finding.repaired());
    }

    static Map<String, Object> pruning(PruneReport report, boolean dryRun) {
        return fields(
                "dryRun", dryRun,
                "patches", report.patches().stream().map(JsonFields::pruned).toList(),
                "bytes", report.bytes(),
                "former",
                        fields(
                                "files", report.former().count(),
                                "bytes", report.former().bytes(),
                                "until", text(report.former().until())));
    }

    static Map<String, Object> pruned(PrunedPatch patch) {
        return fields(
                "release", patch.release().toString(),
                "patch", patch.patch(),
                "bytes", patch.bytes(),
                "reason", patch.reason());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    static Map<String, Object> planned(PlannedPatch planned) {
        Map<String, Object> fields = patch(planned.patch());
        fields.put("releases", texts(planned.releases()));
        putKind(fields, planned.patch());
        return fields;
    }

    private static Map<String, Object> outcome(PatchOutcome outcome) {
        return fields(
                "patch", outcome.patch(),
                "source", outcome.source(),
                "release", text(outcome.release()),
                "outcome", code(outcome.outcome()),
                "detail", outcome.detail());
    }

    private static List<Map<String, Object>> failures(List<SourceFailure> failures) {
        return failures.stream()
                .map(failure -> fields("source", failure.source(), "reason", failure.reason()))
                .toList();
    }

    private static Map<String, Object> patch(Patch patch) {
        return fields(
                "id", patch.id(),
                "revision", patch.revision(),
                "source", patch.source(),
                "format", patch.format(),
                "title", patch.title(),
                "releaseDate", text(patch.releaseDate()),
                "category", patch.classification().category(),
                "severity", patch.classification().severity(),
                "reboot", code(patch.reboot()),
                "details", text(patch.details()),
                "supersedes", patch.supersedes(),
                "platforms", patch.platforms().stream().map(JsonFields::platform).toList(),
                "artifacts", patch.artifacts().stream().map(JsonFields::artifact).toList());
    }

    private static Map<String, Object> vib(Vib vib) {
        return fields(
                "id", vib.id(),
                "vendor", vib.vendor(),
                "type", vib.type(),
                "name", vib.name(),
                "version", vib.version().text(),
                "acceptanceLevel", code(vib.acceptanceLevel()),
                "payloadTypes", vib.payloadTypes(),
                "depends", relations(vib.depends()),
                "conflicts", relations(vib.conflicts()),
                "replaces", relations(vib.replaces()),
                "provides", relations(vib.provides()),
                "reboot", code(vib.reboot()),
                "liveInstall", vib.liveInstall(),
                "maintenanceMode", vib.maintenanceMode(),
                "platforms", vib.platforms().stream().map(JsonFields::platform).toList(),
                "file", text(vib.file()),
                "gunzipChecksums", vib.gunzipChecksums());
    }

    private static List<Map<String, Object>> relations(List<VibRelation> relations) {
        return relations.stream().map(JsonFields::relation).toList();
    }

    private static Map<String, Object> relation(VibRelation relation) {
        return fields(
                "name", relation.name(),
                "operator", relation.version() == null ? null : relation.operator().symbol(),
                "version", text(relation.version()));
    }

    private static @Nullable Map<String, Object> profile(@Nullable ImageProfile profile) {
        return profile == null
                ? null
                : fields(
                        "creator", profile.creator(),
                        "acceptanceLevel", code(profile.acceptanceLevel()),
                        "missingVibs", profile.missingVibs());
    }

    private static @Nullable Map<String, Object> notice(@Nullable Notice notice) {
        return notice == null
                ? null
                : fields(
                        "kind", code(notice.kind()),
                        "recalledBulletins", notice.recalledBulletins(),
                        "recalledVibs", notice.recalledVibs(),
                        "resolvedRecalls", notice.resolvedRecalls(),
                        "text", notice.text());
    }

    private static Map<String, Object> platform(Platform platform) {
        return fields("product", platform.product(), "version", platform.versionPattern());
    }

    private static Map<String, Object> artifact(Artifact artifact) {
        return fields(
                "path", artifact.path().value(),
                "location", artifact.location().toString(),
                "size", size(artifact.size()),
                "approximateSize", size(artifact.approximateSize()),
                "digests", digests(artifact.digests()));
    }

    private static @Nullable Long size(long size) {
        return size == Artifact.UNKNOWN_SIZE ? null : size;
    }

    private static Map<String, Object> verified(VerifiedArtifact artifact) {
        return fields(
                "path", artifact.path().value(),
                "size", artifact.size(),
                "sha256", artifact.sha256(),
                "checked", digests(artifact.checked()));
    }

    private static List<Map<String, Object>> digests(List<Digest> digests) {
        return digests.stream()
                .map(d -> fields("algorithm", d.algorithm().standardName(), "value", d.hex()))
                .toList();
    }

    /** The names of constants are part of the schema, in lower case. */
    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    static List<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    /** Names and values in turn, in the order in which they are written. */
    static Map<String, Object> fields(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }
}
