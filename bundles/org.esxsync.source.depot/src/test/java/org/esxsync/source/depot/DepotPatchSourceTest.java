package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.ScanRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepotPatchSourceTest {

    private static final SampleBulletin.Vib VIB = SampleBulletin.Vib.of("net-x", "1.0-1");
    private static final String DTD = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n";

    @TempDir Path folder;
    @TempDir Path workspace;

    @Test
    void isNamedByItsConfiguration() {
        assertEquals("test", CollectedPatches.source("/depots").name());
        assertEquals("/depots", CollectedPatches.source(" /depots ").location());
    }

    @Test
    void readsAnUnpackedBundle() throws IOException {
        sample("b").unpackTo(folder);
        Patch patch = CollectedPatches.at(folder, workspace).only();
        assertEquals(folder.resolve(VIB.path()).toUri(), patch.artifacts().get(0).location());
        assertEquals(folder.resolve("metadata.zip").toUri(), patch.metadata().location());
    }

    @Test
    void readsAnIndexOfAnyName() throws IOException {
        sample("b").unpackTo(folder);
        Path index = Files.move(folder.resolve("index.xml"), folder.resolve("index-drv.xml"));
        assertEquals("b", CollectedPatches.at(index, workspace).only().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "100%", "5+6", "wow!", "wow!/x", "#1?", "ünï"})
    void readsBundlesWhateverTheirDirectoryIsCalled(String name) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        Path zip = sample("b").zipTo(directory.resolve(name.charAt(0) + "!.zip"));
        Patch patch = CollectedPatches.at(directory, workspace).only();
        String[] location = patch.artifacts().get(0).location().toString().split("!/");
        assertEquals(2, location.length);
        assertEquals(zip, Path.of(java.net.URI.create(location[0].substring("jar:".length()))));
        assertEquals("b", at(zip.toUri().toString()).only().id());
    }

    @Test
    void readsBundlesInTheOrderOfTheirNames() throws IOException {
        sample("third").zipTo(folder.resolve("c.zip"));
        sample("first").zipTo(folder.resolve("a.zip"));
        sample("second").zipTo(folder.resolve("b.ZIP"));
        assertEquals(
                List.of("first", "second", "third"), CollectedPatches.at(folder, workspace).ids());
    }

    @Test
    void failsForADirectoryWithNothingToReadAndSaysWhatItHolds() throws IOException {
        EsxSyncException empty =
                assertThrows(
                        MalformedSourceException.class,
                        () -> CollectedPatches.at(folder, workspace));
        assertTrue(empty.getMessage().startsWith(folder + ": there is nothing to read; "));
        Files.writeString(folder.resolve("ESX-1002424.tgz"), "another source reads it");
        Files.writeString(folder.resolve("esxi.iso"), "nobody reads it");
        EsxSyncException others =
                assertThrows(
                        MalformedSourceException.class,
                        () -> CollectedPatches.at(folder, workspace));
        assertTrue(others.getMessage().endsWith("It holds ESX-1002424.tgz, esxi.iso"));
        Files.writeString(folder.resolve("page.zip"), "<html>");
        EsxSyncException damaged =
                assertThrows(
                        MalformedSourceException.class,
                        () -> CollectedPatches.at(folder, workspace));
        assertTrue(damaged.getMessage().contains("nothing in it can be read"));
        assertTrue(damaged.getMessage().contains("page.zip: it is not a zip"));
    }

    @Test
    void passesOverWhatIsNoBundleAndSaysWhy() throws IOException {
        sample("good").zipTo(folder.resolve("good.zip"));
        Files.writeString(folder.resolve("page.zip"), "<html>");
        Files.write(folder.resolve("empty.zip"), new byte[0]);
        byte[] inner = sample("inner").zip();
        Files.write(folder.resolve("up.zip"), SampleBundle.zip(Map.of("../inner.zip", inner)));
        Files.write(folder.resolve("photos.zip"), SampleBundle.zip(Map.of("a.jpg", new byte[1])));
        Files.writeString(folder.resolve("readme.txt"), "not looked at");
        CollectedPatches found = CollectedPatches.at(folder, workspace);
        assertEquals(List.of("good"), found.ids());
        assertEquals(3, found.problems.size());
        assertTrue(problem(found, "empty.zip").contains("empty.zip: it is not a zip"));
        assertTrue(problem(found, "up.zip").contains("'../inner.zip' is refused"));
        assertTrue(problem(found, "page.zip").contains("page.zip: it is not a zip"));
        assertNull(found.result.state(), "to be looked at again in the next scan");
    }

    @Test
    void refusesXmlWithADocumentTypeDeclaration() throws IOException {
        sample("index").entry("index.xml", DTD + "<vendorList/>").zipTo(folder.resolve("1.zip"));
        sample("vendor").entry("vendor-index.xml", DTD + "<m/>").zipTo(folder.resolve("2.zip"));
        sample("all")
                .old()
                .metadataEntry("vmware.xml", DTD + "<m/>")
                .zipTo(folder.resolve("3.zip"));
        sample("good").zipTo(folder.resolve("4.zip"));
        CollectedPatches found = CollectedPatches.at(folder, workspace);
        assertEquals(List.of("good"), found.ids());
        assertEquals(3, found.problems.size());
        for (String problem : found.problems.values()) {
            assertTrue(problem.contains("a document type declaration is not allowed"), problem);
        }
    }

    @Test
    void namesTheFileAndEntryThatAreDamaged() throws IOException {
        Path zip =
                sample("b")
                        .old()
                        .metadataEntry("vmware.xml", "<meta")
                        .zipTo(folder.resolve("b.zip"));
        String problem = CollectedPatches.at(zip, workspace).problems.values().iterator().next();
        assertTrue(problem.startsWith(zip + "!/metadata.zip!/vmware.xml, line 1: "), problem);
        assertEquals(1, problem.lines().count());
    }

    @Test
    void keepsWhatItUnderstoodBeforeTheDamage() throws IOException {
        String cut = "<metadataResponse>" + SampleBulletin.of("b", "8.0", VIB).withVibs();
        Path zip =
                sample("b").old().metadataEntry("vmware.xml", cut).zipTo(folder.resolve("b.zip"));
        CollectedPatches found = CollectedPatches.at(zip, workspace);
        assertEquals(List.of("b"), found.ids());
        assertEquals(1, found.problems.size());
        assertNull(found.result.state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../metadata.zip", "/metadata.zip", "%2e%2e/metadata.zip", "gone.zip"})
    void refusesAMetadataZipThatIsElsewhereOrMissing(String url) throws IOException {
        String vendorIndex = SampleBundle.vendorIndex(List.of("8.0"), url);
        Path zip =
                sample("b").entry("vendor-index.xml", vendorIndex).zipTo(folder.resolve("b.zip"));
        CollectedPatches found = CollectedPatches.at(zip, workspace);
        assertEquals(List.of(), found.ids());
        String problem = found.problems.get(zip + "!/vendor-index.xml");
        assertTrue(problem.startsWith(zip + "!/vendor-index.xml: "), problem);
        assertTrue(problem.contains(url), problem);
    }

    @Test
    void saysThatNothingHasChanged() throws IOException {
        Path zip = sample("b").zipTo(folder.resolve("b.zip"));
        for (Path location : List.of(zip, folder)) {
            String state = CollectedPatches.at(location, workspace).result.state();
            CollectedPatches again = CollectedPatches.at(location, workspace, state);
            assertTrue(again.result.unchanged());
            assertEquals(state, again.result.state());
            assertEquals(List.of(), again.ids());
        }
    }

    @Test
    void readsAgainWhenABundleIsReplacedByOneOfEqualSizeAndTime() throws IOException {
        FileTime time = FileTime.from(Instant.ofEpochSecond(1_000_000));
        Path zip = folder.resolve("b.zip");
        int size = sample("b").zip().length;
        String other =
                "cdefghijklmnopqrstuvwxyz"
                        .chars()
                        .mapToObj(Character::toString)
                        .filter(id -> sample(id).zip().length == size)
                        .findFirst()
                        .orElseThrow();
        for (Path location : List.of(folder, zip)) {
            Files.setLastModifiedTime(sample("b").zipTo(zip), time);
            String state = CollectedPatches.at(location, workspace).result.state();
            Files.setLastModifiedTime(sample(other).zipTo(zip), time);
            assertEquals(List.of(other), CollectedPatches.at(location, workspace, state).ids());
        }
    }

    @Test
    void readsAgainWhenABundleComes() throws IOException {
        sample("b").zipTo(folder.resolve("b.zip"));
        String state = CollectedPatches.at(folder, workspace).result.state();
        sample("c").zipTo(folder.resolve("c.zip"));
        assertEquals(List.of("b", "c"), CollectedPatches.at(folder, workspace, state).ids());
    }

    @Test
    void readsAnUnpackedBundleAgainWhenItsMetadataHasChanged() throws IOException {
        sample("b").unpackTo(folder);
        String state = CollectedPatches.at(folder, workspace).result.state();
        assertTrue(CollectedPatches.at(folder, workspace, state).result.unchanged());
        sample("changed").unpackTo(folder);
        assertEquals(List.of("changed"), CollectedPatches.at(folder, workspace, state).ids());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/nowhere/at/all", "file:%zz", "\0"})
    void namesTheKeyOfALocationThatCannotBeUsed(String location) {
        ConfigurationException problem =
                assertThrows(ConfigurationException.class, () -> at(location));
        assertEquals("org.esxsync.source.depot~test", problem.pid());
        assertEquals("location", problem.key());
    }

    @Test
    void failsAsAWholeWhenItsOnlyBundleIsNone() throws IOException {
        Path zip = Files.writeString(folder.resolve("page.zip"), "<html>");
        EsxSyncException problem =
                assertThrows(
                        MalformedSourceException.class, () -> CollectedPatches.at(zip, workspace));
        assertTrue(problem.getMessage().startsWith(zip + ": it is not a zip"));
    }

    @Test
    void endsSoonAfterAnInterrupt() throws IOException {
        Path zip = sample("b").zipTo(folder.resolve("b.zip"));
        Thread.currentThread().interrupt();
        try {
            FetchException problem =
                    assertThrows(FetchException.class, () -> CollectedPatches.at(zip, workspace));
            assertEquals(FetchException.Reason.CANCELLED, problem.reason());
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    private CollectedPatches at(String location) {
        CollectedPatches found = new CollectedPatches();
        CollectedPatches.source(location).scan(new ScanRequest(null, workspace), found);
        return found;
    }

    private String problem(CollectedPatches found, String file) {
        return found.problems.get(folder.resolve(file).toString());
    }

    private static SampleBundle sample(String id) {
        return new SampleBundle().bulletin(SampleBulletin.of(id, "8.0", VIB));
    }
}
