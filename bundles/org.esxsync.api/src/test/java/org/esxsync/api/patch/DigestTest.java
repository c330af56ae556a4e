package org.esxsync.api.patch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.esxsync.api.patch.Digest.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private static final String MD5_OF_ABC = "900150983cd24fb0d6963f7d28e17f72";

    @ParameterizedTest
    @CsvSource({
        "MD5, MD5",
        "md5, MD5",
        "sha-1, SHA_1",
        "SHA1, SHA_1",
        "sha-256, SHA_256",
        "SHA256, SHA_256",
        "' Sha-512 ', SHA_512",
    })
    void anAlgorithmIsFoundByTheNameThatMetadataUses(String name, Algorithm algorithm) {
        assertEquals(Optional.of(algorithm), Algorithm.named(name));
        assertEquals(Optional.of(algorithm), Turkish.call(() -> Algorithm.named(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "crc32", "sha", "sha-3", "sha-2560", "sha 256", "md5sum"})
    void anUnknownAlgorithmIsNotFound(String name) {
        assertEquals(Optional.empty(), Algorithm.named(name));
    }

    @Test
    void algorithmsAreOrderedByStrength() {
        assertTrue(Algorithm.MD5.compareTo(Algorithm.SHA_1) < 0);
        assertTrue(Algorithm.SHA_1.compareTo(Algorithm.SHA_256) < 0);
        assertTrue(Algorithm.SHA_256.compareTo(Algorithm.SHA_512) < 0);
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, 900150983cd24fb0d6963f7d28e17f72",
        "SHA_1, a9993e364706816aba3e25717850c26c9cd0d89d",
        "SHA_256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    })
    void bytesHaveTheirWellKnownDigest(Algorithm algorithm, String hex) {
        assertEquals(new Digest(algorithm, hex), Digest.of(algorithm, "abc".getBytes(US_ASCII)));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsComputedIsAValidValue(Algorithm algorithm) {
        assertEquals(algorithm, Digest.of(algorithm, new byte[0]).algorithm());
    }

    @Test
    void caseAndSurroundingBlanksDoNotCount() {
        Digest digest = new Digest(Algorithm.MD5, MD5_OF_ABC);

        assertEquals(
                digest,
                new Digest(Algorithm.MD5, " " + MD5_OF_ABC.toUpperCase(Locale.ROOT) + "\n"));
        assertEquals("MD5:" + MD5_OF_ABC, digest.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "900150983cd24fb0d6963f7d28e17f7",
                "900150983cd24fb0d6963f7d28e17f720",
                "g00150983cd24fb0d6963f7d28e17f72",
                "900150983cd24fb0 6963f7d28e17f72",
                "-00150983cd24fb0d6963f7d28e17f72",
                "٩00150983cd24fb0d6963f7d28e17f72",
                "a9993e364706816aba3e25717850c26c9cd0d89d",
            })
    void aValueOfTheWrongShapeIsRefused(String hex) {
        assertThrows(IllegalArgumentException.class, () -> new Digest(Algorithm.MD5, hex));
    }

    @Test
    void theMessageOfALongHostileValueIsShortAndPlain() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Digest(Algorithm.MD5, "\u001b[2J" + "0".repeat(100_000)))
                        .getMessage();

        assertTrue(message.length() < 300);
        assertFalse(message.contains("\u001b"));
    }
}
