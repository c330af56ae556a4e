package org.esxsync.sync.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.MemoryDownloader;
import org.esxsync.sync.config.KeepPolicy;
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

    private static List<PatchOutcome> settled(Planner planner) {
        return planner.settled().stream().map(Planner.Settled::outcome).toList();
    }

    @Test
    void aPatchForTwoReleasesIsPlannedOnceForBoth() {
        Planner planner = new Planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        Patch patch = patch("vmware", "ESX-1", "2007-03-29", "a");
        planner.add(patch, List.of(ESX_300, ESX_301));

        assertEquals(
                List.of(new PlannedPatch(patch, List.of(ESX_300, ESX_301))), planner.patches());
    }

    @Test
    void onlyTheMissingReleaseIsPlanned() {
        Patch patch = patch("vmware", "ESX-1", "2007-03-29", "a");
        Planner planner =
                new Planner(BOTH, Map.of(ESX_300, Set.of(patch.key())), KeepPolicy.EVERYTHING);
        planner.add(patch, List.of(ESX_300, ESX_301));

        assertEquals(List.of(new PlannedPatch(patch, List.of(ESX_301))), planner.patches());
        assertEquals(Outcome.PRESENT, settled(planner).get(0).outcome());
    }

    @Test
    void aReleaseThatIsNotWantedIsLeftAlone() {
        Planner planner = new Planner(Set.of(ESX_301), Map.of(), KeepPolicy.EVERYTHING);
        planner.add(patch("vmware", "ESX-1", "2007-03-29", "a"), List.of(ESX_300));

        assertTrue(planner.patches().isEmpty());
        assertTrue(planner.settled().isEmpty());
    }

    @Test
    void patchesArePlannedInTheOrderOfTheirReleaseDates() {
        Planner planner = new Planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        Patch late = patch("vmware", "ESX-1", "2007-09-06", "a");
        Patch early = patch("vmware", "ESX-2", "2007-03-29", "b");
        planner.add(late, List.of(ESX_301));
        planner.add(early, List.of(ESX_301));

        assertEquals(
                List.of(early, late), planner.patches().stream().map(PlannedPatch::patch).toList());
    }

    @Test
    void withoutADateTheyComeFirstAndOfOneDayByTheirIds() {
        Planner planner = new Planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        Patch undated =
                Patch.builder("vmware", "ESX-9", "vi3")
                        .artifacts(patch("vmware", "ESX-9", "2007-01-01", "u").artifacts())
                        .build();
        Patch first = patch("vmware", "ESX-1", "2007-03-29", "a");
        Patch second = patch("vmware", "ESX-2", "2007-03-29", "b");
        planner.add(second, List.of(ESX_300));
        planner.add(undated, List.of(ESX_301));
        planner.add(first, List.of(ESX_301));

        assertEquals(
                List.of(undated, first, second),
                planner.patches().stream().map(PlannedPatch::patch).toList());
    }

    @Test
    void rivalsAreFoundAmongOthersAndForEachReleaseByItself() {
        Planner planner = new Planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        Patch older = patch("a", "ESX-2", "2007-03-29", "a");
        Patch younger = patch("b", "ESX-2", "2007-04-29", "b");
        Patch other = patch("a", "ESX-1", "2007-05-29", "c");
        planner.add(older, List.of(ESX_300, ESX_301));
        planner.add(other, List.of(ESX_301));
        planner.add(younger, List.of(ESX_301));

        assertEquals(
                List.of(
                        new PlannedPatch(older, List.of(ESX_300)),
                        new PlannedPatch(younger, List.of(ESX_301)),
                        new PlannedPatch(other, List.of(ESX_301))),
                planner.patches());
        assertEquals(
                List.of(Outcome.CONFLICT),
                settled(planner).stream().map(PatchOutcome::outcome).toList());
    }

    @Test
    void otherBytesUnderAPublishedIdAreAConflict() {
        Patch held = patch("vmware", "ESX-1", "2007-03-29", "a");
        Planner planner =
                new Planner(BOTH, Map.of(ESX_301, Set.of(held.key())), KeepPolicy.EVERYTHING);
        planner.add(patch("vmware", "ESX-1", "2007-03-29", "b"), List.of(ESX_301));

        assertTrue(planner.patches().isEmpty());
        assertEquals(Outcome.CONFLICT, settled(planner).get(0).outcome());
    }

    @Test
    void aConflictTellsBothSidesAndHowToSettleIt() {
        Patch held = patch("vmware", "ESX-1", "2007-03-29", "a");
        Patch other = patch("depot", "ESX-1", "2008-01-01", "b");
        Planner planner =
                new Planner(BOTH, Map.of(ESX_301, Set.of(held.key())), KeepPolicy.EVERYTHING);
        planner.add(other, List.of(ESX_301));
        planner.add(held, List.of(ESX_301));

        planner.patches();

        assertEquals(
                "it holds the one of 2007-03-29 from http://vmware/ESX-1, and does not take"
                        + " the one of 2008-01-01 from http://depot/ESX-1; ignore=ESX-1@%s settles"
                                .formatted(other.revision())
                        + " that, and ignore=ESX-1@%s with 'prune' changes over"
                                .formatted(held.revision()),
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

        String text = new Conflict(other, other.key(), ESX_301, held.key()).text(held);

        assertTrue(text.contains("does not take the one from " + told + ";"), text);
    }

    @Test
    void anIgnoredPatchIsInConflictWithNothing() {
        Patch held = patch("vmware", "ESX-1", "2007-03-29", "a");
        Patch other = patch("depot", "ESX-1", "2008-01-01", "b");
        Planner planner =
                new Planner(
                        BOTH,
                        Map.of(ESX_301, Set.of(held.key())),
                        KeepPolicy.EVERYTHING.ignoring(Set.of("ESX-1@" + other.revision())));
        planner.add(other, List.of(ESX_301));
        planner.add(held, List.of(ESX_301));

        assertTrue(planner.patches().isEmpty());
        assertEquals(
                List.of(Outcome.PRESENT),
                settled(planner).stream().map(PatchOutcome::outcome).toList());
    }

    @Test
    void ofTwoNewRivalsTheYoungerIsPublishedWhateverTheOrder() {
        Patch older = patch("site", "ghettoVCB", "2015-05-06", "a");
        Patch younger = patch("site", "ghettoVCB", "2020-12-29", "b");
        for (List<Patch> order : List.of(List.of(older, younger), List.of(younger, older))) {
            Planner planner = new Planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
            order.forEach(patch -> planner.add(patch, List.of(ESX_301)));

            assertEquals(List.of(new PlannedPatch(younger, List.of(ESX_301))), planner.patches());
            assertEquals(
                    List.of(Outcome.CONFLICT),
                    settled(planner).stream().map(PatchOutcome::outcome).toList());
        }
    }

    @Test
    void theSameBytesFromTwoSourcesAreNoConflict() {
        Planner planner = new Planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        planner.add(patch("b", "ESX-1", "2007-03-29", "a"), List.of(ESX_301));
        planner.add(patch("a", "ESX-1", "2007-03-29", "a"), List.of(ESX_301));

        assertEquals("a", planner.patches().get(0).patch().source());
        assertEquals(1, planner.patches().size());
        assertTrue(planner.settled().isEmpty());
    }

    @Test
    void aPatchWithoutAFileIsToldAsSuch() {
        Planner planner = new Planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        planner.add(Patch.builder("vmware", "ESX-1", "vi3").build(), List.of(ESX_301));

        assertTrue(planner.patches().isEmpty());
        assertEquals(Outcome.NOT_DOWNLOADABLE, settled(planner).get(0).outcome());
    }

    @Test
    void aPatchThatLostItsFileUpstreamStaysPresent() {
        Patch held = patch("vmware", "ESX-1", "2007-03-29", "a");
        Planner planner =
                new Planner(BOTH, Map.of(ESX_301, Set.of(held.key())), KeepPolicy.EVERYTHING);
        planner.add(Patch.builder("vmware", "ESX-1", "vi3").build(), List.of(ESX_301));

        assertEquals(Outcome.PRESENT, settled(planner).get(0).outcome());
    }

    @Test
    void aReleaseWhoseMatcherThrewIsLeftOutAndSaidOnce() {
        Planner planner = new Planner(BOTH, Map.of(), KeepPolicy.EVERYTHING);
        Patch patch = patch("vmware", "ESX-1", "2007-03-29", "a");
        planner.add(patch, List.of(ESX_300, ESX_301));
        planner.leaveOut(ESX_300, patch, new IllegalStateException("broken"));
        planner.leaveOut(ESX_300, patch, new IllegalStateException("broken"));

        assertEquals(List.of(new PlannedPatch(patch, List.of(ESX_301))), planner.patches());
        assertEquals(1, settled(planner).size());
        assertEquals(Outcome.FAILED, settled(planner).get(0).outcome());
        assertEquals(
                Collections.singletonList(ESX_300), List.of(settled(planner).get(0).release()));
    }
}
