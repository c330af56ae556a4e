package org.esxsync.sync.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.MemoryDownloader;
import org.esxsync.sync.config.FitPolicy;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.mirror.LostPatches;
import org.junit.jupiter.api.Test;

/** One id of a VIB stands for one content, and of the versions of a bulletin the last counts. */
class VersionsOfOneIdTest {

    private static final EsxRelease ESXI_70 = EsxRelease.parse("esxi-7.0");
    private static final EsxRelease ESXI_80 = EsxRelease.parse("esxi-8.0");

    private static Patch bulletin(String zip, String id, String at, String... vibs) {
        LocalDateTime released = LocalDateTime.parse(at);
        Patch.Builder bulletin =
                Patch.builder("bundles", id, "depot")
                        .releaseDate(released.toLocalDate())
                        .releaseTime(released.toLocalTime());
        Arrays.stream(vibs).forEach(vib -> add(bulletin, zip, vib));
        return bulletin.build();
    }

    /** A VIB as name, version, path and bytes. */
    private static void add(Patch.Builder bulletin, String zip, String text) {
        String[] parts = text.split(" ", 4);
        RelativePath path = new RelativePath(parts[2]);
        bulletin.vib(
                        Vib.builder("VMW", "bootbank", parts[0], new VibVersion(parts[1]))
                                .file(path)
                                .build())
                .artifact(
                        new Artifact(
                                path,
                                URI.create("jar:file:/srv/" + zip + "!/" + path),
                                parts[3].length(),
                                List.of(MemoryDownloader.sha256(parts[3]))));
    }

    private static Plan plan(List<Patch> listed, Patch... published) {
        return plan(List.of(ESXI_80), listed, published);
    }

    private static Plan plan(List<EsxRelease> releases, List<Patch> listed, Patch... published) {
        return plan(LostPatches.NONE, releases, listed, published);
    }

    private static Plan plan(
            LostPatches lost, List<EsxRelease> releases, List<Patch> listed, Patch... published) {
        Set<PatchKey> keys = new HashSet<>();
        Arrays.stream(published).map(Patch::key).forEach(keys::add);
        Planner planner =
                new Planner(
                        new PlanBasis(
                                new TreeSet<>(releases),
                                keys.isEmpty() ? Map.of() : Map.of(ESXI_70, keys, ESXI_80, keys),
                                Map.of(),
                                lost,
                                KeepPolicy.EVERYTHING,
                                FitPolicy.WARN));
        listed.forEach(each -> planner.add(each, each.key(), releases));
        return planner.plan();
    }

    private static List<Patch> patches(Plan plan) {
        return plan.patches().stream().map(PlannedPatch::patch).toList();
    }

    private static List<PatchOutcome> conflicts(Plan plan) {
        return plan.settled().stream()
                .map(Settled::outcome)
                .filter(outcome -> outcome.outcome() == Outcome.CONFLICT)
                .toList();
    }

    private final Patch old =
            bulletin("old.zip", "net", "2021-12-26T16:00", "net 9.007-1 vib20/net/1.vib one");
    private final Patch younger =
            bulletin("new.zip", "net", "2023-03-30T05:29", "net 9.011-10 vib20/net/2.vib two");

    @Test
    void aLaterVersionTakesThePlaceOfOneThatStands() {
        Plan plan = plan(List.of(old, younger), old);

        assertEquals(List.of(younger), patches(plan));
        assertEquals(Set.of(younger.key()), plan.replacing());
        assertEquals(List.of(), conflicts(plan));
    }

    @Test
    void ofTwoNewVersionsTheLaterComesAndTheOtherIsNoConflict() {
        for (List<Patch> order : List.of(List.of(old, younger), List.of(younger, old))) {
            Plan plan = plan(order);

            assertEquals(List.of(younger), patches(plan));
            assertEquals(List.of(), plan.settled());
            assertEquals(Set.of(), plan.replacing());
        }
    }

    @Test
    void anOlderVersionThatIsListedChangesNothing() {
        Plan plan = plan(List.of(old, younger), younger);

        assertEquals(List.of(), patches(plan));
        assertEquals(
                List.of(Outcome.PRESENT),
                plan.settled().stream().map(each -> each.outcome().outcome()).toList());
    }

    @Test
    void whatWasDeletedByHandComesBackAndNotWhatIsInConflictWithIt() {
        Patch a = bulletin("a.zip", "A", "2024-01-01T00:00", "net 1.0-1 vib20/net/1.vib one");
        Patch b = bulletin("b.zip", "B", "2024-02-01T00:00", "net 1.0-1 vib20/net/2.vib two");
        LostPatches lost = new LostPatches(Map.of(ESXI_80, Set.of(a.key())), Map.of(), Set.of());

        Plan plan = plan(lost, List.of(ESXI_80), List.of(a, b), a);

        assertEquals(List.of(a), patches(plan));
        assertEquals("B", conflicts(plan).get(0).patch());
    }

    @Test
    void aLaterVersionTakesThePlaceOfOneThatWasDeletedByHand() {
        LostPatches lost = new LostPatches(Map.of(ESXI_80, Set.of(old.key())), Map.of(), Set.of());

        Plan plan = plan(lost, List.of(ESXI_80), List.of(old, younger), old);

        assertEquals(List.of(younger), patches(plan));
        assertEquals(List.of(), conflicts(plan));
    }

    @Test
    void twoContentsOfOneVibThatStandFromEarlierAreAConflict() {
        Patch a = bulletin("a.zip", "A", "2024-01-01T00:00", "net 1.0-1 vib20/net/1.vib one");
        Patch b = bulletin("b.zip", "B", "2024-02-01T00:00", "net 1.0-1 vib20/net/2.vib two");

        Plan plan = plan(List.of(ESXI_70, ESXI_80), List.of(a, b), a, b);

        assertEquals(1, conflicts(plan).size(), "told once for both releases");
        PatchOutcome conflict = conflicts(plan).get(0);
        assertEquals("A", conflict.patch());
        assertTrue(
                conflict.detail()
                        .startsWith(
                                "it has other content of VMW_bootbank_net_1.0-1 than B: the mirror"
                                        + " has both the file of 2024-02-01 from b.zip and the file"
                                        + " of 2024-01-01 from a.zip, and hosts find one of them."),
                conflict.detail());
        assertEquals(
                List.of("B", "B"),
                plan.settled().stream()
                        .map(Settled::outcome)
                        .filter(each -> each.outcome() == Outcome.PRESENT)
                        .map(PatchOutcome::patch)
                        .toList());
    }

    @Test
    void inPlaceOfOneThatWasDeletedByHandAnOlderVersionComes() {
        Map<EsxRelease, Set<PatchKey>> standing = Map.of(ESXI_80, Set.of(younger.key()));
        Planner planner =
                new Planner(
                        new PlanBasis(
                                new TreeSet<>(Set.of(ESXI_80)),
                                standing,
                                Map.of(),
                                new LostPatches(standing, Map.of(), Set.of()),
                                KeepPolicy.EVERYTHING,
                                FitPolicy.WARN));
        planner.add(old, old.key(), List.of(ESXI_80));
        planner.addUnlisted(
                new CataloguedPatch(younger, Instant.EPOCH, Instant.EPOCH, false), younger.key());

        assertEquals(List.of(old), patches(planner.plan()));
        assertEquals(Set.of(old.key()), planner.plan().replacing());
    }

    @Test
    void ofOneDayTheTimeDecides() {
        Patch night = bulletin("a.zip", "net", "2024-03-05T00:20", "net 1.0-1 vib20/net/1.vib one");
        Patch noon = bulletin("b.zip", "net", "2024-03-05T13:48", "net 1.0-2 vib20/net/2.vib two");

        assertEquals(List.of(noon), patches(plan(List.of(night, noon), night)));
    }

    @Test
    void otherVibsOfOneTimeAreAConflict() {
        Patch other =
                bulletin("b.zip", "net", "2021-12-26T16:00", "net 9.008-1 vib20/net/8.vib two");

        Plan plan = plan(List.of(old, other), old);

        assertEquals(List.of(), patches(plan));
        assertEquals(List.of("net"), conflicts(plan).stream().map(PatchOutcome::patch).toList());
    }

    @Test
    void theSameVibAtAnotherPathIsPresentWhateverTheTime() {
        for (String at : List.of("2021-12-26T16:00", "2020-01-01T00:00", "2024-01-01T00:00")) {
            Patch moved = bulletin("b.zip", "net", at, "net 9.007-1 vib20/r8125.vib one");

            Plan plan = plan(List.of(old, moved), old);

            assertEquals(List.of(), patches(plan), at);
            assertEquals(List.of(), conflicts(plan), at);
            assertEquals(Outcome.PRESENT, plan.settled().get(0).outcome().outcome(), at);
        }
    }

    @Test
    void aSecondContentOfAVibIsAConflictWhateverItsDatePathAndBulletin() {
        for (String at : List.of("2020-01-01T00:00", "2021-12-26T16:00", "2024-01-01T00:00")) {
            for (String id : List.of("net", "other")) {
                Patch other = bulletin("b.zip", id, at, "net 9.007-1 vib20/else.vib two");

                Plan plan = plan(List.of(old, other), old);

                assertEquals(List.of(), patches(plan), at + id);
                assertEquals(1, conflicts(plan).size(), at + id);
                String text = conflicts(plan).get(0).detail();
                assertTrue(text.contains("old.zip") && text.contains("b.zip"), text);
                assertTrue(text.contains("the mirror already has"), text);
            }
        }
    }

    @Test
    void ofTwoNewContentsOfAVibTheYoungerBulletinComes() {
        Patch other =
                bulletin("b.zip", "other", "2024-01-01T00:00", "net 9.007-1 vib20/else.vib two");

        Plan plan = plan(List.of(old, other));

        assertEquals(List.of(other), patches(plan));
        String text = conflicts(plan).get(0).detail();
        assertTrue(
                text.startsWith("it has other content of VMW_bootbank_net_9.007-1 than other: "),
                text);
        assertFalse(text.contains("already"), text);
    }

    @Test
    void otherBytesAtOnePathAreAConflictThoughTheVibsDiffer() {
        Patch other =
                bulletin("b.zip", "net", "2024-01-01T00:00", "net 9.008-1 vib20/net/1.vib two");

        assertEquals(1, conflicts(plan(List.of(other, old), old)).size());
    }

    @Test
    void aConflictIsToldOnceForAllReleases() {
        Patch other =
                bulletin("b.zip", "net", "2021-12-26T16:00", "net 9.007-1 vib20/else.vib two");

        Plan plan = plan(List.of(ESXI_70, ESXI_80), List.of(old, other));

        assertEquals(1, conflicts(plan).size());
        assertTrue(
                conflicts(plan).get(0).detail().endsWith(". The same in esxi-8.0"),
                conflicts(plan).get(0)::detail);
    }

    @Test
    void theSameBytesUnderOtherPlatformsAreNoConflict() {
        Patch.Builder same = Patch.builder("other", "net", "depot").platform("esxio", "8.0");
        add(same, "b.zip", "net 9.007-1 vib20/net/1.vib one");

        Plan plan = plan(List.of(old, same.build()), old);

        assertEquals(List.of(), patches(plan));
        assertEquals(List.of(), conflicts(plan));
    }

    @Test
    void aVibOfWhichOnlyOtherDigestsArePublishedIsNotCalledDifferent() {
        Patch.Builder bare = Patch.builder("other", "more", "depot");
        RelativePath path = new RelativePath("vib20/net/1.vib");
        bare.vib(
                        Vib.builder("VMW", "bootbank", "net", new VibVersion("9.007-1"))
                                .file(path)
                                .build())
                .artifact(new Artifact(path, URI.create("http://d/1.vib"), 3, List.of()));

        Plan plan = plan(List.of(bare.build()), old);

        assertEquals(1, plan.patches().size());
        assertEquals(List.of(), conflicts(plan));
    }
}
