package org.esxsync.compliance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.ReportedMirror;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.LedgerCheck;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.UnknownReleaseException;
import org.jspecify.annotations.Nullable;

/** A catalogue that lists what a test says. */
final class ListedPatches implements MirrorCatalogue {

    private final Map<EsxRelease, List<PatchSummary>> byRelease = new LinkedHashMap<>();

    ListedPatches release(String release, Patch... patches) {
        EsxRelease parsed = EsxRelease.parse(release);
        List<PatchSummary> listed = byRelease.computeIfAbsent(parsed, r -> new ArrayList<>());
        for (Patch patch : patches) {
            listed.add(new PatchSummary(patch, List.of(parsed), List.of(), patch.knownSize()));
        }
        return this;
    }

    ListedPatches summaries(String release, List<PatchSummary> summaries) {
        byRelease.put(EsxRelease.parse(release), summaries);
        return this;
    }

    static Patch bulletin(String id, Vib... vibs) {
        return bulletin(id, "bugfix", "2020-01-01", vibs);
    }

    static Patch bulletin(String id, String category, String day, Vib... vibs) {
        return Patch.builder("s", id, "depot")
                .vibs(List.of(vibs))
                .classification(new Classification(category, ""))
                .releaseDate(LocalDate.parse(day))
                .build();
    }

    static Patch profile(String id, Vib... vibs) {
        return Patch.builder("s", id, "depot")
                .kind(PatchKind.IMAGE_PROFILE)
                .vibs(List.of(vibs))
                .build();
    }

    static Vib vib(String name, String version) {
        return Vib.builder("V", "bootbank", name, new VibVersion(version)).build();
    }

    @Override
    public List<ReleaseSummary> releases() {
        return byRelease.keySet().stream()
                .map(each -> new ReleaseSummary(each, "test", 0, 0, 0))
                .toList();
    }

    @Override
    public List<PatchSummary> patches(String release) {
        return byRelease.entrySet().stream()
                .filter(each -> each.getKey().isMeantBy(release))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new UnknownReleaseException(release, byRelease.keySet()));
    }

    @Override
    public List<PatchDetails> show(String patch) {
        return byRelease.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.patch().id().equals(patch))
                .map(
                        each ->
                                new PatchDetails(
                                                each, Instant.EPOCH, Instant.EPOCH, true, List.of())
                                        .withInstallation(List.of("install " + patch)))
                .toList();
    }

    @Override
    public MirrorStatus status() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SourceSummary> sources() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PatchSummary> patches() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PatchSummary> patches(
            @Nullable String release, Predicate<? super CataloguedPatch> isWanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<PatchKey, List<EsxRelease>> missing() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<HistoryEntry> history(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MirrorChanges changesAfter(long event) {
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
    public void forEachPatch(Consumer<PatchDetails> consumer) {
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
