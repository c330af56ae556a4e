package org.esxsync.compliance;

import static org.esxsync.compliance.Judging.compliance;
import static org.esxsync.compliance.Judging.host;
import static org.esxsync.compliance.Judging.installed;
import static org.esxsync.compliance.ListedPatches.bulletin;
import static org.esxsync.compliance.ListedPatches.profile;
import static org.esxsync.compliance.ListedPatches.vib;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.InstallStep;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibBuilder;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a host comes to have what it lacks. */
class WayForwardTest {

    @Test
    void theNewestImageIsTheWayAndTellsWhatStandsInIt() {
        Vib base =
                Vib.builder("V", "bootbank", "esx-base", new VibVersion("7.0.3-0.2.2"))
                        .provides(List.of(VibRelation.any("vmkapi_2")))
                        .conflicts(List.of(VibRelation.any("bad-agent")))
                        .build();
        HostCompliance compliance =
                compliance(
                        bulletin("P", vib("esx-base", "7.0.3-0.2.2")),
                        bulletin("NIC", vib("oem-nic", "2")),
                        profile("Old-standard", vib("esx-base", "7.0.3-0.1.1")),
                        profile("New-no-tools", base),
                        profile("New-standard", base));
        InstalledVib agent =
                new InstalledVib(
                        "agent",
                        new VibVersion("1"),
                        "ACME",
                        List.of(VibRelation.any("vmkapi_1")),
                        List.of(),
                        List.of(),
                        List.of());
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse(Judging.RELEASE))
                        .vibs(
                                List.of(
                                        installed("esx-base 7.0.3-0.1.1"),
                                        installed("oem-nic 1"),
                                        installed("bad-agent 1"),
                                        agent))
                        .build();
        HostDetails details = compliance.details(host, Baseline.ALL, null);
        assertEquals(
                List.of("New-standard", "NIC"),
                details.way().steps().stream().map(each -> each.patch()).toList());
        assertEquals(
                List.of(
                        "esxcli software profile update -d http://MIRROR/esxi-7.0/index.xml -p"
                                + " New-standard"),
                details.way().steps().get(0).lines());
        assertEquals(
                "esxcli software vib update -d http://MIRROR/esxi-7.0/index.xml -n oem-nic",
                details.way().steps().get(1).lines().get(0));
        String obstacles = String.join("\n", details.way().obstacles());
        assertTrue(obstacles.contains("conflicts with bad-agent 1"), obstacles);
        assertTrue(obstacles.contains("agent 1 needs vmkapi_1"), obstacles);
        assertEquals(2, details.way().obstacles().size(), obstacles);
        assertEquals(List.of("New-standard", "NIC"), details.way().unpublished());
    }

    @Test
    void aNameThatAPublisherChoseIsOneWordOfALine() {
        HostCompliance compliance =
                compliance(
                        bulletin("P", vib("esx-base", "2"), vib("x;y", "2")),
                        profile("I'm; reboot", vib("esx-base", "2")));
        HostDetails details = compliance.details(host("esx-base 1", "x;y 1"), Baseline.ALL, null);
        String lines =
                details.way().steps().stream()
                        .map(step -> String.join("\n", step.lines()))
                        .collect(Collectors.joining("\n"));
        assertTrue(lines.contains(" -p 'I'\\''m; reboot'"), lines);
        assertTrue(lines.contains(" -n 'x;y'"), lines);
    }

    private static Patch image(String id, String base, String provides, VibRelation... needs) {
        return profile(
                id,
                Vib.builder("V", "bootbank", "esx-base", new VibVersion(base))
                        .provides(List.of(VibRelation.any(provides)))
                        .depends(List.of(needs))
                        .build());
    }

    private static WayFacts way(Host host, @Nullable String release, Patch... patches) {
        HostDetails details =
                compliance(
                                new ListedPatches()
                                        .release(Judging.RELEASE, patches)
                                        .release("esxi-8.0", patches))
                        .details(host, Baseline.ALL, release);
        return new WayFacts(
                details.way().steps().stream().map(each -> each.patch()).toList(),
                String.join("\n", details.way().obstacles()));
    }

    private record WayFacts(List<String> steps, String obstacles) {}

    @Test
    void noHostIsOfferedAnOlderRelease() {
        Host host =
                host("esx-base 8.0.2-0.0.22380479")
                        .with(h -> h.release(EsxRelease.parse("esxi-8.0")));
        WayFacts way = way(host, "7.0", bulletin("P", vib("esx-base", "9")));
        assertEquals(List.of(), way.steps());
        assertEquals(
                "it runs esxi-8.0; no host goes back to esxi-7.0 by an update", way.obstacles());
    }

    @Test
    void anImageThatNeedsWhatAnOlderOneBringsIsReachedThroughThat() {
        Patch[] patches = {
            bulletin("P", vib("esx-base", "7.0.3-0.4.4")),
            image("First-standard", "7.0.1-0.1.1", "keys_1"),
            image("Second-standard", "7.0.2-0.2.2", "keys_2", VibRelation.any("keys_1")),
            image("Also-standard", "7.0.2-0.2.1", "keys_2", VibRelation.any("keys_9")),
            image("Third-standard", "7.0.3-0.4.4", "keys_3", VibRelation.any("keys_2"))
        };
        assertEquals(
                new WayFacts(List.of("First-standard", "Second-standard", "Third-standard"), ""),
                way(host("esx-base 7.0.0-0.0.1"), null, patches));
        InstalledVib second =
                new InstalledVib(
                        "esx-base",
                        new VibVersion("7.0.2-0.2.2"),
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(VibRelation.any("keys_2")));
        Host newer = host("esx-base 1").with(builder -> builder.vibs(List.of(second)));
        assertEquals(new WayFacts(List.of("Third-standard"), ""), way(newer, null, patches));
    }

    @Test
    void whatNoImageBringsIsAnObstacleAndSoIsAnotherRelease() {
        Patch[] patches = {
            bulletin("P", vib("esx-base", "7.0.3-0.4.4")),
            image("Loop-standard", "7.0.2-0.2.2", "keys_2", VibRelation.any("keys_2a")),
            image("Third-standard", "7.0.3-0.4.4", "keys_3", VibRelation.any("keys_2"))
        };
        WayFacts way = way(host("esx-base 7.0.0-0.0.1"), null, patches);
        assertEquals(List.of("Third-standard"), way.steps());
        assertTrue(
                way.obstacles().startsWith("Third-standard needs keys_2, which"), way.obstacles());
        String other = way(host("esx-base 7.0.0-0.0.1"), "8.0", patches).obstacles();
        assertTrue(other.contains("the host runs esxi-7.0: nothing that is listed tells"), other);
    }

    private static Vib needing(String name, String version, String... needs) {
        return Vib.builder("V", "bootbank", name, new VibVersion(version))
                .depends(Stream.of(needs).map(VibRelation::any).toList())
                .build();
    }

    private static List<String> steps(String release, Host host, Patch... patches) {
        return compliance(new ListedPatches().release(release, patches))
                .details(host.with(h -> h.release(EsxRelease.parse(release))), Baseline.ALL, null)
                .way()
                .steps()
                .stream()
                .map(InstallStep::patch)
                .toList();
    }

    private static Patch superseding(String id, String older, Vib... vibs) {
        return Patch.builder("s", id, "files")
                .supersedes(List.of(older))
                .vibs(List.of(vibs))
                .build();
    }

    /** The patches are listed by their dates; what is between may be there already. */
    @Test
    void afterVersion301APatchComesAfterWhatItSupersedes() {
        Patch[] patches = {
            superseding("NEW", "MIDDLE", vib("a", "2")),
            superseding("MIDDLE", "OLD", vib("m", "1")),
            bulletin("OLD", vib("b", "2")),
            bulletin("OTHER", vib("c", "2"))
        };
        Host host = host("a 1", "b 1", "c 1", "m 1");
        assertEquals(List.of("OLD", "NEW", "OTHER"), steps("esxi-4.1", host, patches));
        assertEquals(List.of("OLD", "NEW", "OTHER"), steps("esx-3.0.2", host, patches));
        assertEquals(List.of("NEW", "OLD", "OTHER"), steps("esx-3.0.1", host, patches));
        assertEquals(List.of("NEW", "OLD", "OTHER"), steps("esx-3.0.0", host, patches));
    }

    @Test
    void aPatchComesAfterWhatItNeedsAlsoIfItIsSuperseded() {
        Vib library =
                Vib.builder("V", "bootbank", "b", new VibVersion("2"))
                        .provides(List.of(VibRelation.any("library")))
                        .build();
        Host host = host("a 1", "b 1", "c 1");
        assertEquals(
                List.of("FIRST", "LIBRARY", "NEEDS"),
                steps(
                        "esxi-4.1",
                        host,
                        bulletin("FIRST", vib("c", "2")),
                        bulletin("NEEDS", needing("a", "2", "library")),
                        bulletin("LIBRARY", library)));
        // What is needed comes first, whatever supersedes what.
        assertEquals(
                List.of("LIBRARY", "NEEDS"),
                steps(
                        "esxi-4.1",
                        host,
                        bulletin("NEEDS", needing("a", "2", "library")),
                        superseding("LIBRARY", "NEEDS", library)));
        // What the host has need not come first.
        assertEquals(
                List.of("NEEDS", "LIBRARY"),
                steps(
                        "esxi-4.1",
                        host("a 1", "b 1", "library 1"),
                        bulletin("NEEDS", needing("a", "2", "library")),
                        bulletin("LIBRARY", library)));
    }

    @Test
    void patchesThatNeedEachOtherKeepTheOrderOfTheirDates() {
        assertEquals(
                List.of("A", "B"),
                steps(
                        "esxi-4.1",
                        host("a 1", "b 1"),
                        bulletin("A", needing("a", "2", "b")),
                        bulletin("B", needing("b", "2", "a"))));
    }

    /** What the host has in a newer version stays, and is no part of a step. */
    @Test
    void aNewerVibOfTheHostStaysAndMayBeAnObstacle() {
        Vib base =
                Vib.builder("V", "bootbank", "esx-base", new VibVersion("7.0.3-0.2.2"))
                        .provides(List.of(VibRelation.any("keys_2")))
                        .build();
        HostCompliance compliance =
                compliance(
                        bulletin("BASE", vib("esx-base", "7.0.3-0.2.2")),
                        bulletin("EXTRA", vib("nic", "4"), vib("tool", "2")),
                        profile("New-standard", base, vib("nic", "3")));
        InstalledVib nic =
                new InstalledVib(
                        "nic",
                        new VibVersion("5"),
                        "ACME",
                        List.of(VibRelation.any("keys_1")),
                        List.of(
                                new VibRelation(
                                        "esx-base",
                                        VibRelation.Operator.AT_LEAST,
                                        new VibVersion("7.0.3"))),
                        List.of(),
                        List.of());
        Host host =
                host("esx-base 7.0.3-0.1.1", "tool 1")
                        .with(
                                h ->
                                        h.vibs(
                                                List.of(
                                                        installed("esx-base 7.0.3-0.1.1"),
                                                        installed("tool 1"),
                                                        nic)));
        HostDetails details = compliance.details(host, Baseline.ALL, null);
        assertEquals(
                List.of(
                        "esxcli software profile update -d http://MIRROR/esxi-7.0/index.xml -p"
                                + " New-standard",
                        "esxcli software vib update -d http://MIRROR/esxi-7.0/index.xml -n tool"),
                details.way().steps().stream().flatMap(step -> step.lines().stream()).toList());
        assertEquals(
                List.of(
                        "nic 5 conflicts with esx-base >= 7.0.3 of New-standard; remove it first,"
                                + " or take a newer one",
                        "nic 5 needs keys_1, which New-standard does not have; remove it, or take"
                                + " a newer one"),
                details.way().obstacles());
        // A lower one is replaced, and asks for nothing any more.
        Host older =
                host.with(
                        h ->
                                h.vibs(
                                        List.of(
                                                installed("esx-base 7.0.3-0.1.1"),
                                                installed("tool 1"),
                                                new InstalledVib(
                                                        "nic",
                                                        new VibVersion("2"),
                                                        "ACME",
                                                        nic.depends(),
                                                        nic.conflicts(),
                                                        List.of(),
                                                        List.of()))));
        assertEquals(List.of(), compliance.details(older, Baseline.ALL, null).way().obstacles());
    }

    @Test
    void eachImageOnTheWayIsCheckedForWhatItMeets() {
        Vib first =
                Vib.builder("V", "bootbank", "esx-base", new VibVersion("7.0.1-0.1.1"))
                        .provides(List.of(VibRelation.any("keys_1")))
                        .conflicts(List.of(VibRelation.any("old-agent")))
                        .build();
        WayFacts way =
                way(
                        host("esx-base 7.0.0-0.0.1", "old-agent 1"),
                        null,
                        bulletin("P", vib("esx-base", "7.0.3-0.4.4")),
                        profile("First-standard", first),
                        image("Last-standard", "7.0.3-0.4.4", "keys_2", VibRelation.any("keys_1")));
        assertEquals(
                new WayFacts(
                        List.of("First-standard", "Last-standard"),
                        "esx-base 7.0.1-0.1.1 of First-standard conflicts with old-agent 1; remove"
                                + " that first"),
                way);
    }

    private static VibBuilder file(String name, String version) {
        return Vib.builder("V", "bootbank", name, new VibVersion(version))
                .file(new RelativePath("vib20/%s-%s.vib".formatted(name, version)));
    }

    /**
     * @param sizes of the files of the VIBs, in their order
     */
    private static Patch sized(String id, List<Vib> vibs, long... sizes) {
        Patch.Builder patch = Patch.builder("s", id, "depot").vibs(vibs);
        for (int i = 0; i < sizes.length; i++) {
            RelativePath path = Objects.requireNonNull(vibs.get(i).file());
            patch.artifact(
                    new Artifact(path, URI.create("http://example.org/" + i), sizes[i], List.of()));
        }
        return patch.build();
    }

    @Test
    void aStepTellsBytesRebootAndMaintenanceModeOfWhatTheHostLacks() {
        Vib base = file("esx-base", "2").reboot(Reboot.REQUIRED).maintenanceMode(true).build();
        Vib there = file("there", "1").reboot(Reboot.REQUIRED).maintenanceMode(true).build();
        Vib live = file("live", "2").reboot(Reboot.NOT_REQUIRED).maintenanceMode(false).build();
        Vib silent = file("silent", "2").build();
        HostCompliance compliance =
                compliance(
                        sized("BASE", List.of(base, there), 1000, 500),
                        sized("LIVE", List.of(live), 30),
                        sized("SILENT", List.of(silent), Artifact.UNKNOWN_SIZE),
                        profile("Image-standard", base, there));
        List<InstallStep> steps =
                compliance
                        .details(
                                host("esx-base 1", "there 1", "live 1", "silent 1"),
                                Baseline.ALL,
                                null)
                        .way()
                        .steps();
        assertEquals(
                List.of(
                        "Image-standard 1000 REQUIRED true",
                        "LIVE 30 NOT_REQUIRED false",
                        // What is not told is not taken for good.
                        "SILENT 0 UNKNOWN true"),
                steps.stream()
                        .map(
                                step ->
                                        "%s %d %s %s"
                                                .formatted(
                                                        step.patch(),
                                                        step.bytes(),
                                                        step.reboot(),
                                                        step.maintenanceMode()))
                        .toList());
    }

    @Test
    void aVibThatCannotBeInstalledLiveTakesAReboot() {
        Vib base = file("esx-base", "2").reboot(Reboot.NOT_REQUIRED).liveInstall(false).build();
        InstallStep step =
                compliance(sized("BASE", List.of(base), 7))
                        .details(host("esx-base 1"), Baseline.ALL, null)
                        .way()
                        .steps()
                        .get(0);
        assertEquals(Reboot.REQUIRED, step.reboot());
        assertEquals(7, step.bytes());
    }

    @Test
    void aPatchOfAnOldReleaseTellsItsOwnBytesAndReboot() {
        Patch patch =
                Patch.builder("s", "ESX350-200801111-SG", "files")
                        .reboot(Reboot.NOT_REQUIRED)
                        .artifact(
                                new Artifact(
                                        new RelativePath("a.zip"),
                                        URI.create("http://example.org/a.zip"),
                                        4000,
                                        List.of()))
                        .build();
        Host host =
                Host.builder("h").release(EsxRelease.parse("esx-3.5")).bulletins(List.of()).build();
        InstallStep step =
                compliance(new ListedPatches().release("esx-3.5", patch))
                        .details(host, Baseline.ALL, null)
                        .way()
                        .steps()
                        .get(0);
        assertEquals(4000, step.bytes());
        assertEquals(Reboot.NOT_REQUIRED, step.reboot());
        assertTrue(step.maintenanceMode(), "nothing tells that it is not needed");
    }
}
