package org.esxsync.json;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.MirrorReport;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Digest.Algorithm;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.setup.AddedSource;
import org.esxsync.api.setup.EffectiveConfiguration;
import org.esxsync.api.source.FoundSource;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.FormerFiles;
import org.esxsync.api.sync.LedgerCopyReport;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
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

/** One of each record that is written, with everything and with nothing known. */
final class Samples {

    private static final EsxRelease ESX_301 = EsxRelease.parse("esx-3.0.1");
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final Instant LATER = NOON.plusMillis(61_500);
    private static final Digest MD5 = new Digest(Algorithm.MD5, "0123456789abcdef".repeat(2));

    static final Patch KNOWN =
            Patch.builder("vmware", "ESX-1", "vi3")
                    .title("Fixes \"the\" clock – for good")
                    .releaseDate(LocalDate.of(2007, 3, 29))
                    .classification(new Classification("security", "critical"))
                    .platform("VMware ESX Server", "3.0.1")
                    .artifact(artifact("ESX-1.tgz", 4711, Artifact.UNKNOWN_SIZE))
                    .artifact(artifact("ESX-1.b.tgz", Artifact.UNKNOWN_SIZE, 40_000_000))
                    .supersedes(List.of("ESX-1000039", "ESX-1000040"))
                    .reboot(Reboot.REQUIRED)
                    .details(URI.create("http://patches.example/ESX-1.html"))
                    .build();
    static final Patch BULLETIN =
            Patch.builder("vmware", "x_1.0-1", "depot")
                    .releaseDate(LocalDate.of(2025, 5, 12))
                    .releaseTime(LocalTime.of(13, 48))
                    .vib(
                            Vib.builder("VMW", "bootbank", "x", new VibVersion("1.0-1"))
                                    .acceptanceLevel(AcceptanceLevel.PARTNER)
                                    .payloadTypes(List.of("vgz"))
                                    .gunzipChecksums(false)
                                    .depends(
                                            List.of(
                                                    VibRelation.any("vmkapi_2_2_0_0"),
                                                    new VibRelation(
                                                            "esx-base",
                                                            VibRelation.Operator.AT_LEAST,
                                                            new VibVersion("6.7.0"))))
                                    .reboot(Reboot.REQUIRED)
                                    .maintenanceMode(true)
                                    .platforms(List.of(new Platform("embeddedEsx", "8.0")))
                                    .file(new RelativePath("vib20/x/x.vib"))
                                    .build())
                    .build();
    static final Patch PROFILE =
            Patch.builder("vmware", "ESXi-8.0", "depot")
                    .kind(PatchKind.IMAGE_PROFILE)
                    .profile(
                            new ImageProfile(
                                    "VMware, Inc.",
                                    AcceptanceLevel.UNKNOWN,
                                    List.of("VMW_bootbank_y_1.0-1")))
                    .build();
    static final Patch NOTICE =
            Patch.builder("vmware", "R-1", "depot")
                    .kind(PatchKind.NOTICE)
                    .notice(
                            new Notice(
                                    Notice.Kind.RECALL_FIX,
                                    List.of("x_1.0-1"),
                                    List.of("VMW_bootbank_x_1.0-1"),
                                    List.of("R-0"),
                                    "It loses data."))
                    .build();
    static final Patch BARE = Patch.builder("vmware", "ESX-2", "vi3").build();

    private static final Event FAILURE =
            Event.ofSource(NOON, Event.Kind.SOURCE_FAILED, "vmware", "no route");
    private static final PatchOutcome CONFLICT =
            new PatchOutcome("ESX-1", "vmware", ESX_301, Outcome.CONFLICT, "another file");
    private static final PatchOutcome NO_FILE =
            new PatchOutcome("ESX-2", "vmware", null, Outcome.NOT_DOWNLOADABLE, "no file");
    private static final SourceFailure UNREAD = new SourceFailure("vmware", "no route");
    private static final SourceSummary READ =
            new SourceSummary(
                    "vmware", "http://x/", 12, NOON, "/conf/org.esxsync.source.vi3~vmware.cfg");
    static final List<AddedSource> ADDED =
            List.of(
                    new AddedSource(
                            "bundles",
                            "/conf/org.esxsync.source.depot~bundles.cfg",
                            new FoundSource(
                                    "org.esxsync.source.depot",
                                    Map.of("location", "/srv/bundles"),
                                    "offline bundle",
                                    2,
                                    false,
                                    new TreeSet<>(List.of(EsxRelease.parse("esxi-6.5"))),
                                    List.of("host.iso")),
                            List.of("a remark")),
                    new AddedSource(
                            "main",
                            "org.esxsync.source.depot~main",
                            new FoundSource(
                                    "org.esxsync.source.depot",
                                    Map.of(),
                                    "depot",
                                    FoundSource.UNKNOWN,
                                    false,
                                    new TreeSet<>(),
                                    List.of()),
                            List.of()));

    static final List<EffectiveConfiguration> CONFIGURATIONS =
            List.of(
                    new EffectiveConfiguration(
                            "org.esxsync.sync",
                            "What it is for.",
                            "/conf/org.esxsync.sync.cfg",
                            List.of(
                                    new EffectiveConfiguration.Key(
                                            "unfit",
                                            "refuse",
                                            "warn",
                                            EffectiveConfiguration.Origin.FILE,
                                            List.of("warn", "refuse"),
                                            "What happens."))),
                    new EffectiveConfiguration(
                            "org.esxsync.fetch", "Of transfers.", null, List.of()));

    private static final SourceSummary NEVER_READ = new SourceSummary("new", "/srv/new", 0, null);

    static final List<ReleaseSummary> RELEASES =
            List.of(new ReleaseSummary(ESX_301, "org.esxsync.matcher.esx301", 3, 2, 1));
    static final List<SourceSummary> SOURCES = List.of(READ, NEVER_READ);
    static final List<PatchSummary> PATCHES =
            List.of(
                    new PatchSummary(
                            KNOWN,
                            List.of(ESX_301),
                            List.of(),
                            4711,
                            List.of(),
                            false,
                            List.of("mirror-b", "vmware")),
                    new PatchSummary(BARE, List.of(), List.of(), -1),
                    new PatchSummary(BULLETIN, List.of(), List.of(), -1));
    static final List<PatchDetails> DETAILS =
            List.of(
                    new PatchDetails(
                            new PatchSummary(KNOWN, List.of(ESX_301), List.of(ESX_301), 4718),
                            NOON,
                            LATER,
                            false,
                            List.of(
                                    new VerifiedArtifact(
                                            new RelativePath("ESX-1.tgz"),
                                            4711,
                                            "ab".repeat(32),
                                            List.of(MD5))),
                            List.of("ESX-1 (esx-3.0.1): a host may refuse it"),
                            List.of("esxupdate -r http://MIRROR/ESX-1 update")));
    static final List<PatchDetails> DEPOT_DETAILS =
            Stream.of(BULLETIN, PROFILE, NOTICE)
                    .map(patch -> new PatchSummary(patch, List.of(), List.of(), -1))
                    .map(summary -> new PatchDetails(summary, NOON, LATER, true, List.of()))
                    .toList();
    static final List<HistoryEntry> HISTORY =
            List.of(
                    new HistoryEntry(1, Event.ofRun(NOON, Event.Kind.SYNC_STARTED, "all")),
                    new HistoryEntry(2, FAILURE),
                    new HistoryEntry(
                            3,
                            new Event(
                                    LATER,
                                    Event.Kind.PATCH_PUBLISHED,
                                    "vmware",
                                    new PatchKey("ESX-1", "r1"),
                                    ESX_301,
                                    "esx-3.0.1/2007-03-29-ESX-1")));
    static final MirrorChanges CHANGES =
            new MirrorChanges(
                    7,
                    NOON,
                    List.of(
                            new PatchChange(
                                    PatchChange.Kind.ADDED,
                                    new PatchKey("ESX-1", "r1"),
                                    "vmware",
                                    List.of(ESX_301),
                                    LATER,
                                    "Fixes =, and more")));
    static final SyncPlan PLAN =
            new SyncPlan(
                    List.of(new PlannedPatch(KNOWN, List.of(ESX_301))),
                    List.of(CONFLICT, NO_FILE),
                    List.of(UNREAD),
                    new DiskSpace(4711, 40_004_711, 80_000_000_000L));
    static final SyncReport REPORT =
            new SyncReport(
                    List.of(CONFLICT, NO_FILE),
                    List.of(UNREAD),
                    2_100_000,
                    Duration.ofMillis(1400),
                    List.of("source vmware: 1 patch is for embeddedEsx 9.1"));
    static final MirrorStatus TROUBLED =
            new MirrorStatus(
                    Path.of("/srv/mirror"),
                    "process 42",
                    Event.ofRun(NOON, Event.Kind.SYNC_INCOMPLETE, "1 failed"),
                    NOON,
                    LATER,
                    false,
                    new MirrorStatus.Patches(5, 4, 3, 2, 1),
                    List.of(CONFLICT),
                    List.of("keep= is no number"),
                    List.of("source vmware: 1 patch is for embeddedEsx 9.1"),
                    new MirrorSpace(1, 2, 3),
                    List.of(new SourceStatus(READ, FAILURE), new SourceStatus(NEVER_READ, null)));
    static final MirrorStatus EMPTY =
            new MirrorStatus(
                    Path.of("/srv/mirror"),
                    null,
                    null,
                    null,
                    null,
                    true,
                    new MirrorStatus.Patches(0, 0, 0, 0, 0),
                    List.of(),
                    List.of(),
                    new MirrorSpace(0, 40_000_000_000L, 100_000_000_000L),
                    List.of());
    static final VerifyReport VERIFICATION =
            new VerifyReport(
                    List.of(new Finding("esx-3.0.1/x", Finding.Kind.CHANGED, "other bytes", true)),
                    7,
                    4711,
                    Duration.ofMillis(2500));
    static final PruneReport PRUNING =
            new PruneReport(
                    List.of(new PrunedPatch(ESX_301, "ESX-1", 4711, "superseded")),
                    new FormerFiles(2, 4711, Instant.EPOCH));

    static final LedgerCopyReport LEDGER_COPY =
            new LedgerCopyReport(
                    "sqlite",
                    "jdbc:postgresql://db/x",
                    "ledger = jdbc:postgresql://db/x?sslmode=verify-full",
                    7,
                    3,
                    12,
                    Duration.ofMillis(1500));

    static final List<ReportedMirror> MIRRORS =
            List.of(
                    new ReportedMirror(
                            "u-1",
                            "vm1",
                            "/srv/mirror",
                            Instant.parse("2026-01-01T00:00:00Z"),
                            new MirrorReport(
                                    "Oslo",
                                    Instant.parse("2026-01-02T00:00:00Z"),
                                    false,
                                    new TreeMap<>(
                                            Map.of(
                                                    EsxRelease.parse("esx-3.0.1"),
                                                    new MirrorReport.Counts(3, 1),
                                                    EsxRelease.parse("esxi-8.0"),
                                                    new MirrorReport.Counts(4, 0))),
                                    10,
                                    20)),
                    new ReportedMirror("u-2", "vm2", "/srv/mirror", null, null));

    private Samples() {}

    private static Artifact artifact(String name, long size, long approximateSize) {
        return new Artifact(
                new RelativePath(name),
                URI.create("http://patches.example/" + name),
                size,
                approximateSize,
                List.of(MD5));
    }
}
