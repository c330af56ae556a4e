package org.esxsync.api.json;

import java.util.List;
import org.esxsync.api.advisory.AdvisoryPlace;
import org.esxsync.api.advisory.VulnerabilityDetails;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.compliance.LackingHosts;
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
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes records as JSON (RFC 8259), in ASCII: times in ISO 8601 and UTC, sizes in bytes, what is
 * unknown as null. Fields may be added; none is renamed or changes its meaning. Each text is one
 * object, indented by two blanks and without a line break at its end, unless the method says
 * otherwise. Safe for many threads.
 */
@ProviderType
public interface JsonWriter {

    /** The field {@code releases}. */
    String releases(List<ReleaseSummary> releases);

    /** The field {@code sources}. */
    String sources(List<SourceSummary> sources);

    /** The field {@code mirrors}. */
    String mirrors(List<ReportedMirror> mirrors);

    /** The field {@code added}. */
    String added(List<AddedSource> sources);

    /** The field {@code configurations}. */
    String configurations(List<EffectiveConfiguration> configurations);

    /** The field {@code patches}. */
    String patches(List<PatchSummary> patches);

    /** The field {@code patches}, each with when it was seen and what was verified. */
    String details(List<PatchDetails> patches);

    /** The field {@code history}. */
    String history(List<HistoryEntry> entries);

    /** How the mirror differs from what it was. */
    String changes(MirrorChanges changes);

    /** What a check of the ledger's history found. */
    String ledgerCheck(LedgerCheck check);

    /** What was copied from where to where. */
    String ledgerCopy(LedgerCopyReport report);

    /** What a sync would do. */
    String plan(SyncPlan plan);

    /**
     * What a sync did.
     *
     * @param hosts which of the kept hosts lack what came, or null if none is known to
     * @param problem why the kept hosts could not be judged; empty if they could
     */
    String report(SyncReport report, @Nullable LackingHosts hosts, String problem);

    /** How the mirror stands. */
    String status(MirrorStatus status);

    /**
     * The verdict for monitoring.
     *
     * @param status what it is about, or null if it cannot be read
     */
    String health(MirrorHealth health, @Nullable MirrorStatus status);

    /** What a verification or a repair found. */
    String verification(VerifyReport report);

    /**
     * What was pruned.
     *
     * @param dryRun whether it was only said
     */
    String pruning(PruneReport report, boolean dryRun);

    /**
     * The fields {@code vulnerabilities}, each with its fixes and their patches, and {@code
     * places}, which were read.
     */
    String vulnerabilities(List<VulnerabilityDetails> vulnerabilities, List<AdvisoryPlace> places);

    /** What was read of hosts. */
    String inventory(Inventory inventory);

    /** What hosts have and lack. */
    String compliance(ComplianceReport report);

    /** All about one host and its baseline. */
    String hostDetails(HostDetails details);

    /**
     * What hosts are open to.
     *
     * @param report tells it of each host
     * @param places which were read
     */
    String exposures(ComplianceReport report, List<AdvisoryPlace> places);

    /** One event in one line, for JSON Lines. */
    String eventLine(HistoryEntry entry);

    /** One patch in one line, for JSON Lines. */
    String patchLine(PatchDetails patch);
}
