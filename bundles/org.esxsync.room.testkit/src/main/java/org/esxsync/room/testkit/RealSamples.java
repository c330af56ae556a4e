package org.esxsync.room.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Files of real tools and publishers. They are not part of this repository, and stand as {@code
 * shared/samples} beside a directory above the working directory, or where the system property
 * {@code esxsync.samples} says.
 */
public final class RealSamples {

    private static final String FOLDER = "shared/samples";
    private static final String PROPERTY = "esxsync.samples";

    private RealSamples() {}

    /**
     * A file or directory of the samples.
     *
     * @param name such as {@code hosts} or {@code legacy/list.tsv}
     */
    public static Optional<Path> find(String name) {
        Path start = Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath();
        return Stream.iterate(start, Objects::nonNull, Path::getParent)
                .flatMap(above -> Stream.of(above, above.resolve(FOLDER)))
                .filter(samples -> Files.exists(samples.resolve("SOURCES.md")))
                .map(samples -> samples.resolve(name))
                .filter(Files::exists)
                .findFirst();
    }

    /**
     * The same; a test that needs it is skipped with a word where it is not there.
     *
     * @param name as above
     */
    public static Path require(String name) {
        Optional<Path> found = find(name);
        Assumptions.assumeTrue(
                found.isPresent(), () -> "skipped: there is no %s/%s".formatted(FOLDER, name));
        return found.orElseThrow();
    }
}
