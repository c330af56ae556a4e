package org.esxsync.compliance;

import static org.esxsync.compliance.Judging.compliance;
import static org.esxsync.compliance.Judging.told;
import static org.esxsync.compliance.ListedPatches.bulletin;
import static org.esxsync.compliance.ListedPatches.vib;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostDetails;
import org.esxsync.api.compliance.InstalledComponent;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;

/** What a patch is to a host that tells bulletins or components. */
class BulletinVerdictsTest {

    @Test
    void anOldHostIsJudgedByItsBulletinsAndWhatSupersedesThem() {
        Patch first = Patch.builder("s", "ESX350-200801111-SG", "files").build();
        Patch second =
                Patch.builder("s", "ESX350-200802222-SG", "files")
                        .supersedes(List.of("ESX350-200801111-SG"))
                        .build();
        Patch third =
                Patch.builder("s", "ESX350-200803333-SG", "files")
                        .supersedes(List.of("ESX350-200802222-SG"))
                        .build();
        Patch update = Patch.builder("s", "ESX350-Update04", "files").build();
        HostCompliance compliance =
                compliance(new ListedPatches().release("esx-3.5", first, second, third, update));
        Host none =
                Host.builder("h").release(EsxRelease.parse("esx-3.5")).bulletins(List.of()).build();
        assertEquals(
                "{ESX350-200801111-SG=SUPERSEDED, ESX350-200802222-SG=SUPERSEDED,"
                        + " ESX350-200803333-SG=MISSING, ESX350-Update04=MISSING}",
                told(compliance, none));
        Host newest =
                none.with(h -> h.bulletins(List.of("esx350-200803333-sg", "ESX350-Update05")));
        assertEquals(
                "{ESX350-200801111-SG=INSTALLED, ESX350-200802222-SG=INSTALLED,"
                        + " ESX350-200803333-SG=INSTALLED, ESX350-Update04=MISSING}",
                told(compliance, newest));
        HostDetails details = compliance.details(none, Baseline.ALL, null);
        assertEquals(
                List.of("ESX350-200803333-SG", "ESX350-Update04"),
                details.way().steps().stream().map(each -> each.patch()).toList());
        assertEquals(List.of("install ESX350-200803333-SG"), details.way().steps().get(0).lines());
    }

    @Test
    void aScanTellsWhatIsMissingAndNothingMore() {
        HostCompliance compliance =
                compliance(
                        new ListedPatches()
                                .release(
                                        "esxi-4.1",
                                        Patch.builder("s", "ESXi410-201101201-SG", "files").build(),
                                        Patch.builder("s", "ESXi410-201101202-UG", "files")
                                                .build()));
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse("esxi-4.1"))
                        .lacking(List.of("ESXi410-201101201-SG"))
                        .build();
        assertEquals(
                "{ESXi410-201101201-SG=MISSING, ESXi410-201101202-UG=UNKNOWN}",
                told(compliance, host));
    }

    @Test
    void componentsAreJudgedByNameAndVersion() {
        HostCompliance compliance =
                compliance(
                        bulletin("Made-up-nic_1.2.3", vib("nic", "1.2.3")),
                        bulletin("Made-up-hba_4.5", vib("hba", "4.5")),
                        bulletin("Other_1.0", vib("other", "1.0")));
        Host host =
                Host.builder("h")
                        .release(EsxRelease.parse(Judging.RELEASE))
                        .components(
                                List.of(
                                        new InstalledComponent(
                                                "Made-up-nic", new VibVersion("1.2.2")),
                                        new InstalledComponent(
                                                "Made-up-hba", new VibVersion("4.5"))))
                        .build();
        assertEquals(
                "{Made-up-hba_4.5=INSTALLED, Made-up-nic_1.2.3=MISSING, Other_1.0=NOT_APPLICABLE}",
                told(compliance, host));
    }

    @Test
    void bulletinsThatSupersedeEachOtherAreMissing() {
        Patch one = Patch.builder("s", "ONE", "files").supersedes(List.of("TWO")).build();
        Patch two = Patch.builder("s", "TWO", "files").supersedes(List.of("ONE")).build();
        Patch other = Patch.builder("s", "OTHER", "files").build();
        Host none =
                Host.builder("h").release(EsxRelease.parse("esx-3.5")).bulletins(List.of()).build();
        HostCompliance compliance =
                compliance(new ListedPatches().release("esx-3.5", one, two, other));
        assertEquals("{ONE=MISSING, OTHER=MISSING, TWO=MISSING}", told(compliance, none));
        assertEquals(
                "{ONE=INSTALLED, OTHER=MISSING, TWO=MISSING}",
                told(compliance, none.with(h -> h.bulletins(List.of("ONE")))));
    }
}
