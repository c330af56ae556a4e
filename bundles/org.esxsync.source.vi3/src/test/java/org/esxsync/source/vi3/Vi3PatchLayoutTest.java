package org.esxsync.source.vi3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.layout.WrittenIndex;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Vi3PatchLayoutTest {

    private final Vi3PatchLayout layout = new Vi3PatchLayout();
    private final Patch.Builder patch = Patch.builder("site", "ESX-8258730", "vi3");
    private final Artifact first = tarball("ESX-8258730.tgz");
    private final Artifact second = tarball("ESX-8258730-b.TAR.GZ");

    @Test
    void putsTheDateFirst() {
        patch.releaseDate(LocalDate.of(2007, 3, 29)).artifact(first);
        assertEquals(
                List.of(new Placement(first, new RelativePath("2007-03-29-ESX-8258730"), true)),
                layout.place(patch.build()));
    }

    @Test
    void usesTheIdAloneWithoutADate() {
        patch.artifact(first);
        assertEquals(
                List.of(new Placement(first, new RelativePath("ESX-8258730"), true)),
                layout.place(patch.build()));
    }

    @Test
    void givesEachOfSeveralTarballsADirectory() {
        patch.artifact(first).artifact(second);
        assertEquals(
                List.of(
                        new Placement(first, new RelativePath("ESX-8258730/ESX-8258730"), true),
                        new Placement(second, new RelativePath("ESX-8258730/ESX-8258730-b"), true)),
                layout.place(patch.build()));
    }

    @Test
    void placesNothingOfAPatchWithoutATarball() {
        assertEquals(List.of(), layout.place(patch.build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ESX-8258730", "esx-8258730", "ESX-1", "patch", "3.0.1-8258730"})
    void takesADirectoryThatIsNamedForNoOtherPatch(String directory) {
        assertTrue(layout.suits(patch.build(), directory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ESX-8258731", "ESX303-200808403-SG", "ESXe350-201002401-O-SG"})
    void refusesADirectoryThatIsNamedForAnotherPatch(String directory) {
        assertFalse(layout.suits(patch.build(), directory));
    }

    @Test
    void givesTheLineForTheHostAndSaysWhereTheOrderMatters() {
        Patch dated = patch.releaseDate(LocalDate.of(2007, 3, 29)).artifact(first).build();
        String line = "esxupdate -r http://MIRROR/esx-%s/2007-03-29-ESX-8258730 update";

        assertEquals(
                List.of("# in the order of the release dates", line.formatted("3.0.1")),
                layout.installation(EsxRelease.parse("esx-3.0.1"), new IndexedPatch(dated, null)));
        assertEquals(
                List.of(line.formatted("3.0.2")),
                layout.installation(
                        EsxRelease.parse("esx-3.0.2"),
                        new IndexedPatch(
                                patch.releaseDate(null).build(),
                                null,
                                new RelativePath("2007-03-29-ESX-8258730/x"))));
    }

    @Test
    void writesNoIndex(@TempDir Path directory) {
        assertEquals(
                WrittenIndex.of(List.of()),
                layout.writeIndex(EsxRelease.parse("esx-3.0.1"), List.of(), List.of(), directory));
    }

    private static Artifact tarball(String name) {
        return new Artifact(new RelativePath(name), URI.create("http://x/" + name), -1, List.of());
    }
}
