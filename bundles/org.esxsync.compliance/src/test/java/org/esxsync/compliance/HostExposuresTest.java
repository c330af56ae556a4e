package org.esxsync.compliance;

import static org.esxsync.compliance.ListedPatches.bulletin;
import static org.esxsync.compliance.ListedPatches.vib;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.esxsync.api.advisory.Exploitation;
import org.esxsync.api.advisory.Fix;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostExposuresTest {

    private static final String U3F = "ESXi80U3f-24784735";
    private static final String U2E = "ESXi80U2e-24789317";

    private final ListedPatches listed =
            new ListedPatches()
                    .release(
                            "esxi-8.0",
                            bulletin("old", vib("esx-base", "8.0.3-0.0.24022510")),
                            bulletin(U3F, vib("esx-base", "8.0.3-0.73.24784735")))
                    .release("esxi-7.0", bulletin("any", vib("esx-base", "7.0.3-0.1.19000000")))
                    .release(
                            "esxi-6.5",
                            bulletin("ESXi650-201712103-SG", vib("esx-base", "6.5.0-1.36.7388607")),
                            bulletin("ESXi650-201712104-SG", vib("tools", "6.5.0-1.36.7388607")),
                            bulletin("ESXi650-201803401-BG", vib("esx-base", "6.5.0-1.41.7967591")))
                    .release("esx-4.1", bulletin("ESX410-201205401-SG"));

    private static Vulnerability vulnerability(String cve, Fix... fixes) {
        return new Vulnerability(
                cve, "", null, "critical", null, null, List.of(), List.of(), List.of(fixes));
    }

    private static Fix in(String name) {
        return Fix.in(FixedRelease.parse(name).orElseThrow());
    }

    private static Host host(String release, String... vibs) {
        return Host.builder("h")
                .release(EsxRelease.parse(release))
                .vibs(
                        Stream.of(vibs)
                                .map(text -> text.split(" "))
                                .map(w -> new InstalledVib(w[0], new VibVersion(w[1]), ""))
                                .toList())
                .base(new VibVersion(vibs[0].split(" ")[1]))
                .build();
    }

    private Exposure exposure(Host host, Vulnerability... all) {
        return exposure(listed, host, null, all);
    }

    private static Exposure exposure(
            ListedPatches listed, Host host, @Nullable String release, Vulnerability... all) {
        // No baseline closes anything: this one demands next to nothing.
        Baseline baseline = Baseline.until(LocalDate.of(1999, 1, 1));
        HostCompliance compliance =
                new HostCompliance(listed, Clock.systemUTC(), () -> new HostAge(90));
        return Objects.requireNonNull(
                new HostExposures(listed)
                        .exposed(
                                compliance.judge(List.of(host), baseline, release),
                                new ToldVulnerabilities(List.of(all), true),
                                release)
                        .hosts()
                        .get(0)
                        .exposure());
    }

    private static String told(Exposure exposure) {
        return "%s %d %d"
                .formatted(
                        exposure.open().stream()
                                .map(each -> each.vulnerability().cve() + each.patches())
                                .toList(),
                        exposure.closed(),
                        exposure.unknown());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "8.0.3-0.0.24022510; [CVE-2025-0001[ESXi80U3f-24784735]] 0 0",
                "8.0.3-0.73.24784735; [] 1 0",
                "8.0.3-0.80.24859861; [] 1 0",
                "8.0.2-0.40.24789317; [] 1 0",
                // A lower build of its own branch, though a higher one than the fix of another.
                "8.0.2-0.30.24784800; [CVE-2025-0001[ESXi80U3f-24784735]] 0 0",
                "8.0.1-0.0.99999999; [CVE-2025-0001[ESXi80U3f-24784735]] 0 0"
            })
    void aHostOfLaterReleasesIsJudgedByItsBranch(String base, String expected) {
        assertEquals(
                expected,
                told(
                        exposure(
                                host("esxi-8.0", "esx-base " + base),
                                vulnerability("CVE-2025-0001", in(U3F), in(U2E)))));
    }

    @Test
    void aBranchBetweenTwoThatHaveTheFixIsUnknown() {
        assertEquals(
                "[] 0 1",
                told(
                        exposure(
                                host("esxi-8.0", "esx-base 8.0.2-0.0.24022510"),
                                vulnerability(
                                        "CVE-2025-0001", in(U3F), in("ESXi80U1d-23299997")))));
    }

    /** Builds of different releases are not compared, however high they are. */
    @Test
    void aNewerReleaseThanTheFixedOnesIsUnknownWithTheReason() {
        listed.release("esxi-9.0", bulletin("nine", vib("esx-base", "9.0.1-0.0.24957456")));
        Exposure exposure =
                exposure(
                        host("esxi-9.0", "esx-base 9.0.1-0.0.24957456"),
                        vulnerability("CVE-2025-0001", in(U3F), in(U2E)),
                        vulnerability("CVE-2020-0001"));
        assertEquals("[] 0 2", told(exposure));
        assertEquals(1, exposure.fixedElsewhere());
    }

    @Test
    void whatSupersedesAFixClosesWhatItClosedOverEachStep() {
        listed.release(
                "esx-3.5",
                patch("ESX350-200801111-SG"),
                patch("ESX350-200802222-SG", "ESX350-200801111-SG"),
                patch("ESX350-200803333-SG", "ESX350-200802222-SG"),
                patch("ESX350-200804444-SG", "ESX350-200803333-SG"));
        Host host =
                Host.builder("h").release(EsxRelease.parse("esx-3.5")).bulletins(List.of()).build();
        assertEquals(
                "[CVE-2008-0001[ESX350-200804444-SG]] 0 0",
                told(exposure(host, vulnerability("CVE-2008-0001", in("ESX350-200801111-SG")))));
    }

    @Test
    void inACircleOnlyTheFixItselfClosesWhatItCloses() {
        listed.release(
                "esx-3.5",
                patch("ESX350-200801111-SG", "ESX350-200802222-SG"),
                patch("ESX350-200802222-SG", "ESX350-200801111-SG"));
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse("esx-3.5"))
                        .bulletins(List.of("ESX350-200802222-SG"))
                        .build();
        assertEquals(
                "[CVE-2008-0001[ESX350-200801111-SG]] 0 0",
                told(exposure(host, vulnerability("CVE-2008-0001", in("ESX350-200801111-SG")))));
    }

    private static Patch patch(String id, String... supersedes) {
        return Patch.builder("s", id, "files").supersedes(List.of(supersedes)).build();
    }

    @Test
    void aListedPatchIsNamedAlsoWhereItCannotBeJudged() {
        ListedPatches other =
                new ListedPatches()
                        .release(
                                "esxi-8.0",
                                bulletin("base", vib("esx-base", "8.0.1-0.0.1")),
                                bulletin(U3F, vib("nic", "1")));
        Host build = Judging.withBuild("esxi-8.0", "8.0.1", 21495797);
        Vulnerability open = vulnerability("CVE-2025-0001", in(U3F), in(U2E));
        assertEquals(
                "[CVE-2025-0001[ESXi80U3f-24784735]] 0 0",
                told(exposure(other, build, null, open)));
        assertEquals(
                "[CVE-2025-0001[ESXi80U3f-24784735]] 0 0",
                told(exposure(listed, build, null, open)));
    }

    /** Another release that is asked for changes what is demanded, and not what the host runs. */
    @Test
    void aHostIsOpenByTheReleaseThatItRuns() {
        Host host = host("esxi-8.0", "esx-base 8.0.3-0.0.24022510");
        Vulnerability open = vulnerability("CVE-2025-0001", in(U3F), in(U2E));
        assertEquals(told(exposure(host, open)), told(exposure(listed, host, "7.0", open)));
    }

    @Test
    void whatHasNoFixIsOpenWithoutOne() {
        Exposure exposure =
                exposure(
                        host("esxi-7.0", "esx-base 7.0.3-0.1.19000000"),
                        vulnerability(
                                        "CVE-2024-37085",
                                        in(U3F),
                                        Fix.none(EsxRelease.parse("esxi-7.0")))
                                .withExploitation(new Exploitation(null, true, "")));
        assertEquals("[CVE-2024-37085[]] 0 0", told(exposure));
        assertEquals(List.of(), exposure.open().get(0).fixedIn());
        assertEquals(1, exposure.exploited());
    }

    @Test
    void whatNothingIsKnownOfIsNeitherOpenNorClosed() {
        Vulnerability[] all = {
            vulnerability("CVE-2012-0001"),
            vulnerability("CVE-2020-0001", Fix.unknown(EsxRelease.parse("esxi-8.0"), "8.0")),
            vulnerability("CVE-2026-0001", in("ESXi90U1-99999999"))
        };
        assertEquals(
                "[] 0 3", told(exposure(host("esxi-8.0", "esx-base 8.0.3-0.73.24784735"), all)));
        Host disconnected =
                host("esxi-8.0", "esx-base 8.0.3-0.0.24022510").with(b -> b.connected(false));
        assertEquals(
                "[] 0 1", told(exposure(disconnected, vulnerability("CVE-2025-0001", in(U3F)))));
        Host nothing = Host.builder("h").build();
        assertEquals("[] 0 1", told(exposure(nothing, vulnerability("CVE-2025-0001", in(U3F)))));
        Host build =
                Host.builder("h")
                        .release(EsxRelease.parse("esxi-8.0"))
                        .version("8.0.3")
                        .build(24022510L)
                        .build();
        assertEquals(
                "[CVE-2025-0001[ESXi80U3f-24784735]] 0 0",
                told(exposure(build, vulnerability("CVE-2025-0001", in(U3F)))));
    }

    @Test
    void whatDoesNotAffectItsReleaseIsClosedOnAHost() {
        Vulnerability[] all = {
            vulnerability(
                    "CVE-2012-0001",
                    Fix.notAffected(EsxRelease.parse("esxi-8.0")),
                    Fix.notAffected(EsxRelease.parse("esxi-6.5"))),
            vulnerability("CVE-2012-0002", Fix.notAffected(null)),
            vulnerability("CVE-2012-0003", Fix.notAffected(EsxRelease.parse("esxi-7.0")))
        };
        assertEquals(
                "[] 2 1", told(exposure(host("esxi-8.0", "esx-base 8.0.3-0.73.24784735"), all)));
        assertEquals(
                "[] 2 1", told(exposure(host("esxi-6.5", "esx-base 6.5.0-1.36.7388607"), all)));
    }

    @Test
    void upTo67ThePatchesThatAreNamedTell() {
        Vulnerability fixed =
                vulnerability(
                        "CVE-2017-0001", in("ESXi650-201712103-SG"), in("ESXi650-201712104-SG"));
        assertEquals(
                "[] 1 0",
                told(
                        exposure(
                                host(
                                        "esxi-6.5",
                                        "esx-base 6.5.0-1.36.7388607",
                                        "tools 6.5.0-1.36.7388607"),
                                fixed)));
        assertEquals(
                "[CVE-2017-0001[ESXi650-201712104-SG]] 0 0",
                told(
                        exposure(
                                host(
                                        "esxi-6.5",
                                        "esx-base 6.5.0-1.41.7967591",
                                        "tools 6.5.0-0.0.1"),
                                fixed)));
        // What is superseded is lacking, too: nothing tells by name that the newer one has it.
        assertEquals(
                "[CVE-2017-0001[ESXi650-201712103-SG]] 0 0",
                told(exposure(host("esxi-6.5", "esx-base 6.5.0-0.0.1"), fixed)));
        assertEquals(
                "[] 0 1",
                told(
                        exposure(
                                host("esxi-6.5", "esx-base 6.5.0-1.41.7967591"),
                                vulnerability("CVE-2018-0001", in("ESXi650-201810001-SG")))));
    }

    @Test
    void aHostThatNamesTheFixHasIt() {
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse("esx-4.1"))
                        .bulletins(List.of("esx410-201204401-sg"))
                        .build();
        assertEquals(
                "[CVE-2012-0002[ESX410-201205401-SG]] 1 0",
                told(
                        exposure(
                                host,
                                vulnerability("CVE-2012-0001", in("ESX410-201204401-SG")),
                                vulnerability("CVE-2012-0002", in("ESX410-201205401-SG")))));
    }

    @Test
    void anUnchangedImageProfileTellsWhatAHostRuns() {
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse("esxi-8.0"))
                        .profile("ESXi-8.0U3-24022510-standard", false)
                        .build();
        Vulnerability known = vulnerability("CVE-2025-0001", in(U3F));
        assertEquals(1, exposure(host, known).open().size());
        Host changed = host.with(builder -> builder.profile(host.profile(), true));
        assertEquals("[] 0 1", told(exposure(changed, known)));
    }
}
