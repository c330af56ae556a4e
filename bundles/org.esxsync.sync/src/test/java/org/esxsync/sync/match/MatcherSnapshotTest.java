package org.esxsync.sync.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.VersionMatcher;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.sync.config.KeepPolicy;
import org.esxsync.sync.config.SyncSettings;
import org.junit.jupiter.api.Test;

class MatcherSnapshotTest {

    private static final Patch PATCH = Patch.builder("list", "A", "test").build();

    private static MatcherSnapshot matchers(VersionMatcher matcher, String... releases) {
        TreeMap<EsxRelease, MatcherSnapshot.Named> byRelease = new TreeMap<>();
        for (String release : releases) {
            byRelease.put(EsxRelease.parse(release), new MatcherSnapshot.Named("test", matcher));
        }
        return new MatcherSnapshot(byRelease);
    }

    @Test
    void aReleaseIsFoundByItsNameAndByAVersionThatIsUnique() {
        MatcherSnapshot matchers = matchers(patch -> false, "esx-3.0.1", "esxi-4.0", "esx-4.0");

        assertEquals(EsxRelease.parse("esx-3.0.1"), matchers.named("3.0.1"));
        assertEquals(EsxRelease.parse("esxi-4.0"), matchers.named("ESXi-4.0"));
        assertThrows(UnknownReleaseException.class, () -> matchers.named("4.0"));
        assertThrows(UnknownReleaseException.class, () -> matchers.named("5"));
    }

    @Test
    void noNameMeansAll() {
        MatcherSnapshot matchers = matchers(patch -> false, "esx-3.0.1", "esxi-4.0");

        assertEquals(new TreeSet<>(matchers.releases()), matchers.named(List.of()));
    }

    @Test
    void aConfiguredReleaseThatIsNotKnownIsToldAndTheOthersStay() {
        MatcherSnapshot matchers = matchers(patch -> false, "esx-3.0.1", "esxi-4.0");
        List<String> keys = new ArrayList<>();

        assertEquals(
                Set.of(EsxRelease.parse("esx-3.0.1")),
                matchers.wanted(
                        settings("esx-9.9", "3.0.1"), problem -> keys.add(problem.getMessage())));
        assertEquals(1, keys.size());
        assertTrue(keys.get(0).contains("releases=esx-9.9"), keys::toString);
        assertEquals(matchers.releases(), matchers.wanted(settings(), problem -> keys.add("")));
    }

    private static SyncSettings settings(String... releases) {
        return new SyncSettings(null, List.of(releases), 1, Durability.FULL, KeepPolicy.EVERYTHING);
    }

    @Test
    void aMatcherThatThrowsClaimsNothingAndIsAskedNoMore() {
        int[] asked = {0};
        MatcherSnapshot matchers =
                matchers(
                        patch -> {
                            asked[0]++;
                            throw new IllegalStateException("broken");
                        },
                        "esx-3.0.1");
        List<EsxRelease> broken = new ArrayList<>();

        assertTrue(matchers.claims(PATCH, (release, problem) -> broken.add(release)).isEmpty());
        assertTrue(matchers.claims(PATCH, (release, problem) -> broken.add(release)).isEmpty());
        assertEquals(1, asked[0]);
        assertEquals(List.of(EsxRelease.parse("esx-3.0.1")), broken);
    }

    @Test
    void aMatcherWhoseBundleIsGoneClaimsNothing() {
        MatcherSnapshot matchers =
                matchers(
                        patch -> {
                            throw new NoClassDefFoundError("of an uninstalled bundle");
                        },
                        "esx-3.0.1");

        assertTrue(matchers.claims(PATCH, (release, problem) -> {}).isEmpty());
        assertEquals(List.of(), List.copyOf(matchers.releases()));
    }
}
