package org.esxsync.benchmark.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.esxsync.benchmark.contenders.Contender;

/** Compares what contenders leave behind of a patch site. */
final class SameTrees {

    private SameTrees() {}

    /**
     * Fails unless two mirrors hold the same names with the same bytes, and no tarball any more.
     * What stands in hidden directories is each contender's own.
     */
    static void require(Contender one, Contender other) throws IOException {
        Map<String, String> first = files(one.mirror());
        Map<String, String> second = files(other.mirror());
        if (!first.equals(second)) {
            SortedMap<String, String> differences = new TreeMap<>(first);
            differences.entrySet().removeAll(second.entrySet());
            throw new IOException(
                    "%s and %s did not end in the same state (%d and %d files): %s"
                            .formatted(
                                    one.name(),
                                    other.name(),
                                    first.size(),
                                    second.size(),
                                    differences.keySet().stream().limit(5).toList()));
        }
    }

    private static SortedMap<String, String> files(Path mirror) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(mirror)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = mirror.relativize(file).toString();
                if (name.endsWith(".tgz")) {
                    throw new IOException(file + " was not deleted");
                }
                if (!name.startsWith(".")) {
                    files.put(name, FileDigest.sha256(file));
                }
            }
        }
        return files;
    }
}
