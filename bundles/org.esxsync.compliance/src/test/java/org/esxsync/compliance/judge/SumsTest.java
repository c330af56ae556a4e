package org.esxsync.compliance.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchSummary;
import org.junit.jupiter.api.Test;

class SumsTest {

    private static final Host HOST = Host.builder("h").build();

    private static PatchSummary patch(String category) {
        Patch patch =
                Patch.builder("s", "P", "depot")
                        .classification(new Classification(category, ""))
                        .build();
        return new PatchSummary(patch, List.of(), List.of(), 0);
    }

    @Test
    void whatIsMissingIsCounted() {
        Sums sums = new Sums(1, 7, 0, 0, List.of(patch("security"), patch("bugfix")));
        assertEquals("it lacks 2 patches, 1 of them security", sums.reason(HOST, false));
    }

    /** Nobody lacks no patch. */
    @Test
    void aHostThatLacksOnlyWhatIsSupersededIsToldSo() {
        Sums sums = new Sums(1, 2, 0, 0, List.of());
        assertEquals(HostVerdict.NON_COMPLIANT, sums.verdict(HOST));
        assertEquals(
                "it lacks 2 superseded patches; nothing tells which newer ones take their place",
                sums.reason(HOST, false));
    }
}
