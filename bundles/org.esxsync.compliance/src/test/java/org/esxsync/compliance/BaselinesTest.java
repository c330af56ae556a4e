package org.esxsync.compliance;

import static org.esxsync.compliance.Judging.compliance;
import static org.esxsync.compliance.Judging.host;
import static org.esxsync.compliance.Judging.told;
import static org.esxsync.compliance.Judging.verdicts;
import static org.esxsync.compliance.ListedPatches.bulletin;
import static org.esxsync.compliance.ListedPatches.profile;
import static org.esxsync.compliance.ListedPatches.vib;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.sync.UnknownPatchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a baseline demands. */
class BaselinesTest {

    @Test
    void anImageProfileDemandsEachVibOfIt() {
        HostCompliance compliance =
                compliance(
                        profile("Image-1", vib("a", "1"), vib("b", "1")),
                        bulletin("P", vib("a", "9")));
        Baseline image = Baseline.named(List.of("image-1"));
        assertEquals(
                Map.of("Image-1", PatchVerdict.INSTALLED),
                verdicts(compliance, host("a 1", "b 2"), image));
        assertEquals(
                Map.of("Image-1", PatchVerdict.MISSING), verdicts(compliance, host("a 1"), image));
        assertEquals("{P=MISSING}", told(compliance, host("a 1")));
        assertThrows(
                UnknownPatchException.class,
                () ->
                        compliance.judge(
                                List.of(host("a 1")), Baseline.named(List.of("Image-2")), null));
    }

    @Test
    void baselinesLeaveOutWhatTheyDoNotDemand() {
        HostCompliance compliance =
                compliance(
                        bulletin("S", "security", "2020-01-31", vib("a", "2")),
                        bulletin("B", "bugfix", "2020-02-01", vib("a", "3")));
        Host host = host("esx-base 1", "a 1");
        assertEquals("{B=MISSING, S=SUPERSEDED}", told(compliance, host));
        assertEquals(
                Map.of("S", PatchVerdict.MISSING),
                verdicts(compliance, host, Baseline.parse("security")));
        assertEquals(
                Map.of("S", PatchVerdict.MISSING),
                verdicts(compliance, host, Baseline.until(LocalDate.of(2020, 1, 31))));
        assertEquals(
                Map.of("B", PatchVerdict.MISSING),
                verdicts(compliance, host, Baseline.parse(" b,")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-13-01,   is no day",
        "2026-1-1,     is no day",
        "31.12.2026,   is no day",
        "'security,all', stand alone",
        "'2026-01-01,P', stand alone",
        "latest,       is not known"
    })
    void aBaselineThatIsNoneIsTold(String text, String reason) {
        IllegalArgumentException problem =
                assertThrows(IllegalArgumentException.class, () -> Baseline.parse(text));
        assertTrue(String.valueOf(problem.getMessage()).contains(reason), problem.getMessage());
    }

    @Test
    void theReleaseThatIsAskedForCountsForAllHosts() {
        HostCompliance compliance =
                compliance(
                        new ListedPatches()
                                .release(Judging.RELEASE, bulletin("SEVEN", vib("a", "1")))
                                .release("esxi-8.0", bulletin("EIGHT", vib("a", "2"))));
        HostReport report =
                compliance.judge(List.of(host("a 1")), Baseline.ALL, "8.0").hosts().get(0);
        assertEquals("EIGHT", report.missing().get(0).patch().id());
        assertEquals("judged by esxi-8.0, as asked: it lacks 1 patch", report.reason());
    }
}
