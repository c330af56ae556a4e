package org.esxsync.api.json;

import java.util.List;
import org.esxsync.api.advisory.VulnerabilityDetails;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.Inventory;
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
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes listings as CSV (RFC 4180): a line with the names of the columns, then one for each row.
 * Names and values are those that {@link JsonWriter} writes: times in UTC, sizes in bytes; what is
 * unknown is empty, and several words are one cell, parted by blanks. What has fields of its own,
 * such as an artifact, is left out. A cell that a spreadsheet would take for a formula gets an
 * apostrophe in front. Columns may be added at the end; none is renamed or changes its meaning.
 * Safe for many threads.
 */
@ProviderType
public interface CsvWriter {

    String releases(List<ReleaseSummary> releases);

    String sources(List<SourceSummary> sources);

    /** A row for each release of each mirror, or one for a mirror without any. */
    String mirrors(List<ReportedMirror> mirrors);

    String patches(List<PatchSummary> patches);

    String history(List<HistoryEntry> entries);

    String changes(MirrorChanges changes);

    String planned(List<PlannedPatch> patches);

    /** What a verification found, or nothing but the names of the columns. */
    String findings(List<Finding> findings);

    String pruned(List<PrunedPatch> patches);

    /** A row for each key of each configuration. */
    String configurations(List<EffectiveConfiguration> configurations);

    /** A row for each fix of each vulnerability, or one for a vulnerability without any. */
    String vulnerabilities(List<VulnerabilityDetails> vulnerabilities);

    /** A row for each host. */
    String inventory(Inventory inventory);

    /** A row for each host. */
    String compliance(ComplianceReport report);

    /** A row for each patch of the host's baseline. */
    String hostDetails(HostDetails details);

    /** A row for each vulnerability that a host is open to, and one for each host without any. */
    String exposures(ComplianceReport report);
}
