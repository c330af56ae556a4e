package org.esxsync.api.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyPatchIdTest {

    @ParameterizedTest
    @CsvSource({
        "ESX303-200808403-SG, esx-3.0.3, 2008-08, security",
        "ESX350-200803214-UG, esx-3.5, 2008-03, update",
        "ESXe350-200805503-C-SG, esxi-3.5, 2008-05, security",
        "ESX400-201005001, esx-4.0, 2010-05, ''",
        "ESXi410-201101201-SG, esxi-4.1, 2011-01, security",
        "ESX350-200911210-BG, esx-3.5, 2009-11, bugfix",
        "ESX303-Rollup01, esx-3.0.3,, rollup",
        "ESX350-Update05a, esx-3.5,, update",
        "ESX40-TO-ESX41UPDATE01, esx-4.0,, update",
        "ESX-1002424,,, ''",
    })
    void readsWhatAnIdTells(String text, String release, String month, String category) {
        LegacyPatchId id = LegacyPatchId.parse(text).orElseThrow();

        assertEquals(text, id.text());
        assertEquals(release, id.release() == null ? null : id.release().toString());
        assertEquals(month == null ? null : YearMonth.parse(month), id.month());
        assertEquals(category, id.classification().category());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ESX350-200813214-UG",
                "ESX350-200800214-UG",
                "ESX350-2008032145-UG",
                "ESX350-200803214-UGX",
                "ESX350-200803214-UG-v2",
                "ESX350-20080321",
                "ESXi500-201112401-SG",
                "ESXi650-201710401-BG",
                "ESX-100242",
                "ESX-10024245",
                "XESX-1002424",
                "ESX303-Rollup",
                "ESX",
                ""
            })
    void refusesWhatOnlyLooksLikeAnId(String text) {
        assertEquals(Optional.empty(), LegacyPatchId.parse(text));
        assertEquals(List.of(), LegacyPatchId.in(text + ".zip"));
    }

    @ParameterizedTest
    @CsvSource({
        "esx350-200803214-ug.ZIP, ESX350-200803214-UG",
        "copy of ESXE350-200805503-c-sg (1).zip, ESXe350-200805503-C-SG",
        "ESXI410-UPDATE01.zip, ESXi410-Update01",
        "esx-1002424.tar.gz, ESX-1002424",
        "esx40-to-esx41update01.zip, ESX40-TO-ESX41UPDATE01",
        "ESX350-200803214-UG_x.zip, ESX350-200803214-UG",
    })
    void findsTheIdInTheNameOfAFileInAnyCase(String name, String id) {
        assertEquals(
                List.of(id), LegacyPatchId.in(name).stream().map(LegacyPatchId::text).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "update-from-esxi4.1-4.1_update01.zip, ESXi410-Update01",
        "update-from-esx4.0-4.0_update04a.zip, ESX400-Update04a",
        "upgrade-from-ESXi4.0-to-4.1.0-0.0.260247-release.zip, ESXi40-TO-ESXi41",
        "upgrade-from-esx4.0-to-4.1_update01.zip, ESX40-TO-ESX41UPDATE01",
        "ESX400-201005001.zip, ESX400-201005001",
        "ESX400-201005001 and ESX400-201005002.zip,",
        "update-from-esxi5.0-5.0_update01.zip,",
        "upgrade-from-ESXi4.1-to-5.0.zip,",
    })
    void knowsTheIdThatTheNameOfAWholeUpdateStandsFor(String name, String id) {
        assertEquals(Optional.ofNullable(id), LegacyPatchId.ofFile(name).map(LegacyPatchId::text));
    }

    @Test
    void tellsWhichUpdateReplacesWhichByTheirNamesAlone() {
        assertTrue(supersedes("ESX350-Update05a", "ESX350-Update05"));
        assertTrue(supersedes("ESX350-Update05a", "ESX350-Update04"));
        assertTrue(supersedes("ESX303-Rollup02", "ESX303-Rollup01"));
        assertFalse(supersedes("ESX350-Update05", "ESX350-Update05"));
        assertFalse(supersedes("ESX350-Update04", "ESX350-Update05a"));
        assertFalse(supersedes("ESX410-Update03", "ESX400-Update02"));
        assertFalse(supersedes("ESX303-Rollup02", "ESX303-Update01"));
        assertFalse(supersedes("ESX400-Update02", "ESX40-TO-ESX41UPDATE01"));
        assertFalse(supersedes("ESX350-Update01", "ESX350-200803214-UG"));
    }

    @Test
    void knowsWhichPatchesHostsReadUnpacked() {
        assertTrue(id("ESX-1002424").isUnpacked());
        assertTrue(id("ESX350-200803214-UG").isUnpacked());
        assertFalse(id("ESXe350-200805503-C-SG").isUnpacked());
        assertFalse(id("ESX400-201005001").isUnpacked());
        assertNull(id("ESX-1002424").month());
    }

    private static boolean supersedes(String one, String other) {
        return id(one).supersedes(id(other));
    }

    private static LegacyPatchId id(String text) {
        return LegacyPatchId.parse(text).orElseThrow();
    }
}
