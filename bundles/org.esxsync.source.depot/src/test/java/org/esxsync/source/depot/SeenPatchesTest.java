package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.patch.Platform;
import org.junit.jupiter.api.Test;

class SeenPatchesTest {

    @Test
    void releasesAreToldWhereAllAreNamed() {
        assertEquals("[esxi-6.5, esxi-7.0]", releases("6.5.0", "7.0*"));
    }

    /** Only a matcher knows which releases there are of 6.x. */
    @Test
    void aPatternThatNamesNoReleaseLeavesThemUnknown() {
        assertEquals("[]", releases("6.5.0", "6.*"));
        assertEquals("[]", releases());
    }

    private static String releases(String... versions) {
        List<Platform> platforms =
                Stream.of(versions).map(each -> new Platform("embeddedEsx", each)).toList();
        return SeenPatches.releases(platforms).toString();
    }
}
