package org.esxsync.sync.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.sync.scan.ScannedSources;

/**
 * What is to be done, and what was decided without work.
 *
 * @param patches what is to be published, in the order of release dates
 * @param replacing those of them that take the place of an older version that a release has
 * @param settled the patches that need no work or cannot be done
 * @param rejected what is no known patch: what could not be understood, and releases that cannot be
 *     reached
 * @param warnings what a person should know beside, each as one line
 * @param whole whether every matcher gave an answer
 * @param isPlain whether no two versions, contents or recalls rival each other, so that all that is
 *     left of this plan once it is carried out is that its patches are there
 */
public record Plan(
        List<PlannedPatch> patches,
        Set<PatchKey> replacing,
        List<Settled> settled,
        List<PatchOutcome> rejected,
        List<String> warnings,
        boolean whole,
        boolean isPlain) {

    public Plan {
        replacing = Set.copyOf(replacing);
        patches = List.copyOf(patches);
        settled = List.copyOf(settled);
        rejected = List.copyOf(rejected);
        warnings = List.copyOf(warnings);
    }

    /**
     * What of this plan concerns the patches that a scan has listed.
     *
     * @param scanned what was read
     * @param sources the names of the sources that were read
     */
    public Plan of(ScannedSources scanned, Set<String> sources) {
        Set<String> ids = new HashSet<>();
        scanned.changed()
                .values()
                .forEach(
                        listing -> {
                            listing.keys().forEach(key -> ids.add(key.id()));
                            listing.unread().forEach(key -> ids.add(key.id()));
                        });
        patches.stream()
                .map(PlannedPatch::patch)
                .filter(patch -> sources.contains(patch.source()))
                .forEach(patch -> ids.add(patch.id()));
        return new Plan(
                patches.stream().filter(each -> ids.contains(each.patch().id())).toList(),
                replacing,
                settled.stream()
                        .filter(
                                each ->
                                        ids.contains(each.key().id())
                                                || sources.contains(each.outcome().source()))
                        .toList(),
                rejected,
                warnings,
                whole,
                isPlain);
    }

    /**
     * The plan that would be made next, if nothing changes but that this one is carried out.
     * Nothing if only making it tells.
     */
    Optional<Plan> next() {
        if (patches.isEmpty()) {
            return Optional.of(this);
        }
        if (!isPlain) {
            return Optional.empty();
        }
        List<Settled> all = new ArrayList<>(settled);
        for (PlannedPatch each : patches) {
            PatchKey key = each.patch().key();
            for (EsxRelease release : each.releases()) {
                all.add(
                        new Settled(
                                key,
                                new PatchOutcome(
                                        key.id(),
                                        each.patch().source(),
                                        release,
                                        PatchOutcome.Outcome.PRESENT,
                                        "")));
            }
        }
        return Optional.of(new Plan(List.of(), Set.of(), all, rejected, warnings, whole, isPlain));
    }

    /**
     * This plan as callers and listeners are told of it.
     *
     * @param downloader tells how zips on servers are read
     */
    public SyncPlan toSyncPlan(
            List<SourceFailure> failures, DiskSpace disk, Downloader downloader) {
        List<PatchOutcome> outcomes = new ArrayList<>(rejected);
        settled.forEach(each -> outcomes.add(each.outcome()));
        List<String> remarks =
                patches.stream()
                        .flatMap(planned -> planned.patch().artifacts().stream())
                        .flatMap(artifact -> downloader.reading(artifact).stream())
                        .distinct()
                        .toList();
        return new SyncPlan(patches, outcomes, failures, disk, remarks);
    }
}
