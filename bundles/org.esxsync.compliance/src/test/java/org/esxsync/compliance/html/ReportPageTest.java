package org.esxsync.compliance.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.api.advisory.Exploitation;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstallStep;
import org.esxsync.api.compliance.OpenVulnerability;
import org.esxsync.api.compliance.WayForward;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.sync.PatchSummary;
import org.junit.jupiter.api.Test;

class ReportPageTest {

    private static final String HOSTILE = "<script>alert('x')</script>&\"";

    private static Exposure exposure() {
        Vulnerability known =
                new Vulnerability(
                                "CVE-2025-0001",
                                HOSTILE,
                                null,
                                HOSTILE,
                                null,
                                null,
                                List.of(),
                                List.of(),
                                List.of())
                        .withExploitation(new Exploitation(null, false, ""));
        return new Exposure(
                List.of(new OpenVulnerability(known, List.of("P1"), List.of(HOSTILE))), 2, 3, true);
    }

    private static String page() {
        PatchSummary missing =
                new PatchSummary(
                        Patch.builder("s", "P1", "depot").title(HOSTILE).build(),
                        List.of(),
                        List.of(),
                        0);
        HostReport report =
                HostReport.builder(
                                Host.builder(HOSTILE).build(),
                                HostVerdict.NON_COMPLIANT,
                                "it lacks " + HOSTILE)
                        .missing(List.of(missing))
                        .remarks(List.of(HOSTILE))
                        .exposure(exposure())
                        .build();
        InstallStep step =
                new InstallStep("P1", 1500, Reboot.REQUIRED, true, false, List.of(HOSTILE));
        StringBuilder page = new StringBuilder();
        new ReportPage()
                .page(
                        new ComplianceReport(
                                        Baseline.named(List.of(HOSTILE)),
                                        Instant.EPOCH,
                                        List.of(report))
                                .withProblems(List.of(HOSTILE)),
                        Stream.of(
                                new HostDetails(
                                        report,
                                        List.of(),
                                        new WayForward(List.of(step), List.of(HOSTILE)))),
                        page::append);
        return page.toString();
    }

    @Test
    void textFromOutsideIsNoMarkup() {
        String page = page();
        assertFalse(page.contains("<script"), page);
        assertTrue(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"));
    }

    @Test
    void thePageNeedsNothingElse() {
        String page = page();
        assertFalse(
                Pattern.compile("(?i)<(?:link|img|script|iframe)|url\\(|src=")
                        .matcher(page)
                        .find());
        assertTrue(page.contains("<p>Not read: &lt;script&gt;"), page);
        assertTrue(page.contains("default-src 'none'"));
        assertTrue(page.contains("name=\"viewport\""), page);
        assertTrue(page.contains("prefers-color-scheme:dark"), page);
        assertTrue(page.contains("1 host: 0 compliant, 1 not compliant, 0 unknown"));
        assertTrue(page.contains("1.5 kB to fetch, 1 reboot"), page);
        assertTrue(page.contains("<td>1 open (1 exploited), "), page);
        assertTrue(page.contains("<td>CVE-2025-0001 (exploited)</td>"), page);
    }

    @Test
    void everyTagIsClosed() {
        String page = page();
        for (String tag : List.of("table", "tr", "td", "th", "section", "pre", "h2", "p")) {
            assertEquals(
                    Pattern.compile("<%s[ >]".formatted(tag)).matcher(page).results().count(),
                    Pattern.compile("</%s>".formatted(tag)).matcher(page).results().count(),
                    tag);
        }
    }
}
