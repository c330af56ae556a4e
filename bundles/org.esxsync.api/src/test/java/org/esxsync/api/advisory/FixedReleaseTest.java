package org.esxsync.api.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedReleaseTest {

    @ParameterizedTest
    @CsvSource({
        "ESXi650-201712103-SG,       esxi-6.5,   '',    , false",
        "ESXi650-201712103,          esxi-6.5,   '',    , false",
        "ESX410-201205401-SG,        esx-4.1,    '',    , false",
        "ESX303-200808407-SG,        esx-3.0.3,  '',    , false",
        "ESXe350-200805503-C-SG,     esxi-3.5,   '',    , false",
        "ESXi80U3f-24784735,         esxi-8.0,   8.0.3, 24784735, false",
        "ESXi80U3-24022510,          esxi-8.0,   8.0.3, 24022510, false",
        "ESXi80a-20842819,           esxi-8.0,   8.0.0, 20842819, false",
        "ESXi70U3si-20841705,        esxi-7.0,   7.0.3, 20841705, true",
        "ESXi70U3s-24585291,         esxi-7.0,   7.0.3, 24585291, false",
        "ESXi80U2sb-23305545,        esxi-8.0,   8.0.2, 23305545, true",
        "ESXi_7.0.1-0.0.16850804,    esxi-7.0,   7.0.1, 16850804, false",
        "ESXi_8.0.3-0.95.24784735,   esxi-8.0,   8.0.3, 24784735, false",
        "ESXi-8.0U3f-24784735,       esxi-8.0,   8.0.3, 24784735, false",
        "ESXi_9.0.0-0.24755229,      esxi-9.0,   9.0.0, 24755229, false",
        "ESX-9.0.1.0100-24957456,    esxi-9.0,   9.0.1, 24957456, false",
        "esxi80u3f-24784735,         esxi-8.0,   8.0.3, 24784735, false"
    })
    void aNameTellsReleaseBranchAndBuild(
            String name, String release, String branch, Long build, boolean securityOnly) {
        FixedRelease read = FixedRelease.parse(name).orElseThrow();
        assertEquals(name, read.text());
        assertEquals(release, String.valueOf(read.release()));
        assertEquals(branch, read.branch());
        assertEquals(build, read.build());
        assertEquals(securityOnly, read.securityOnly());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8.0",
                "16.2.5",
                "ESXi",
                "ESXi80U3f",
                "ESXi80U3f-1",
                "ESXi80U3f-1234567890",
                "ESXi80U33f-24784735",
                "ESXi8-24784735",
                "xESXi80U3f-24784735",
                "ESXi650-2017121031-SG",
                "ESXi_08.0.3-0.95.24784735"
            })
    void whatIsOfAnotherFormIsNone(String text) {
        assertEquals(Optional.empty(), FixedRelease.parse(text));
        assertEquals(List.of(), FixedRelease.in(text));
    }

    @Test
    void aTextNamesSeveralWithStrayBrackets() {
        assertEquals(
                List.of("ESXi550-201709102-SG", "ESXi80a-20842819", "ESXi_7.0.1-0.0.16850804"),
                FixedRelease.in(
                                "5.5 before ESXi550-201709102-SG), (ESXi80a-20842819,16.x prior to"
                                        + " 16.2.5 <ESXi_7.0.1-0.0.16850804.")
                        .stream()
                        .map(FixedRelease::text)
                        .toList());
    }

    private static Patch profile(String id) {
        return Patch.builder("depot", id, "depot")
                .kind(PatchKind.IMAGE_PROFILE)
                .profile(new ImageProfile("VMware", AcceptanceLevel.PARTNER, List.of()))
                .build();
    }

    private static Patch withBase(String id, String name, String version) {
        return Patch.builder("depot", id, "depot")
                .vib(Vib.builder("VMware", "bootbank", name, new VibVersion(version)).build())
                .build();
    }

    @Test
    void aPatchIsTheBuildThatItsNameOrItsBaseTells() {
        FixedRelease fixed = FixedRelease.parse("ESXi80U3f-24784735").orElseThrow();
        for (Patch patch :
                List.of(
                        profile("ESXi-8.0U3f-24784735-standard"),
                        profile("ESXi-8.0U3f-24784735-no-tools"),
                        profile("ESXi_8.0.3-0.95.24784735"),
                        withBase("ESXi-image", "esx-base", "8.0.3-0.95.24784735"))) {
            assertTrue(FixedRelease.of(patch).orElseThrow().isSameImageAs(fixed), patch.toString());
        }
        assertEquals(
                Optional.empty(),
                FixedRelease.of(withBase("b", "esx-tools", "8.0.3-0.95.24784735")));
        assertEquals(
                Optional.empty(),
                FixedRelease.of(
                        withBase("ESXi670-202010401-SG", "esx-base", "6.7.0-3.1.17000000")));
    }

    @Test
    void buildsAreComparedOnOneBranchAlone() {
        FixedRelease u2 = FixedRelease.parse("ESXi80U2e-24789317").orElseThrow();
        FixedRelease u3 = FixedRelease.parse("ESXi80U3f-24784735").orElseThrow();
        FixedRelease later = FixedRelease.parse("ESXi80U3g-24859861").orElseThrow();
        assertTrue(later.isAtLeast(u3));
        assertTrue(u3.isAtLeast(u3));
        assertFalse(u3.isAtLeast(later));
        assertFalse(u2.isAtLeast(u3));
        assertFalse(later.isAtLeast(u2));
        FixedRelease bulletin = FixedRelease.parse("ESXi670-202010401-SG").orElseThrow();
        assertFalse(bulletin.isAtLeast(bulletin));
        assertFalse(bulletin.isSameImageAs(bulletin));
    }

    @Test
    void aNameIsOnePlainLine() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new FixedRelease("a\nb", null, null, null, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FixedRelease("x".repeat(201), null, null, null, false));
    }

    @Test
    void theBaseOf90HasTwoNumbersBehindItsVersion() {
        FixedRelease running =
                FixedRelease.running(new VibVersion("9.0.0-0.24755229")).orElseThrow();
        assertEquals("9.0.0", running.branch());
        assertEquals(24755229L, running.build());
        assertTrue(running.isSameImageAs(FixedRelease.parse("ESX-9.0.0.0-24755229").orElseThrow()));
    }

    @Test
    void whatAHostRunsIsToldByItsBase() {
        FixedRelease running =
                FixedRelease.running(new VibVersion("8.0.3-0.73.24784735")).orElseThrow();
        assertTrue(running.isSameImageAs(FixedRelease.parse("ESXi80U3f-24784735").orElseThrow()));
        assertEquals(
                Optional.empty(), FixedRelease.running(new VibVersion("6.7.0-3.132.17098360")));
    }
}
