package org.esxsync.benchmark.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.benchmark.contenders.Contender;
import org.esxsync.benchmark.samples.Depot;

/** Reads all VIBs that a contender has got, and compares them with those that the depot lists. */
final class SameVibs {

    private static final String ROOT = "vib20/";

    private SameVibs() {}

    /**
     * Fails unless each VIB of the depot is there with its bytes, and no other. One may be there
     * for several releases.
     */
    static void require(Contender contender, Depot depot) throws IOException {
        Map<String, String> expected = depot.sums();
        Set<String> missing = new TreeSet<>(expected.keySet());
        Collection<List<Path>> files = filesWithTheirLinks(contender.mirror());
        files.forEach(links -> links.forEach(link -> missing.remove(name(link))));
        List<String> wrong =
                files.parallelStream().flatMap(links -> wrong(links, expected)).toList();
        if (!missing.isEmpty() || !wrong.isEmpty()) {
            throw new IOException(
                    "%s did not end with all VIBs: %d of %d are missing, such as %s; %d are wrong, such as %s"
                            .formatted(
                                    contender.name(),
                                    missing.size(),
                                    expected.size(),
                                    missing.stream().limit(2).toList(),
                                    wrong.size(),
                                    wrong.stream().limit(2).toList()));
        }
    }

    /** Links to one file stand together, so that it is read once. */
    private static Collection<List<Path>> filesWithTheirLinks(Path mirror) throws IOException {
        try (Stream<Path> all = Files.walk(mirror)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !mirror.relativize(file).toString().startsWith("."))
                    .filter(file -> file.toString().endsWith(".vib"))
                    .collect(Collectors.groupingBy(SameVibs::key))
                    .values();
        }
    }

    private static Object key(Path file) {
        try {
            return Objects.requireNonNull(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> wrong(List<Path> links, Map<String, String> expected) {
        try {
            String sum = FileDigest.sha256(links.get(0));
            return links.stream()
                    .filter(link -> !sum.equals(expected.get(name(link))))
                    .map(Path::toString);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its path in the depot, which a mirror keeps below each release. */
    private static String name(Path file) {
        String path = file.toString();
        return path.substring(Math.max(0, path.indexOf(ROOT)));
    }
}
