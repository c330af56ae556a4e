package org.esxsync.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.esxsync.api.advisory.VulnerabilityDetails;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.api.setup.EffectiveConfiguration;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.PrunedPatch;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceSummary;
import org.osgi.service.component.annotations.Component;

/** Writes those fields of {@link JsonFields} that fit into a cell. */
@Component
public final class TableWriter implements CsvWriter {

    private static final List<String> RELEASE =
            List.of("release", "matcher", "known", "claimed", "published");
    private static final List<String> SOURCE =
            List.of("name", "location", "patches", "lastScan", "definedBy");
    private static final List<String> PATCH =
            List.of(
                    "id",
                    "revision",
                    "source",
                    "format",
                    "kind",
                    "title",
                    "releaseDate",
                    "category",
                    "severity",
                    "reboot",
                    "details",
                    "supersedes");
    private static final List<String> SUMMARY =
            with(
                    PATCH,
                    "claimedBy",
                    "publishedIn",
                    "bytes",
                    "vibIds",
                    "supersededBy",
                    "recalled",
                    "sources");
    private static final List<String> PLANNED = with(PATCH, "releases");
    private static final List<String> EVENT =
            List.of("number", "at", "event", "source", "patch", "revision", "release", "detail");
    private static final List<String> CHANGE =
            List.of("change", "patch", "revision", "source", "releases", "at", "title");

    private static final List<String> FINDING = List.of("path", "kind", "detail", "repaired");
    private static final List<String> PRUNED = List.of("release", "patch", "bytes", "reason");
    private static final List<String> SETTING =
            List.of("pid", "key", "value", "default", "origin", "file", "options", "description");

    private static final List<String> FIX =
            List.of(
                    "cve",
                    "severity",
                    "score",
                    "exploited",
                    "release",
                    "branch",
                    "state",
                    "fixedIn",
                    "advisory",
                    "patches",
                    "title");

    private static List<String> with(List<String> columns, String... more) {
        List<String> all = new ArrayList<>(columns);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    @Override
    public String releases(List<ReleaseSummary> releases) {
        return table(RELEASE, releases, JsonFields::release);
    }

    @Override
    public String sources(List<SourceSummary> sources) {
        return table(SOURCE, sources, JsonFields::source);
    }

    @Override
    public String mirrors(List<ReportedMirror> mirrors) {
        return CsvText.of(
                FleetFields.ROW,
                mirrors.stream().flatMap(each -> FleetFields.rows(each).stream()).toList());
    }

    @Override
    public String patches(List<PatchSummary> patches) {
        return table(SUMMARY, patches, JsonFields::patch);
    }

    @Override
    public String history(List<HistoryEntry> entries) {
        return table(EVENT, entries, JsonFields::event);
    }

    @Override
    public String changes(MirrorChanges changes) {
        return table(CHANGE, changes.changes(), JsonFields::change);
    }

    @Override
    public String planned(List<PlannedPatch> patches) {
        return table(PLANNED, patches, JsonFields::planned);
    }

    @Override
    public String findings(List<Finding> findings) {
        return table(FINDING, findings, JsonFields::finding);
    }

    @Override
    public String pruned(List<PrunedPatch> patches) {
        return table(PRUNED, patches, JsonFields::pruned);
    }

    @Override
    public String configurations(List<EffectiveConfiguration> configurations) {
        return CsvText.of(
                SETTING,
                configurations.stream().flatMap(each -> SetupFields.rows(each).stream()).toList());
    }

    @Override
    public String vulnerabilities(List<VulnerabilityDetails> vulnerabilities) {
        return CsvText.of(
                FIX,
                vulnerabilities.stream()
                        .flatMap(each -> AdvisoryFields.rows(each).stream())
                        .toList());
    }

    @Override
    public String inventory(Inventory inventory) {
        return table(HostFields.HOST, inventory.hosts(), HostFields::host);
    }

    @Override
    public String compliance(ComplianceReport report) {
        return CsvText.of(HostFields.REPORT, HostFields.rows(report));
    }

    @Override
    public String exposures(ComplianceReport report) {
        return CsvText.of(
                ExposureFields.ROW,
                report.hosts().stream()
                        .flatMap(each -> ExposureFields.rows(each).stream())
                        .toList());
    }

    @Override
    public String hostDetails(HostDetails details) {
        return table(HostFields.JUDGED, details.patches(), HostFields::judged);
    }

    private static <T> String table(
            List<String> columns, List<T> rows, Function<T, Map<String, Object>> fields) {
        return CsvText.of(columns, rows.stream().map(fields).toList());
    }
}
