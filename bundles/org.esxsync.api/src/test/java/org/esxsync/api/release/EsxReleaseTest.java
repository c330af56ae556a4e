package org.esxsync.api.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EsxReleaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"esx-3.0.1", "ESX-3.0.1", " esx-3.0.1\n", "Esx-3.0.1"})
    void aFullNameIsReadInAnyCase(String text) {
        EsxRelease release = EsxRelease.parse(text);

        assertEquals(new EsxRelease("esx", "3.0.1"), release);
        assertEquals("esx-3.0.1", release.toString());
    }

    @Test
    void aNameIsReadTheSameUnderATurkishLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertEquals(new EsxRelease("esxi", "8.0"), EsxRelease.parse("ESXI-8.0"));
            assertTrue(new EsxRelease("esxi", "8.0").isMeantBy("ESXI-8.0"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "esx",
                "3.0.1",
                "esx-",
                "-3.0.1",
                "esx 3.0.1",
                "esx-3.0.",
                "esx-.3",
                "esx-3..0",
                "esx-3.x",
                "esx-3.*",
                "esx-03.0",
                "esx-3.00",
                "esx-٣.0",
                "esx-3.0.1/../..",
                "../esx-3.0.1",
                "esx-3.0\n.1",
                "esx-9999999999",
            })
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> EsxRelease.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"ESX, 3.0.1", "'esx-3', 0", "esx, ' 3.0'", "'', 3.0", "esx, ''"})
    void partsThatMakeNoNameAreRefused(String product, String version) {
        assertThrows(IllegalArgumentException.class, () -> new EsxRelease(product, version));
    }

    @Test
    void releasesAreOrderedByProductThenByVersionAsNumbers() {
        List<String> ordered =
                List.of(
                        "esx-3.0",
                        "esx-3.0.0",
                        "esx-3.0.1",
                        "esx-3.0.10",
                        "esx-3.5",
                        "esx-4.1",
                        "esxi-3.5",
                        "esxi-9.0",
                        "esxi-10.0",
                        "esxi-999999999");

        assertEquals(
                ordered,
                Stream.of(7, 3, 9, 0, 5, 1, 8, 6, 2, 4)
                        .map(ordered::get)
                        .map(EsxRelease::parse)
                        .sorted()
                        .map(EsxRelease::toString)
                        .toList());
    }

    @Test
    void orderAgreesWithEquality() {
        EsxRelease shortName = EsxRelease.parse("esx-4.0");
        EsxRelease longName = EsxRelease.parse("esx-4.0.0");

        assertNotEquals(shortName, longName);
        assertTrue(shortName.compareTo(longName) < 0);
        assertEquals(0, longName.compareTo(new EsxRelease("esx", "4.0.0")));
    }

    @ParameterizedTest
    @CsvSource({
        "esx-4.0, esx-4.0",
        "esx-4.0, ESX-4.0.0",
        "esx-4.0, 4.0",
        "esx-4.0, ' 4.0.0 '",
        "esx-4.0, 4",
        "esx-3.0.0, 3.0",
        "esxi-10.0, 10",
    })
    void aPersonMeansItByItsFullNameOrItsVersion(String release, String text) {
        assertTrue(EsxRelease.parse(release).isMeantBy(text));
    }

    @ParameterizedTest
    @CsvSource({
        "esx-4.0, esxi-4.0",
        "esxi-4.0, esx-4.0",
        "esx-4.0, 4.1",
        "esx-4.0, 4.0.1",
        "esx-3.0.1, 3.0",
        "esxi-10.0, 1",
        "esx-4.0, ''",
        "esx-4.0, esx",
        "esx-4.0, 4.0.",
        "esx-4.0, 4.*",
        "esx-4.0, 4.0/..",
    })
    void aPersonMeansAnotherOneOrNone(String release, String text) {
        assertFalse(EsxRelease.parse(release).isMeantBy(text));
    }
}
