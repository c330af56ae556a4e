package org.esxsync.source.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every layout keeps to. A layout's test extends this and brings patches of its format. */
public abstract class PatchLayoutContract {

    private final EsxRelease release;
    private final PatchLayout layout;

    private Path directory;

    /**
     * @param release one for which the format has patches
     */
    protected PatchLayoutContract(EsxRelease release, PatchLayout layout) {
        this.release = release;
        this.layout = layout;
    }

    /** Several patches of one release, each with its metadata document if it has one. */
    protected abstract List<IndexedPatch> patches() throws Exception;

    @BeforeEach
    void workIn(@TempDir Path temporary) {
        directory = temporary;
    }

    @Test
    void placesEachArtifactOnce() throws Exception {
        for (IndexedPatch indexed : samples()) {
            assertEquals(
                    indexed.patch().artifacts(),
                    layout.place(indexed.patch()).stream().map(Placement::artifact).toList());
        }
    }

    @Test
    void givesThePlacesToManyThreadsAtOnce() throws Exception {
        for (IndexedPatch indexed : samples()) {
            List<Placement> places = layout.place(indexed.patch());
            assertTrue(
                    Stream.generate(indexed::patch)
                            .limit(1_000)
                            .parallel()
                            .map(layout::place)
                            .allMatch(places::equals));
        }
    }

    @Test
    void letsTwoArtifactsShareAPlaceOnlyIfTheirBytesAreTheSame() throws Exception {
        Map<RelativePath, Artifact> taken = new HashMap<>();
        for (Placement placement : placements()) {
            Artifact other = taken.putIfAbsent(placement.path(), placement.artifact());
            assertTrue(
                    other == null || other.digests().equals(placement.artifact().digests()),
                    () -> placement.path() + " is taken by " + other);
        }
    }

    @Test
    void putsNothingIntoADirectoryThatIsUnpacked() throws Exception {
        List<Placement> placements = placements();
        for (Placement unpacked : placements.stream().filter(Placement::unpack).toList()) {
            for (Placement other : placements) {
                assertFalse(
                        other.path().value().startsWith(unpacked.path() + "/"),
                        () -> other.path() + " is in " + unpacked.path());
            }
        }
    }

    @Test
    void returnsEveryFileThatItWritesOnce() throws Exception {
        Path index = Files.createDirectory(directory.resolve("index"));

        List<RelativePath> written =
                layout.writeIndex(release, samples(), List.of(), index).files();

        assertEquals(written.size(), new HashSet<>(written).size(), written::toString);
        assertEquals(files(index).keySet(), names(written));
    }

    @Test
    void writesNoIndexFileWhereAnArtifactStands() throws Exception {
        Path index = Files.createDirectory(directory.resolve("index"));
        Set<String> written =
                names(layout.writeIndex(release, samples(), List.of(), index).files());

        for (Placement placement : placements()) {
            assertFalse(written.contains(placement.path().value()), placement::toString);
        }
    }

    @Test
    void writesTheSameBytesForTheSamePatches() throws Exception {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));

        List<IndexedPatch> same = samples();

        List<RelativePath> written = layout.writeIndex(release, same, List.of(), first).files();

        assertEquals(written, layout.writeIndex(release, same, List.of(), second).files());
        for (Map.Entry<String, byte[]> file : files(first).entrySet()) {
            assertArrayEquals(file.getValue(), files(second).get(file.getKey()), file.getKey());
        }
    }

    @Test
    void writesTheIndexOfAReleaseWithoutPatches() throws Exception {
        Path index = Files.createDirectory(directory.resolve("index"));

        List<RelativePath> written =
                layout.writeIndex(release, List.of(), List.of(), index).files();

        assertEquals(files(index).keySet(), names(written));
    }

    @Test
    void reachesEveryPatch() throws Exception {
        Path index = Files.createDirectory(directory.resolve("index"));

        assertEquals(Map.of(), layout.writeIndex(release, samples(), List.of(), index).leftOut());
    }

    private List<IndexedPatch> samples() throws Exception {
        List<IndexedPatch> samples = patches();
        assertTrue(samples.size() > 1, "too few samples");
        return samples;
    }

    private List<Placement> placements() throws Exception {
        return samples().stream()
                .map(IndexedPatch::patch)
                .flatMap((Patch patch) -> layout.place(patch).stream())
                .toList();
    }

    private static Set<String> names(List<RelativePath> files) {
        return files.stream().map(RelativePath::value).collect(Collectors.toSet());
    }

    private static Map<String, byte[]> files(Path top) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path file : all.filter(each -> !isDirectory(each)).toList()) {
                files.put(top.relativize(file).toString(), content(file));
            }
        }
        return files;
    }

    private static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** That of a link is where it leads, though nothing may be there yet. */
    private static byte[] content(Path file) throws IOException {
        return Files.isSymbolicLink(file)
                ? Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(file);
    }
}
