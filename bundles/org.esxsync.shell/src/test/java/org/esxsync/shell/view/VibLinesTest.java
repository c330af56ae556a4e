package org.esxsync.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibRelation.Operator;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.shell.terminal.Screen;
import org.junit.jupiter.api.Test;

class VibLinesTest {

    private static final Vib VXLAN =
            Vib.builder("VMware", "bootbank", "esx-vxlan", new VibVersion("5.5.0-0.0.2983935"))
                    .acceptanceLevel(AcceptanceLevel.CERTIFIED)
                    .payloadTypes(List.of("vgz", "vgz", "tgz"))
                    .depends(
                            List.of(
                                    relation("esx-base", Operator.AT_LEAST, "5.5"),
                                    relation("esx-base", Operator.AT_MOST, "6.0.0"),
                                    VibRelation.any("vmkapi_2_2_0_0")))
                    .conflicts(List.of(VibRelation.any("net51-drivers")))
                    .replaces(List.of(VibRelation.any("esx-traceflow")))
                    .provides(List.of(relation("com.vmware.vxlan", Operator.EQUAL, "1.0.0.0-nsx")))
                    .reboot(Reboot.NOT_REQUIRED)
                    .maintenanceMode(true)
                    .liveInstall(false)
                    .platforms(List.of(new Platform("embeddedEsx", "5.5.0")))
                    .build();

    @Test
    void aBulletinIsShownWithItsVibs() {
        Patch bulletin =
                Patch.builder("vmware", "esx-vxlan", "depot")
                        .releaseDate(LocalDate.of(2015, 8, 14))
                        .releaseTime(LocalTime.of(13, 48, 0, 1000))
                        .vib(VXLAN)
                        .build();

        List<String> lines = lines(bulletin);

        assertTrue(lines.contains("Kind          bulletin"), lines.toString());
        assertTrue(lines.contains("Released      2015-08-14 13:48"), lines.toString());
        assertEquals(
                """
                VIB           VMware_bootbank_esx-vxlan_5.5.0-0.0.2983935
                              name esx-vxlan, version 5.5.0-0.0.2983935
                              VMwareCertified, bootbank, payloads of type vgz and tgz
                              depends on esx-base >= 5.5, esx-base <= 6.0.0, vmkapi_2_2_0_0
                              conflicts with net51-drivers
                              replaces esx-traceflow
                              provides com.vmware.vxlan = 1.0.0.0-nsx
                              no reboot, maintenance mode required, no live install
                              for embeddedEsx 5.5.0\
                """,
                from("VIB", lines));
    }

    @Test
    void whatIsNotPublishedOfAVibTakesNoLine() {
        Vib bare = Vib.builder("", "cross", "net-ixgbe", new VibVersion("400.3")).build();

        assertEquals(
                """
                VIB           cross_net-ixgbe_400.3
                              name net-ixgbe, version 400.3
                              acceptance level unknown, cross\
                """,
                from("VIB", lines(Patch.builder("vmware", "x", "depot").vib(bare).build())));
    }

    @Test
    void hundredsOfRelationsFitEightyColumns() {
        Vib base =
                Vib.builder("VMware", "bootbank", "esx-base", new VibVersion("6.7.0-0.0.8169922"))
                        .provides(Collections.nCopies(200, VibRelation.any("vmkapi_2_2_0_0")))
                        .build();

        List<String> lines = lines(Patch.builder("vmware", "x", "depot").vib(base).build());

        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), lines.toString());
    }

    @Test
    void anImageProfileIsShownWithTheIdsOfItsVibs() {
        Patch profile =
                Patch.builder("vmware", "ESXi-5.5.0-standard", "depot")
                        .kind(PatchKind.IMAGE_PROFILE)
                        .profile(
                                new ImageProfile(
                                        "VMware, Inc.",
                                        AcceptanceLevel.PARTNER,
                                        List.of("VMware_locker_tools-light_5.5.0-1")))
                        .vib(VXLAN)
                        .build();

        assertEquals(
                """
                Creator       VMware, Inc.
                Acceptance    PartnerSupported
                Missing VIB   VMware_locker_tools-light_5.5.0-1
                VIB           VMware_bootbank_esx-vxlan_5.5.0-0.0.2983935\
                """,
                from("Creator", lines(profile)));
    }

    @Test
    void whyHostsMayRefuseAPatchIsShownBeforeItsVibs() {
        PatchDetails details =
                new PatchDetails(
                        new PatchSummary(
                                Patch.builder("vmware", "x", "depot").build(),
                                List.of(),
                                List.of(),
                                -1),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        true,
                        List.of(),
                        List.of("x (esxi-8.0): no checksum; a host may refuse it"));

        assertEquals(
                "Warning       x (esxi-8.0): no checksum; a host may refuse it",
                from(
                        "Warning",
                        new PatchSheet(List.of(details)).lines(Screen.plain(ZoneOffset.UTC))));
    }

    @Test
    void aNoticeIsShownWithWhatItSays() {
        Patch notice =
                Patch.builder("vmware", "R-2", "depot")
                        .kind(PatchKind.NOTICE)
                        .notice(
                                new Notice(
                                        Notice.Kind.RECALL_FIX,
                                        List.of("ESXi550-1-BG"),
                                        List.of("VMware_bootbank_x_1.0-1"),
                                        List.of("R-1"),
                                        "It loses data. ".repeat(5)))
                        .build();

        assertEquals(
                """
                Notice        recall fix
                Recalls       ESXi550-1-BG
                Recalls       VMware_bootbank_x_1.0-1
                Resolves      R-1
                Text          It loses data. It loses data. It loses data. It loses data. It
                              loses data.\
                """,
                from("Notice", lines(notice)));
    }

    private static VibRelation relation(String name, Operator operator, String version) {
        return new VibRelation(name, operator, new VibVersion(version));
    }

    private static List<String> lines(Patch patch) {
        return new PatchSheet(List.of(Samples.details(patch))).lines(Screen.plain(ZoneOffset.UTC));
    }

    private static String from(String label, List<String> lines) {
        return String.join(
                "\n", lines.stream().dropWhile(line -> !line.startsWith(label)).toList());
    }
}
