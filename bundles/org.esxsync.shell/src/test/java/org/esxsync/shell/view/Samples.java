package org.esxsync.shell.view;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Digest.Algorithm;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncReport;

/** Patches and results that tests show. */
public final class Samples {

    public static final EsxRelease ESX_300 = EsxRelease.parse("esx-3.0.0");
    public static final EsxRelease ESX_301 = EsxRelease.parse("esx-3.0.1");
    public static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    static final Digest MD5 = new Digest(Algorithm.MD5, "0123456789abcdef0123456789abcdef");

    /** The size of what was published without telling its size. */
    static final long MEASURED = 4711;

    private Samples() {}

    public static Patch patch(String id, long size, String title) {
        return Patch.builder("vmware", id, "vi3")
                .title(title)
                .releaseDate(LocalDate.of(2007, 3, 29))
                .classification(new Classification("security", ""))
                .platform("VMware ESX Server", "3.0.1")
                .artifact(artifact(id + ".tgz", size))
                .supersedes(List.of("ESX-1000039"))
                .reboot(Reboot.REQUIRED)
                .details(URI.create("http://patches.example/" + id + ".html"))
                .build();
    }

    static Artifact artifact(String name, long size) {
        return artifact(name, size, Artifact.UNKNOWN_SIZE);
    }

    private static Artifact artifact(String name, long size, long approximateSize) {
        return new Artifact(
                new RelativePath(name),
                URI.create("http://patches.example/" + name),
                size,
                approximateSize,
                List.of(MD5));
    }

    /** A patch whose size is only published rounded. */
    public static Patch patchOfAbout(String id, long approximateSize) {
        return Patch.builder("vmware", id, "vi3")
                .artifact(artifact(id + ".tgz", Artifact.UNKNOWN_SIZE, approximateSize))
                .build();
    }

    /** A mirror of which each part says the same text. */
    static MirrorStatus troubledMirror(String text) {
        Event event = Event.ofSource(NOON, Event.Kind.SOURCE_FAILED, text, text);
        return new MirrorStatus(
                Path.of("/srv/mirror"),
                text,
                event,
                NOON,
                NOON,
                false,
                new MirrorStatus.Patches(1, 1, 1, 1, 1),
                List.of(new PatchOutcome(text, text, null, Outcome.CONFLICT, text)),
                List.of(text),
                new MirrorSpace(1, 2, 3),
                List.of(new SourceStatus(new SourceSummary(text, text, 1, NOON), event)));
    }

    public static MirrorStatus emptyMirror() {
        return new MirrorStatus(
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
    }

    static Patch described(String id) {
        return Patch.builder("vmware", id, "vi3").build();
    }

    static PatchSummary summary(Patch patch, List<EsxRelease> claims, List<EsxRelease> published) {
        boolean isMeasured = !published.isEmpty() && !Numbers.isSizeKnown(patch);
        return new PatchSummary(
                patch,
                claims,
                published,
                isMeasured ? MEASURED : Numbers.isSizeKnown(patch) ? patch.knownSize() : -1);
    }

    static PatchDetails details(Patch patch) {
        return new PatchDetails(
                summary(patch, List.of(ESX_301), List.of(ESX_301)),
                NOON,
                NOON.plusSeconds(3600),
                false,
                patch.artifacts().stream()
                        .map(a -> new VerifiedArtifact(a.path(), 7, "ab".repeat(32), a.digests()))
                        .toList());
    }

    public static SyncPlan plan(Patch... patches) {
        return new SyncPlan(
                Arrays.stream(patches).map(p -> new PlannedPatch(p, List.of(ESX_301))).toList(),
                List.of(),
                List.of(),
                new DiskSpace(0, 1));
    }

    public static PatchOutcome outcome(Outcome outcome, String patch, String detail) {
        return new PatchOutcome(patch, "vmware", ESX_301, outcome, detail);
    }

    public static SyncReport report(PatchOutcome... outcomes) {
        return report(List.of(outcomes), List.of());
    }

    public static SyncReport report(List<PatchOutcome> outcomes, List<SourceFailure> failures) {
        return new SyncReport(outcomes, failures, 2_100_000, Duration.ofMillis(1400));
    }
}
