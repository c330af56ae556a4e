package org.esxsync.shell;

import java.util.List;
import org.esxsync.api.advisory.AdvisoryPlace;
import org.esxsync.api.advisory.VulnerabilityDetails;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.compliance.LackingHosts;
import org.esxsync.api.json.CsvWriter;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.api.setup.AddedSource;
import org.esxsync.api.setup.EffectiveConfiguration;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.LedgerCopyReport;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.PruneReport;
import org.esxsync.api.sync.PrunedPatch;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.VerifyReport;
import org.jspecify.annotations.Nullable;

/** Writes no more than what it was asked to write. */
public final class FakeWriter implements JsonWriter, CsvWriter {

    @Override
    public String releases(List<ReleaseSummary> releases) {
        return "JSON: releases";
    }

    @Override
    public String sources(List<SourceSummary> sources) {
        return "JSON: sources";
    }

    @Override
    public String patches(List<PatchSummary> patches) {
        return "JSON: patches";
    }

    @Override
    public String details(List<PatchDetails> patches) {
        return "JSON: details";
    }

    @Override
    public String history(List<HistoryEntry> entries) {
        return "JSON: history";
    }

    @Override
    public String added(List<AddedSource> sources) {
        return "JSON: added";
    }

    @Override
    public String configurations(List<EffectiveConfiguration> configurations) {
        return "JSON: configurations";
    }

    @Override
    public String changes(MirrorChanges changes) {
        return "JSON: changes";
    }

    @Override
    public String planned(List<PlannedPatch> patches) {
        return "CSV: planned\r\n";
    }

    @Override
    public String findings(List<Finding> findings) {
        return "CSV: findings\r\n";
    }

    @Override
    public String pruned(List<PrunedPatch> patches) {
        return "CSV: pruned\r\n";
    }

    @Override
    public String mirrors(List<ReportedMirror> mirrors) {
        return "mirrors";
    }

    @Override
    public String ledgerCheck(LedgerCheck check) {
        return "JSON: ledgerCheck";
    }

    @Override
    public String ledgerCopy(LedgerCopyReport report) {
        return "JSON: ledgerCopy";
    }

    @Override
    public String plan(SyncPlan plan) {
        return "JSON: plan";
    }

    @Override
    public String report(SyncReport report, @Nullable LackingHosts hosts, String problem) {
        return "JSON: report";
    }

    @Override
    public String status(MirrorStatus status) {
        return "JSON: status";
    }

    @Override
    public String health(MirrorHealth health, @Nullable MirrorStatus status) {
        return "JSON: health";
    }

    @Override
    public String verification(VerifyReport report) {
        return "JSON: verification";
    }

    @Override
    public String pruning(PruneReport report, boolean dryRun) {
        return "JSON: pruning";
    }

    @Override
    public String eventLine(HistoryEntry entry) {
        return "JSON: eventLine";
    }

    @Override
    public String patchLine(PatchDetails patch) {
        return "JSON: patchLine";
    }

    @Override
    public String vulnerabilities(
            List<VulnerabilityDetails> vulnerabilities, List<AdvisoryPlace> places) {
        return "JSON: vulnerabilities";
    }

    @Override
    public String vulnerabilities(List<VulnerabilityDetails> vulnerabilities) {
        return "CSV: vulnerabilities\r\n";
    }

    @Override
    public String inventory(Inventory inventory) {
        return "JSON: inventory";
    }

    @Override
    public String compliance(ComplianceReport report) {
        return "JSON: compliance";
    }

    @Override
    public String hostDetails(HostDetails details) {
        return "JSON: hostDetails";
    }

    @Override
    public String exposures(ComplianceReport report, List<AdvisoryPlace> places) {
        return "JSON: exposures";
    }

    @Override
    public String exposures(ComplianceReport report) {
        return "CSV: exposures";
    }
}
