package org.esxsync.api.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactTest {

    private static final RelativePath PATH = new RelativePath("vib20/a/a.vib");
    private static final URI LOCATION = URI.create("https://depot.example/vib20/a/a.vib");

    @ParameterizedTest
    @ValueSource(longs = {Artifact.UNKNOWN_SIZE, 0, 1, 1L << 40})
    void aSizeIsPossibleOrUnknown(long size) {
        assertEquals(size, new Artifact(PATH, LOCATION, size, List.of()).size());
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, Long.MIN_VALUE, (1L << 40) + 1, Long.MAX_VALUE})
    void anImpossibleSizeIsRefused(long size) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Artifact(PATH, LOCATION, size, List.of()));
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, Long.MIN_VALUE, (1L << 40) + 1, Long.MAX_VALUE})
    void anImpossibleApproximateSizeIsRefused(long size) {
        assertThrows(IllegalArgumentException.class, () -> sized(Artifact.UNKNOWN_SIZE, size));
    }

    @Test
    void theExactSizeIsExpectedRatherThanTheApproximateOne() {
        assertEquals(7, sized(7, 10).expectedSize());
        assertEquals(0, sized(0, 10).expectedSize());
        assertEquals(10, sized(Artifact.UNKNOWN_SIZE, 10).expectedSize());
        assertEquals(
                Artifact.UNKNOWN_SIZE,
                sized(Artifact.UNKNOWN_SIZE, Artifact.UNKNOWN_SIZE).expectedSize());
    }

    @Test
    void theApproximateSizeIsUnknownUnlessItIsTold() {
        assertEquals(
                Artifact.UNKNOWN_SIZE,
                new Artifact(PATH, LOCATION, 1, List.of()).approximateSize());
    }

    @Test
    void itKeepsItsOwnDigests() {
        List<Digest> digests = new ArrayList<>(List.of(Digests.MD5));
        Artifact artifact = new Artifact(PATH, LOCATION, 1, digests);

        digests.clear();

        assertEquals(List.of(Digests.MD5), artifact.digests());
        assertThrows(UnsupportedOperationException.class, () -> artifact.digests().clear());
    }

    @Test
    void itsNameIsTheLastPartOfItsPath() {
        assertEquals("a.vib", new Artifact(PATH, LOCATION, 1, List.of()).name());
    }

    private static Artifact sized(long size, long approximateSize) {
        return new Artifact(PATH, LOCATION, size, approximateSize, List.of());
    }
}
