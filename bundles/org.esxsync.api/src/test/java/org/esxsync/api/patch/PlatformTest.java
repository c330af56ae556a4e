package org.esxsync.api.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {

    private static final String PRODUCT = "embeddedEsx";

    @ParameterizedTest
    @CsvSource({
        "3.0.1, 3.0.1",
        "8.0.0, 8.0",
        "8.0, 8.0.0",
        "8, 8.0.0",
        "6.*, 6",
        "6.*, 6.0",
        "6.*, 6.0.0",
        "6.*, 6.5",
        "6.*, 6.7.0",
        "6.5.*, 6.5",
        "6.0.*, 6",
        "*, 3.0.1",
        "' 8.0.0 ', ' 8.0 '",
        "8.0.10, 8.0.10",
    })
    void aPatternCoversItsVersions(String pattern, String version) {
        assertTrue(new Platform(PRODUCT, pattern).covers(PRODUCT, version));
    }

    @ParameterizedTest
    @CsvSource({
        "3.0.1, 3.0.2",
        "3.0.1, 3.0",
        "3.0, 3.0.1",
        "3.0.1, 3.0.10",
        "3.5.1, 3.5",
        "8.1, 8.0",
        "8.10.0, 8.1",
        "6.*, 60.0",
        "6.*, 7.0",
        "6.*, 5.6",
        "6.5.*, 6.7",
        "6.0.*, 6.5",
        "6.*.0, 6.5",
        "8.0x, 8.0",
        "8.0*1, 8.1",
        "8.x, 8.0",
    })
    void aPatternDoesNotCoverOthers(String pattern, String version) {
        assertFalse(new Platform(PRODUCT, pattern).covers(PRODUCT, version));
    }

    @ParameterizedTest
    @CsvSource({
        "7.0.1, 7.0",
        "7.0.3, 7.0",
        "8.0.3, 8.0",
        "8.0.3, 8",
        "8.0.3, 8.0.0",
        "8, 8.0.1",
        "8.0.3-24449057, 8.0",
        "8.0-24449057, 8.0",
        "9.0.1, 9.0",
        "9.0.1.0, 9.0",
        "9.0.0.0100.24813472, 9.0",
        "8.0*, 8.0",
        "8.0.*, 8.0",
        "6.7.0, 6.7",
        "4.1.0, 4.1",
        "10.1.2, 10.1",
    })
    void fromVersionFourOnAnUpdateBelongsToItsRelease(String pattern, String release) {
        assertTrue(new Platform(PRODUCT, pattern).covers(PRODUCT, release));
    }

    @ParameterizedTest
    @CsvSource({
        "7.0.1, 7.1",
        "8.0.3-24449057, 7.0",
        "8.0.3-24449057, 8.3",
        "9.0.1.0, 9.1",
        "8.0*, 8.1",
        "10.1, 1.0",
    })
    void anUpdateBelongsToNoOtherRelease(String pattern, String release) {
        assertFalse(new Platform(PRODUCT, pattern).covers(PRODUCT, release));
    }

    @ParameterizedTest
    @ValueSource(strings = {"esxio", "armEsx", "esx"})
    void anotherProductOfTheSameVersionIsNotCovered(String product) {
        assertFalse(new Platform(product, "9.0.1").covers(PRODUCT, "9.0"));
        assertTrue(new Platform(product, "9.0.1").covers(product, "9.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void anEmptyPatternCoversNothing(String pattern) {
        assertFalse(new Platform(PRODUCT, pattern).covers(PRODUCT, "8.0"));
        assertFalse(new Platform(PRODUCT, pattern).covers(PRODUCT, ""));
        assertFalse(new Platform(PRODUCT, pattern).covers(PRODUCT, "0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".", "..", "6.", ".0", "6..0", "6*", "*.0", "*.*.0", "6.x", "6,0", "(6|0)+"})
    void oddTextCoversNothingByAccident(String pattern) {
        Platform odd = new Platform(PRODUCT, pattern);

        assertFalse(odd.covers(PRODUCT, "6.0"));
        assertFalse(odd.covers(PRODUCT, "0.0"));
        assertFalse(odd.covers(PRODUCT, "6.0.0"));
    }

    @Test
    void aStarInTheVersionAskedForIsNoPattern() {
        assertFalse(new Platform(PRODUCT, "6.5").covers(PRODUCT, "6.*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VMware ESX Server",
                "vmware esx server",
                " VMware  ESX\tServer ",
                "VMware\u00a0ESX\r\nServer",
            })
    void caseAndWhiteSpaceOfTheProductDoNotCount(String product) {
        assertTrue(new Platform(product, "3.0.1").covers("VMware ESX Server", "3.0.1"));
        assertTrue(new Platform("VMware ESX Server", "3.0.1").covers(product, "3.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "esx", "embedded Esx", "embeddedEsxi"})
    void anotherProductIsNotCovered(String product) {
        assertFalse(new Platform(PRODUCT, "8.0").covers(product, "8.0"));
    }

    @Test
    void theProductIsComparedTheSameUnderATurkishLocale() {
        assertTrue(
                Turkish.call(
                        () -> new Platform("EMBEDDEDESXI", "8.0").covers("embeddedesxi", "8")));
    }

    @Test
    void textThatCouldSteerATerminalBecomesOneLine() {
        Platform hostile = new Platform("ESX\u001b]0;owned\u0007\nServer", "3.0\u009b2J");

        assertEquals("ESX ]0;owned Server 3.0 2J", hostile.toString());
    }

    @Test
    void itsTextLeavesOutWhatIsMissing() {
        assertEquals("VMware ESX Server", new Platform("VMware ESX Server", "").toString());
    }
}
