package org.esxsync.compliance;

import static org.esxsync.compliance.ListedPatches.bulletin;
import static org.esxsync.compliance.ListedPatches.vib;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;

class HostAgeTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static HostReport report(int limit, Duration age, String version) {
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse("esxi-7.0"))
                        .vibs(List.of(new InstalledVib("a", new VibVersion(version), "")))
                        .at(NOW.minus(age))
                        .build();
        return new HostCompliance(
                        new ListedPatches().release("esxi-7.0", bulletin("P", vib("a", "2"))),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        () -> new HostAge(limit))
                .judge(List.of(host), Baseline.ALL, null)
                .hosts()
                .get(0);
    }

    @Test
    void whatIsTooOldDoesNotCountAsCompliant() {
        assertEquals(HostVerdict.COMPLIANT, report(90, Duration.ofDays(90), "2").verdict());
        HostReport stale = report(90, Duration.ofDays(91), "2");
        assertEquals(HostVerdict.UNKNOWN, stale.verdict());
        assertEquals(
                "nothing is missing in what it tells, but what it told is of 2026-03-02, 91 days"
                        + " ago, and hosts.days is 90; add it again",
                stale.reason());
        assertEquals(HostVerdict.COMPLIANT, report(0, Duration.ofDays(5000), "2").verdict());
        HostReport lacking = report(90, Duration.ofDays(91), "1");
        assertEquals(HostVerdict.NON_COMPLIANT, lacking.verdict());
        assertTrue(lacking.remarks().get(0).contains("hosts.days is 90"));
    }

    @Test
    void theDaysAreANumberInItsBounds() {
        assertEquals(new HostAge(90), HostAge.of(HostAge.PID, Map.of()));
        assertEquals(new HostAge(0), HostAge.of(HostAge.PID, Map.of("hosts.days", "0")));
        ComplianceCheck check = new ComplianceCheck();
        for (String wrong : List.of("-1", "3651", "many")) {
            ConfigurationException refused =
                    assertThrows(
                            ConfigurationException.class,
                            () -> check.check(check.pid(), Map.of("hosts.days", wrong)));
            assertTrue(String.valueOf(refused.getMessage()).contains("hosts.days"), wrong);
        }
        HostCompliance misconfigured =
                new HostCompliance(new ListedPatches(), Map.of("hosts.days", "many"));
        assertThrows(
                ConfigurationException.class,
                () -> misconfigured.judge(List.of(), Baseline.ALL, null));
    }
}
