package org.esxsync.sync.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.VersionMatcher;
import org.junit.jupiter.api.Test;

class PatchClaimsTest {

    private static final Patch PATCH = Patch.builder("list", "A", "test").build();
    private static final EsxRelease ESX_301 = EsxRelease.parse("esx-3.0.1");

    private final List<EsxRelease> defects = new ArrayList<>();

    private static MatcherSnapshot matcher(VersionMatcher matcher) {
        TreeMap<EsxRelease, MatcherSnapshot.Named> byRelease = new TreeMap<>();
        byRelease.put(ESX_301, new MatcherSnapshot.Named("test", matcher));
        return new MatcherSnapshot(byRelease);
    }

    private PatchClaims claims(MatcherSnapshot matchers) {
        return new PatchClaims(matchers, (release, patch, problem) -> defects.add(release));
    }

    @Test
    void aMatcherThatThrowsClaimsNothingAndIsAskedNoMore() {
        int[] asked = {0};
        MatcherSnapshot matchers =
                matcher(
                        patch -> {
                            asked[0]++;
                            throw new IllegalStateException("broken");
                        });
        PatchClaims claims = claims(matchers);

        assertTrue(claims.of(PATCH).isEmpty());
        assertTrue(claims.of(PATCH).isEmpty());
        assertEquals(1, asked[0]);
        assertEquals(List.of(ESX_301), defects);
        assertEquals(List.of(ESX_301), List.copyOf(matchers.releases()));
    }

    @Test
    void aMatcherWhoseBundleIsGoneClaimsNothing() {
        MatcherSnapshot matchers =
                matcher(
                        patch -> {
                            throw new NoClassDefFoundError("of an uninstalled bundle");
                        });

        assertTrue(claims(matchers).of(PATCH).isEmpty());
        assertEquals(List.of(ESX_301), defects);
    }
}
