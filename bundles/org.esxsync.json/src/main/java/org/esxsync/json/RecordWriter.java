package org.esxsync.json;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.esxsync.api.advisory.AdvisoryPlace;
import org.esxsync.api.advisory.VulnerabilityDetails;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.compliance.LackingHosts;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.api.setup.AddedSource;
import org.esxsync.api.setup.EffectiveConfiguration;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.LedgerCopyReport;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.VerifyReport;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Writes each record with the fields that {@link JsonFields} gives it. */
@Component
public final class RecordWriter implements JsonWriter {

    @Override
    public String releases(List<ReleaseSummary> releases) {
        return array("releases", releases, JsonFields::release);
    }

    @Override
    public String sources(List<SourceSummary> sources) {
        return array("sources", sources, JsonFields::source);
    }

    @Override
    public String mirrors(List<ReportedMirror> mirrors) {
        return array("mirrors", mirrors, FleetFields::mirror);
    }

    @Override
    public String added(List<AddedSource> sources) {
        return array("added", sources, SetupFields::added);
    }

    @Override
    public String configurations(List<EffectiveConfiguration> configurations) {
        return array("configurations", configurations, SetupFields::configuration);
    }

    @Override
    public String patches(List<PatchSummary> patches) {
        return array("patches", patches, JsonFields::patch);
    }

    @Override
    public String details(List<PatchDetails> patches) {
        return array("patches", patches, JsonFields::details);
    }

    @Override
    public String history(List<HistoryEntry> entries) {
        return array("history", entries, JsonFields::event);
    }

    private static <T> String array(
            String name, List<T> records, Function<T, Map<String, Object>> fields) {
        return JsonText.of(Map.of(name, records.stream().map(fields).toList()));
    }

    @Override
    public String changes(MirrorChanges changes) {
        return JsonText.of(JsonFields.changes(changes));
    }

    @Override
    public String ledgerCheck(LedgerCheck check) {
        return JsonText.of(JsonFields.ledgerCheck(check));
    }

    @Override
    public String ledgerCopy(LedgerCopyReport report) {
        return JsonText.of(JsonFields.ledgerCopy(report));
    }

    @Override
    public String plan(SyncPlan plan) {
        return JsonText.of(JsonFields.plan(plan));
    }

    @Override
    public String report(SyncReport report, @Nullable LackingHosts hosts, String problem) {
        Map<String, Object> fields = JsonFields.report(report);
        fields.put("keptHosts", HostFields.lacking(hosts, problem));
        return JsonText.of(fields);
    }

    @Override
    public String status(MirrorStatus status) {
        return JsonText.of(JsonFields.status(status));
    }

    @Override
    public String health(MirrorHealth health, @Nullable MirrorStatus status) {
        return JsonText.of(JsonFields.health(health, status));
    }

    @Override
    public String verification(VerifyReport report) {
        return JsonText.of(JsonFields.verification(report));
    }

    @Override
    public String pruning(PruneReport report, boolean dryRun) {
        return JsonText.of(JsonFields.pruning(report, dryRun));
    }

    @Override
    public String vulnerabilities(
            List<VulnerabilityDetails> vulnerabilities, List<AdvisoryPlace> places) {
        return JsonText.of(AdvisoryFields.answer(vulnerabilities, places));
    }

    @Override
    public String inventory(Inventory inventory) {
        return JsonText.of(HostFields.inventory(inventory));
    }

    @Override
    public String compliance(ComplianceReport report) {
        return JsonText.of(HostFields.compliance(report));
    }

    @Override
    public String exposures(ComplianceReport report, List<AdvisoryPlace> places) {
        return JsonText.of(ExposureFields.report(report, places));
    }

    @Override
    public String hostDetails(HostDetails details) {
        return JsonText.of(HostFields.details(details));
    }

    @Override
    public String eventLine(HistoryEntry entry) {
        return line(JsonFields.event(entry));
    }

    @Override
    public String patchLine(PatchDetails patch) {
        return line(JsonFields.details(patch));
    }

    /** The breaks between lines are the writer's: those in texts are escaped. */
    private static String line(Map<String, Object> fields) {
        return JsonText.of(fields).lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
