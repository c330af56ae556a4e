package org.esxsync.sync.succession;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibRelation.Operator;
import org.esxsync.api.patch.VibVersion;
import org.junit.jupiter.api.Test;

class SupersessionTest {

    private static Vib vib(String name, String version, VibRelation... replaces) {
        return Vib.builder("V", "bootbank", name, new VibVersion(version))
                .replaces(List.of(replaces))
                .build();
    }

    private static VibRelation relation(String name, Operator operator, String version) {
        return new VibRelation(name, operator, new VibVersion(version));
    }

    private static Patch bulletin(String id, Vib... vibs) {
        return Patch.builder("s", id, "depot").vibs(List.of(vibs)).build();
    }

    private static List<String> superseded(Patch... patches) {
        Supersession supersession = new Supersession(List.of(patches));
        List<String> told = new ArrayList<>();
        for (Patch each : patches) {
            supersession.successor(each).ifPresent(by -> told.add(each.id() + " by " + by));
        }
        return told;
    }

    @Test
    void aBulletinIsSupersededWhenEachVibOfItHasAHigherVersion() {
        assertEquals(
                List.of("OLD by NEW"),
                superseded(
                        bulletin("OLD", vib("base", "6.7.0-3.77"), vib("ui", "1.9")),
                        bulletin("PART", vib("base", "6.7.0-3.90"), vib("tools", "1")),
                        bulletin("NEW", vib("base", "6.7.0-3.104"), vib("ui", "1.10"))));
    }

    @Test
    void aLongChainOfSuccessorsIsFollowedOnce() {
        int length = 200_000;
        List<Patch> chain = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            chain.add(
                    Patch.builder("s", "P" + i, "vi3").supersedes(List.of("P" + (i - 1))).build());
        }

        Supersession supersession =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(60),
                        () -> {
                            Supersession made = new Supersession(chain);
                            chain.forEach(made::successor);
                            return made;
                        });

        assertEquals(Optional.of("P1"), supersession.successor(chain.get(0)));
        assertEquals(Optional.empty(), supersession.successor(chain.get(length - 1)));
    }

    @Test
    void theSameVersionInTwoBulletinsSupersedesNeitherHoweverItIsWritten() {
        assertEquals(
                List.of(),
                superseded(
                        bulletin("A", vib("base", "6")),
                        bulletin("ROLLUP", vib("base", "6"), vib("ui", "1")),
                        bulletin("B", vib("base", "06"))));
    }

    @Test
    void theVendorDoesNotCountAndAStandaloneVibSupersedesToo() {
        Patch standalone =
                Patch.builder("s", "BCM_lsi", "depot")
                        .kind(PatchKind.VIB)
                        .vib(Vib.builder("BCM", "bootbank", "lsi", new VibVersion("7.718")).build())
                        .build();

        assertEquals(
                List.of("OLD by BCM_lsi"),
                superseded(bulletin("OLD", vib("lsi", "7.712")), standalone));
    }

    @Test
    void anExplicitReplacementCountsInItsVersionsOnly() {
        Vib renamed =
                vib(
                        "net-new",
                        "1",
                        relation("net-old", Operator.LOWER, "3"),
                        relation("x", Operator.EQUAL, "2.0"));

        assertEquals(
                List.of("LOW by NEW", "X by NEW"),
                superseded(
                        bulletin("LOW", vib("net-old", "2")),
                        bulletin("HIGH", vib("other-name", "3")),
                        bulletin("X", vib("x", "2.00")),
                        bulletin("Y", vib("y", "2")),
                        bulletin("NEW", renamed)));
        assertEquals(
                List.of(),
                superseded(bulletin("HIGH", vib("net-old", "3")), bulletin("NEW", renamed)));
    }

    @Test
    void whatAVibProvidesIsReplacedWithIt() {
        Vib old =
                Vib.builder("V", "bootbank", "old", new VibVersion("1"))
                        .provides(List.of(relation("api", Operator.EQUAL, "2")))
                        .build();

        assertEquals(
                List.of("OLD by NEW"),
                superseded(
                        bulletin("OLD", old),
                        bulletin("NEW", vib("new", "1", relation("api", Operator.AT_MOST, "2")))));
    }

    @Test
    void ringsStay() {
        assertEquals(
                List.of(),
                superseded(
                        bulletin("A", vib("a", "1", VibRelation.any("b"))),
                        bulletin("B", vib("b", "1", VibRelation.any("c"))),
                        bulletin("C", vib("c", "1", VibRelation.any("a"))),
                        bulletin("LEADS-IN", vib("c", "0.9"))));
    }

    @Test
    void aVibReplacesNothingOfItsOwnNameButLowerVersions() {
        Vib one =
                Vib.builder("V", "bootbank", "a", new VibVersion("1"))
                        .provides(List.of(VibRelation.any("x")))
                        .replaces(List.of(VibRelation.any("a"), VibRelation.any("x")))
                        .build();
        Vib two =
                Vib.builder("V", "bootbank", "a", new VibVersion("2"))
                        .provides(List.of(VibRelation.any("x")))
                        .build();

        assertEquals(List.of("ONE by TWO"), superseded(bulletin("ONE", one), bulletin("TWO", two)));
    }

    @Test
    void aPatchThatNamesItsSuccessorsDoesNotMakeBothGo() {
        Patch old =
                Patch.builder("s", "OLD", "depot")
                        .vib(vib("a", "1"))
                        .supersedes(List.of("NEW", "OLD"))
                        .build();

        assertEquals(List.of("NEW by OLD"), superseded(old, bulletin("NEW", vib("a", "2"))));
    }

    @Test
    void profilesAndBulletinsOfWhichNotAllIsKnownStay() {
        Patch profile =
                Patch.builder("s", "PROFILE", "depot")
                        .kind(PatchKind.IMAGE_PROFILE)
                        .vib(vib("a", "1"))
                        .build();

        assertEquals(
                List.of(), superseded(profile, bulletin("EMPTY"), bulletin("NEW", vib("a", "2"))));
    }

    @Test
    void manyVibsThatAllReplaceOneNameTakeNoTime() {
        List<Patch> patches = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Vib vib =
                    Vib.builder("V", "bootbank", "n" + i, new VibVersion("1"))
                            .replaces(
                                    List.of(
                                            relation("shared", Operator.LOWER, i + ""),
                                            VibRelation.any("n" + (i - 1))))
                            .provides(List.of(relation("shared", Operator.EQUAL, i + "")))
                            .build();
            patches.add(bulletin("B" + i, vib));
        }
        Supersession supersession = new Supersession(patches);

        assertEquals(
                1, patches.stream().map(supersession::successor).filter(Optional::isEmpty).count());
        assertEquals(Optional.of("B19999"), supersession.successor(patches.get(0)));
    }
}
