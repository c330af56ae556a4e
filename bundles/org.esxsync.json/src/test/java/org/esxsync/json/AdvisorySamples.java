package org.esxsync.json;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.esxsync.api.advisory.AdvisoryPlace;
import org.esxsync.api.advisory.Exploitation;
import org.esxsync.api.advisory.Fix;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.advisory.PatchedFix;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.advisory.VulnerabilityDetails;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;

/** Vulnerabilities that tests write. */
final class AdvisorySamples {

    private static final Fix FIXED = Fix.in(FixedRelease.parse("ESXi80U3-24022510").orElseThrow());
    private static final Fix NONE = Fix.none(EsxRelease.parse("esxi-7.0"));
    private static final Patch BULLETIN = Patch.builder("vmware", "BULLETIN", "depot").build();

    static final List<VulnerabilityDetails> DETAILS =
            List.of(
                    new VulnerabilityDetails(
                            new Vulnerability(
                                    "CVE-2024-37085",
                                    "=1+1",
                                    LocalDate.of(2024, 6, 25),
                                    "MEDIUM",
                                    new BigDecimal("6.8"),
                                    new Exploitation(LocalDate.of(2024, 7, 30), true, ""),
                                    List.of("VMSA-2024-0013"),
                                    List.of("https://example.com/24505"),
                                    List.of(FIXED, NONE)),
                            List.of(
                                    new PatchedFix(
                                            FIXED,
                                            List.of(
                                                    new PatchSummary(
                                                            BULLETIN, List.of(), List.of(), 1))),
                                    new PatchedFix(NONE, List.of()))),
                    new VulnerabilityDetails(
                            new Vulnerability(
                                    "CVE-2012-1516",
                                    "",
                                    null,
                                    "",
                                    null,
                                    null,
                                    List.of(),
                                    List.of(),
                                    List.of()),
                            List.of()));
    static final List<AdvisoryPlace> PLACES =
            List.of(new AdvisoryPlace("cve", "/srv/cve", 7, 5, 2, List.of("a.json: it is empty")));

    private AdvisorySamples() {}
}
