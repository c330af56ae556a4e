package org.esxsync.serve;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.serve.hosts.HostRoom;

/**
 * A mirror to look at: bulletins of ESXi 8.0 that are published but for each tenth, some of 7.0
 * that nobody has, and a patch of ESX 3.0.1. One bulletin's texts are hostile.
 */
final class SampleMirror implements MirrorCatalogue {

    static final String HOSTILE =
            "<script>alert('1')</script><img src=x onerror=\"alert(2)\"> & \u202e'"
                    + " onfocus='alert(3)";

    static final EsxRelease EIGHT = EsxRelease.parse("esxi-8.0");
    static final EsxRelease SEVEN = EsxRelease.parse("esxi-7.0");
    static final EsxRelease THREE = EsxRelease.parse("esx-3.0.1");
    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static final List<String> SEVERITIES = List.of("critical", "important", "moderate");
    private static final List<String> CATEGORIES = List.of("security", "bugfix", "enhancement");
    private static final int EACH_MISSING = 10;

    final MirrorOnDisk disk;
    final List<PatchDetails> patches = new ArrayList<>();
    volatile List<HistoryEntry> history = List.of();
    volatile String owner;
    volatile HostRoom hosts = new NoHosts();

    SampleMirror(Path directory, int bulletins) throws Exception {
        disk = new MirrorOnDisk(directory);
        disk.publish("esxi-8.0/index.xml", "<index/>".getBytes(StandardCharsets.UTF_8));
        disk.publish("esxi-8.0/vendor-index.xml", "<v/>".getBytes(StandardCharsets.UTF_8));
        patches.add(details(hostile(), List.of(EIGHT), List.of(EIGHT)));
        for (int i = 0; i < bulletins; i++) {
            boolean isSeven = i % 4 == 3;
            boolean isMissing = i % EACH_MISSING == 1;
            EsxRelease release = isSeven ? SEVEN : EIGHT;
            patches.add(
                    details(
                            bulletin(i, release),
                            List.of(release),
                            isSeven || isMissing ? List.of() : List.of(EIGHT)));
        }
        patches.add(details(old(), List.of(THREE), List.of(THREE)));
        disk.list(
                patches.stream()
                        .map(each -> new CataloguedPatch(each.summary().patch(), NOW, NOW, true))
                        .toList());
        history = events();
    }

    private static Patch hostile() {
        return Patch.builder("vendor", "BAD-1\"><script>alert(0)</script>", "depot")
                .title(HOSTILE)
                .releaseDate(LocalDate.of(2026, 11, 1))
                .classification(new Classification("<b>security", "<i>critical"))
                .supersedes(List.of("\"><script>alert(9)</script>"))
                .details(URI.create("javascript:alert(4)"))
                .artifact(artifact("vib20/bad/x.vib", 4_000))
                .build();
    }

    private static Patch bulletin(int number, EsxRelease release) {
        return Patch.builder(
                        "vendor",
                        "ESXi%s0U3-%d".formatted(release.version().charAt(0), 24_000_000 + number),
                        "depot")
                .title("Updates the ESXi %s components %d".formatted(release.version(), number))
                .releaseDate(LocalDate.of(2026, 10, 30).minusDays(number % 3000))
                .classification(
                        new Classification(
                                CATEGORIES.get(number % CATEGORIES.size()),
                                SEVERITIES.get(number % SEVERITIES.size())))
                .platform("embeddedEsx", release.version() + ".*")
                .reboot(Reboot.REQUIRED)
                .details(URI.create("https://kb.example.com/" + number))
                .supersedes(number == 0 ? List.of() : List.of("ESXi80U2-" + (23_000_000 + number)))
                .artifact(artifact("vib20/esx-base/VMware_bootbank_esx-base_" + number, 90_000_000))
                .artifact(artifact("vib20/vsan/VMware_bootbank_vsan_" + number, 15_000_000))
                .vib(
                        Vib.builder(
                                        "VMware",
                                        "bootbank",
                                        "esx-base",
                                        new VibVersion("8.0.3-0." + number))
                                .acceptanceLevel(AcceptanceLevel.CERTIFIED)
                                .build())
                .build();
    }

    private static Patch old() {
        return Patch.builder("vi3", "ESX-1006980", "vi3")
                .title("Updated kernel for ESX Server 3.0.1")
                .releaseDate(LocalDate.of(2008, 9, 29))
                .classification(new Classification("critical", ""))
                .platform("VMware ESX Server", "3.0.1")
                .artifact(artifact("ESX-1006980.tgz", 46_000_000))
                .build();
    }

    private static Artifact artifact(String path, long size) {
        return new Artifact(
                new RelativePath(path),
                URI.create("https://depot.example.com/" + path),
                size,
                List.of(
                        Digest.of(
                                Digest.Algorithm.SHA_256, path.getBytes(StandardCharsets.UTF_8))));
    }

    private static PatchDetails details(
            Patch patch, List<EsxRelease> claimedBy, List<EsxRelease> publishedIn) {
        return new PatchDetails(
                new PatchSummary(patch, claimedBy, publishedIn, patch.knownSize()),
                NOW.minus(40, ChronoUnit.DAYS),
                NOW,
                true,
                publishedIn.isEmpty() ? List.of() : List.of(verified(patch.artifacts().get(0))),
                patch.id().startsWith("BAD") ? List.of(HOSTILE) : List.of(),
                patch.format().equals("vi3")
                        ? List.of(
                                "esxupdate -r http://MIRROR/esx-3.0.1/2008-09-29-ESX-1006980"
                                        + " update")
                        : List.of());
    }

    private static VerifiedArtifact verified(Artifact artifact) {
        return new VerifiedArtifact(
                artifact.path(),
                artifact.size(),
                artifact.digests().get(0).hex(),
                artifact.digests());
    }

    private List<HistoryEntry> events() {
        List<Event> events = new ArrayList<>();
        Instant begin = NOW.minus(100, ChronoUnit.DAYS);
        events.add(Event.ofRun(begin, Event.Kind.SYNC_STARTED, "esx-3.0.1, esxi-8.0"));
        int number = 0;
        for (PatchDetails each : patches) {
            Patch patch = each.summary().patch();
            for (EsxRelease release : each.summary().publishedIn()) {
                Instant at = begin.plus(number++ % 95L, ChronoUnit.DAYS);
                events.add(event(at, Event.Kind.PATCH_PUBLISHED, patch, release, patch.title()));
            }
        }
        events.sort((one, other) -> one.at().compareTo(other.at()));
        Instant last = NOW.minus(3, ChronoUnit.HOURS);
        events.add(Event.ofRun(last, Event.Kind.SYNC_STARTED, "esx-3.0.1, esxi-8.0"));
        events.add(Event.ofSource(last, Event.Kind.SOURCE_FAILED, "lab", "HTTP 503 " + HOSTILE));
        events.add(
                event(
                        last,
                        Event.Kind.PATCH_FAILED,
                        patches.get(0).summary().patch(),
                        EIGHT,
                        HOSTILE));
        events.add(
                Event.ofRun(
                        last.plusSeconds(95),
                        Event.Kind.SYNC_INCOMPLETE,
                        "2 published, 1 failed, 105000000 bytes"));
        List<HistoryEntry> entries = new ArrayList<>();
        events.forEach(each -> entries.add(new HistoryEntry(entries.size() + 1L, each)));
        return List.copyOf(entries);
    }

    private static Event event(
            Instant at, Event.Kind kind, Patch patch, EsxRelease release, String detail) {
        return new Event(at, kind, patch.source(), patch.key(), release, detail);
    }

    MirrorServices services(PatchSync sync) {
        return new MirrorServices(
                disk, () -> this, SampleMirror::writer, () -> sync, hosts, "1.2.3");
    }

    /** Writes the name of what it is asked for. */
    private static JsonWriter writer() {
        return (JsonWriter)
                Proxy.newProxyInstance(
                        SampleMirror.class.getClassLoader(),
                        new Class<?>[] {JsonWriter.class},
                        (proxy, method, arguments) -> method.getName());
    }

    @Override
    public MirrorStatus status() {
        int published =
                (int)
                        patches.stream()
                                .filter(each -> !each.summary().publishedIn().isEmpty())
                                .count();
        return new MirrorStatus(
                disk.directory(),
                owner,
                history.get(history.size() - 1).event(),
                NOW.minus(27, ChronoUnit.HOURS),
                NOW.plus(21, ChronoUnit.HOURS),
                true,
                new MirrorStatus.Patches(
                        patches.size(), patches.size(), published, missing().size(), 0),
                List.of(
                        new PatchOutcome(
                                "ESX-1006980",
                                "lab",
                                THREE,
                                PatchOutcome.Outcome.CONFLICT,
                                "other bytes than the mirror has " + HOSTILE)),
                List.of(),
                List.of("3 patches are claimed by no release"),
                new MirrorSpace(412_000_000_000L, 588_000_000_000L, 1_000_000_000_000L),
                List.of(
                        new SourceStatus(
                                new SourceSummary(
                                        "vendor",
                                        "https://depot.example.com/index.xml",
                                        patches.size() - 1,
                                        NOW.minus(3, ChronoUnit.HOURS)),
                                null),
                        new SourceStatus(
                                new SourceSummary("lab", HOSTILE, 1, null),
                                history.get(history.size() - 3).event())));
    }

    @Override
    public List<ReleaseSummary> releases() {
        return List.of(
                summary(THREE),
                new ReleaseSummary(EsxRelease.parse("esx-3.0.2"), "m", 0, 0, 0),
                summary(SEVEN),
                summary(EIGHT));
    }

    private ReleaseSummary summary(EsxRelease release) {
        int claimed = 0;
        int published = 0;
        for (PatchDetails each : patches) {
            claimed += each.summary().claimedBy().contains(release) ? 1 : 0;
            published += each.summary().publishedIn().contains(release) ? 1 : 0;
        }
        return new ReleaseSummary(release, "m", claimed, claimed, published);
    }

    @Override
    public Map<PatchKey, List<EsxRelease>> missing() {
        Map<PatchKey, List<EsxRelease>> missing = new HashMap<>();
        for (PatchDetails each : patches) {
            PatchSummary summary = each.summary();
            if (summary.publishedIn().isEmpty() && summary.claimedBy().contains(EIGHT)) {
                missing.put(summary.patch().key(), List.of(EIGHT));
            }
        }
        return missing;
    }

    @Override
    public List<PatchDetails> show(String patch) {
        List<PatchDetails> found =
                patches.stream()
                        .filter(each -> each.summary().patch().id().equalsIgnoreCase(patch))
                        .toList();
        if (found.isEmpty()) {
            throw new UnknownPatchException(patch);
        }
        return found;
    }

    @Override
    public List<HistoryEntry> history(int limit) {
        List<HistoryEntry> all = history;
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    @Override
    public MirrorChanges changesAfter(long event) {
        List<PatchChange> changes = new ArrayList<>();
        for (HistoryEntry each : history) {
            Event happened = each.event();
            if (happened.kind() == Event.Kind.PATCH_PUBLISHED) {
                changes.add(
                        new PatchChange(
                                PatchChange.Kind.ADDED,
                                happened.patch(),
                                "vendor",
                                List.of(happened.release()),
                                happened.at(),
                                happened.detail()));
            }
        }
        return new MirrorChanges(0, NOW, changes);
    }

    @Override
    public void forEachPatch(Consumer<PatchDetails> consumer) {
        patches.forEach(consumer);
    }

    @Override
    public List<SourceSummary> sources() {
        throw new UnsupportedOperationException();
    }

    /** A share has the old patch, too. */
    @Override
    public List<PatchSummary> patches() {
        return patches.stream().map(PatchDetails::summary).map(SampleMirror::listed).toList();
    }

    private static PatchSummary listed(PatchSummary summary) {
        return summary.claimedBy().contains(THREE)
                ? new PatchSummary(
                        summary.patch(),
                        summary.claimedBy(),
                        summary.publishedIn(),
                        summary.size(),
                        summary.supersededBy(),
                        summary.recalled(),
                        List.of("share", "vi3"))
                : summary;
    }

    @Override
    public List<PatchSummary> patches(String release) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PatchSummary> patches(String release, Predicate<? super CataloguedPatch> isWanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MirrorChanges changesSince(Instant time) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MirrorChanges lastChanges() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ReportedMirror> mirrors() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LedgerCheck checkLedger() {
        throw new UnsupportedOperationException();
    }
}
