package org.esxsync.sync.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.MemoryDownloader;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.mirror.LostPatches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

    private static final EsxRelease ESX_300 = EsxRelease.parse("esx-3.0.0");
    private static final EsxRelease ESX_301 = EsxRelease.parse("esx-3.0.1");
    private static final Set<EsxRelease> BOTH = Set.of(ESX_300, ESX_301);

    private static Patch patch(String source, String id, String date, String bytes) {
        return Patch.builder(source, id, "vi3")
                .releaseDate(LocalDate.parse(date))
                .artifact(
                        new Artifact(
                                new RelativePath(id + ".tgz"),
                                URI.create("http://" + source + "/" + id),
                                bytes.length(),
                                List.of(MemoryDownloader.sha256(bytes))))
                .build();
    }

    private static Planner planner(
            Set<EsxRelease> wanted, Map<EsxRelease, Set<PatchKey>> published, KeepPolicy keep) {
        return new Planner(
                new PlanBasis(
                        new TreeSet<>(wanted),
                        published,
                        Map.of(),
                        LostPatches.NONE,
                        keep,
                        FitPolicy.WARN));
    }

    private static void add(Planner planner, Patch patch, List<EsxRelease> claims) {
        planner.add(patch, patch.key(), claims);
    }

    private static List<PatchOutcome> settled(Planner planner) {
        return planner.plan().settled().stream().map(Settled::outcome).toList();
    }

    @Test
    void aPatchForTwoReleasesIsPlannedOnceForBoth() {
        Planner planner = planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        Patch patch = patch("vmware", "ESX-1", "2007-03-29", "a");
        add(planner, patch, List.of(ESX_300, ESX_301));

        assertEquals(
                List.of(new PlannedPatch(patch, List.of(ESX_300, ESX_301))),
                planner.plan().patches());
    }

    @Test
    void onlyTheMissingReleaseIsPlanned() {
        Patch patch = patch("vmware", "ESX-1", "2007-03-29", "a");
        Planner planner =
                planner(BOTH, Map.of(ESX_300, Set.of(patch.key())), KeepPolicy.EVERYTHING);
        add(planner, patch, List.of(ESX_300, ESX_301));

        assertEquals(List.of(new PlannedPatch(patch, List.of(ESX_301))), planner.plan().patches());
        assertEquals(Outcome.PRESENT, settled(planner).get(0).outcome());
    }

    @Test
    void aReleaseThatIsNotWantedIsLeftAlone() {
        Planner planner = planner(Set.of(ESX_301), Map.of(), KeepPolicy.EVERYTHING);
        add(planner, patch("vmware", "ESX-1", "2007-03-29", "a"), List.of(ESX_300));

        assertTrue(planner.plan().patches().isEmpty());
        assertTrue(planner.plan().settled().isEmpty());
    }

    @Test
    void patchesArePlannedInTheOrderOfTheirReleaseDates() {
        Planner planner = planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        Patch late = patch("vmware", "ESX-1", "2007-09-06", "a");
        Patch early = patch("vmware", "ESX-2", "2007-03-29", "b");
        add(planner, late, List.of(ESX_301));
        add(planner, early, List.of(ESX_301));

        assertEquals(
                List.of(early, late),
                planner.plan().patches().stream().map(PlannedPatch::patch).toList());
    }

    @Test
    void withoutADateTheyComeFirstAndOfOneDayByTheirIds() {
        Planner planner = planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        Patch undated =
                Patch.builder("vmware", "ESX-9", "vi3")
                        .artifacts(patch("vmware", "ESX-9", "2007-01-01", "u").artifacts())
                        .build();
        Patch first = patch("vmware", "ESX-1", "2007-03-29", "a");
        Patch second = patch("vmware", "ESX-2", "2007-03-29", "b");
        add(planner, second, List.of(ESX_300));
        add(planner, undated, List.of(ESX_301));
        add(planner, first, List.of(ESX_301));

        assertEquals(
                List.of(undated, first, second),
                planner.plan().patches().stream().map(PlannedPatch::patch).toList());
    }

    @Test
    void rivalsAreFoundAmongOthersAndForEachReleaseByItself() {
        Planner planner = planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        Patch older = patch("a", "ESX-2", "2007-03-29", "a");
        Patch younger = patch("b", "ESX-2", "2007-04-29", "b");
        Patch other = patch("a", "ESX-1", "2007-05-29", "c");
        add(planner, older, List.of(ESX_300, ESX_301));
        add(planner, other, List.of(ESX_301));
        add(planner, younger, List.of(ESX_301));

        assertEquals(
                List.of(
                        new PlannedPatch(older, List.of(ESX_300)),
                        new PlannedPatch(younger, List.of(ESX_301)),
                        new PlannedPatch(other, List.of(ESX_301))),
                planner.plan().patches());
        assertEquals(
                List.of(Outcome.CONFLICT),
                settled(planner).stream().map(PatchOutcome::outcome).toList());
    }

    @Test
    void otherBytesUnderAPublishedIdAreAConflict() {
        Patch held = patch("vmware", "ESX-1", "2007-03-29", "a");
        Planner planner = planner(BOTH, Map.of(ESX_301, Set.of(held.key())), KeepPolicy.EVERYTHING);
        add(planner, patch("vmware", "ESX-1", "2007-03-29", "b"), List.of(ESX_301));

        assertTrue(planner.plan().patches().isEmpty());
        assertEquals(Outcome.CONFLICT, settled(planner).get(0).outcome());
    }

    @Test
    void aConflictTellsBothSidesAndHowToResolveIt() {
        Patch held = patch("vmware", "ESX-1", "2007-03-29", "a");
        Patch other = patch("depot", "ESX-1", "2008-01-01", "b");
        Planner planner = planner(BOTH, Map.of(ESX_301, Set.of(held.key())), KeepPolicy.EVERYTHING);
        add(planner, other, List.of(ESX_301));
        add(planner, held, List.of(ESX_301));

        assertEquals(
                ("the mirror already has the file of 2007-03-29 from http://vmware/ESX-1; the new"
                     + " file of 2008-01-01 from http://depot/ESX-1 was not published. To keep the"
                     + " old, run 'config add org.esxsync.sync ignore ESX-1@%s'. To switch, run"
                     + " 'config add org.esxsync.sync ignore ESX-1@%s', and then 'prune'")
                        .formatted(other.revision(), held.revision()),
                settled(planner).get(1).detail());
    }

    @ParameterizedTest
    @CsvSource({
        "file:///srv/p.tgz?v=1, p.tgz",
        "file://host/srv/p.tgz, p.tgz",
        "FILE:/srv/p%201.tgz, p 1.tgz",
        "jar:file:/srv/b%201.zip!/vib20/x.vib, b 1.zip",
        "jar:jar:file:/srv/b.zip!/in.zip!/x.vib, b.zip",
        "file:p.tgz, file:p.tgz",
        "jar:nothing, nothing",
        "http://u:p@h:8/p.tgz?t=1, http://h:8/p.tgz"
    })
    void aConflictTellsWhereAPatchComesFromWhateverItsLocation(String location, String told) {
        Patch held = patch("vmware", "ESX-1", "2007-03-29", "a");
        Patch other =
                Patch.builder("plugin", "ESX-1", "vi3")
                        .artifact(
                                new Artifact(
                                        new RelativePath("p"), URI.create(location), 1, List.of()))
                        .build();

        String text =
                new Conflict(other, other.key(), ESX_301, held.key(), true, "", false)
                        .text(held, List.of());

        assertTrue(text.contains("the new file from " + told + " was not published."), text);
    }

    @Test
    void anIgnoredPatchIsInConflictWithNothing() {
        Patch held = patch("vmware", "ESX-1", "2007-03-29", "a");
        Patch other = patch("depot", "ESX-1", "2008-01-01", "b");
        Planner planner =
                planner(
                        BOTH,
                        Map.of(ESX_301, Set.of(held.key())),
                        KeepPolicy.EVERYTHING.ignoring(Set.of("ESX-1@" + other.revision())));
        add(planner, other, List.of(ESX_301));
        add(planner, held, List.of(ESX_301));

        assertTrue(planner.plan().patches().isEmpty());
        assertEquals(
                List.of(Outcome.PRESENT),
                settled(planner).stream().map(PatchOutcome::outcome).toList());
    }

    @Test
    void ofTwoNewRivalsTheYoungerIsPublishedWhateverTheOrder() {
        Patch older = patch("site", "ghettoVCB", "2015-05-06", "a");
        Patch younger = patch("site", "ghettoVCB", "2020-12-29", "b");
        for (List<Patch> order : List.of(List.of(older, younger), List.of(younger, older))) {
            Planner planner = planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
            order.forEach(patch -> add(planner, patch, List.of(ESX_301)));

            assertEquals(
                    List.of(new PlannedPatch(younger, List.of(ESX_301))), planner.plan().patches());
            assertEquals(
                    List.of(Outcome.CONFLICT),
                    settled(planner).stream().map(PatchOutcome::outcome).toList());
        }
    }

    @Test
    void theSameBytesFromTwoSourcesAreNoConflict() {
        Planner planner = planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        add(planner, patch("b", "ESX-1", "2007-03-29", "a"), List.of(ESX_301));
        add(planner, patch("a", "ESX-1", "2007-03-29", "a"), List.of(ESX_301));

        assertEquals("a", planner.plan().patches().get(0).patch().source());
        assertEquals(1, planner.plan().patches().size());
        assertTrue(planner.plan().settled().isEmpty());
    }

    @Test
    void aPatchWithoutAFileIsToldAsSuch() {
        Planner planner = planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        add(planner, Patch.builder("vmware", "ESX-1", "vi3").build(), List.of(ESX_301));

        assertTrue(planner.plan().patches().isEmpty());
        assertEquals(Outcome.NOT_DOWNLOADABLE, settled(planner).get(0).outcome());
    }

    @Test
    void aPatchThatLostItsFileUpstreamStaysPresent() {
        Patch held = patch("vmware", "ESX-1", "2007-03-29", "a");
        Planner planner = planner(BOTH, Map.of(ESX_301, Set.of(held.key())), KeepPolicy.EVERYTHING);
        add(planner, Patch.builder("vmware", "ESX-1", "vi3").build(), List.of(ESX_301));

        assertEquals(Outcome.PRESENT, settled(planner).get(0).outcome());
    }

    @Test
    void aReleaseWhoseMatcherThrewIsLeftOutAndSaidOnce() {
        Planner planner = planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        Patch patch = patch("vmware", "ESX-1", "2007-03-29", "a");
        add(planner, patch, List.of(ESX_300, ESX_301));
        planner.leaveOut(ESX_300, patch, new IllegalStateException("broken"));
        planner.leaveOut(ESX_300, patch, new IllegalStateException("broken"));

        assertEquals(List.of(new PlannedPatch(patch, List.of(ESX_301))), planner.plan().patches());
        assertEquals(1, settled(planner).size());
        assertEquals(Outcome.FAILED, settled(planner).get(0).outcome());
        assertEquals(
                Collections.singletonList(ESX_300), List.of(settled(planner).get(0).release()));
    }

    @Test
    void whatIsPrunedComesBackOnlyIfNothingSupersedesItWhateverTheOrder() {
        Patch old = patch("vmware", "ESX-1", "2007-03-29", "a");
        Patch other = patch("vmware", "ESX-2", "2007-03-29", "b");
        Patch successor =
                Patch.builder("vmware", "ESX-3", "vi3").supersedes(List.of("ESX-1")).build();
        PlanBasis basis =
                new PlanBasis(
                        new TreeSet<>(BOTH),
                        Map.of(),
                        Map.of(ESX_301, Set.of(old.key(), other.key())),
                        LostPatches.NONE,
                        KeepPolicy.parse("pid", "1"),
                        FitPolicy.WARN);
        for (List<Patch> order :
                List.of(List.of(old, other, successor), List.of(successor, other, old))) {
            Planner planner = new Planner(basis);
            order.forEach(patch -> add(planner, patch, List.of(ESX_301)));

            assertEquals(
                    List.of(new PlannedPatch(other, List.of(ESX_301))), planner.plan().patches());
        }
    }

    @Test
    void aSecondPlanIsTheSame() {
        Planner planner = planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        add(planner, patch("a", "ESX-1", "2007-03-29", "a"), List.of(ESX_300, ESX_301));
        add(planner, patch("b", "ESX-1", "2007-04-29", "b"), List.of(ESX_301));

        assertEquals(planner.plan(), planner.plan());
    }
}
